/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.tests.histories;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;

/** Tarjan's strongly connected components, with a stack of its own instead of the thread's. */
final class Components {

    private static final int NOT_YET = -1;

    private final Graph graph;
    private final int[] index;
    private final int[] low;
    private final boolean[] open;
    private final Deque<Integer> stack = new ArrayDeque<>();
    private final Deque<Visit> visits = new ArrayDeque<>();
    private final List<List<Integer>> cyclic = new ArrayList<>();
    private int next;

    private record Visit(int node, Iterator<Edge> rest) {}

    private Components(Graph graph) {
        this.graph = graph;
        this.index = new int[graph.nodes()];
        this.low = new int[graph.nodes()];
        this.open = new boolean[graph.nodes()];
        Arrays.fill(index, NOT_YET);
    }

    /** Those of more than one node. */
    static List<List<Integer>> cyclic(Graph graph) {
        Components components = new Components(graph);
        for (int node = 0; node < graph.nodes(); node++) {
            if (components.index[node] == NOT_YET) {
                components.visitFrom(node);
            }
        }
        return components.cyclic;
    }

    private void visitFrom(int root) {
        enter(root);
        while (!visits.isEmpty()) {
            Visit visit = visits.peek();
            if (visit.rest().hasNext()) {
                follow(visit.node(), visit.rest().next().to());
            } else {
                visits.pop();
                leave(visit.node());
            }
        }
    }

    private void enter(int node) {
        index[node] = next;
        low[node] = next;
        next++;
        open[node] = true;
        stack.push(node);
        visits.push(new Visit(node, graph.outgoing(node).iterator()));
    }

    private void follow(int from, int to) {
        if (index[to] == NOT_YET) {
            enter(to);
        } else if (open[to]) {
            low[from] = Math.min(low[from], index[to]);
        }
    }

    private void leave(int node) {
        if (!visits.isEmpty()) {
            int parent = visits.peek().node();
            low[parent] = Math.min(low[parent], low[node]);
        }
        if (low[node] == index[node]) {
            List<Integer> component = new ArrayList<>();
            int member;
            do {
                member = stack.pop();
                open[member] = false;
                component.add(member);
            } while (member != node);
            if (component.size() > 1) {
                cyclic.add(component);
            }
        }
    }
}
