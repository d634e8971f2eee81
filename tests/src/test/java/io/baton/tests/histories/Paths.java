/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.tests.histories;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntPredicate;
import java.util.function.Predicate;

/** The shortest ways through a graph. */
final class Paths {

    private Paths() {}

    /**
     * The edges from a node to another one; empty when there is no way.
     *
     * @param through the nodes that may be between them
     * @param last whether the way may end with that edge
     */
    static List<Edge> shortest(Graph graph, int from, int to, IntPredicate through, Predicate<Edge> last) {
        Map<Integer, Edge> cameBy = new HashMap<>();
        Deque<Integer> next = new ArrayDeque<>(List.of(from));
        while (!next.isEmpty()) {
            int node = next.remove();
            for (Edge edge : graph.outgoing(node)) {
                if (edge.to() == to && last.test(edge)) {
                    return back(cameBy, from, edge);
                }
                if (edge.to() != to && edge.to() != from && !cameBy.containsKey(edge.to()) && through.test(edge.to())) {
                    cameBy.put(edge.to(), edge);
                    next.add(edge.to());
                }
            }
        }
        return List.of();
    }

    private static List<Edge> back(Map<Integer, Edge> cameBy, int from, Edge last) {
        Deque<Edge> way = new ArrayDeque<>(List.of(last));
        while (way.getFirst().from() != from) {
            way.addFirst(cameBy.get(way.getFirst().from()));
        }
        return List.copyOf(way);
    }
}
