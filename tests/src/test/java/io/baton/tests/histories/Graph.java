/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.tests.histories;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** Transactions and what puts them in an order. */
final class Graph {

    private final List<List<Edge>> outgoing = new ArrayList<>();

    Graph(int nodes) {
        for (int i = 0; i < nodes; i++) {
            outgoing.add(new ArrayList<>());
        }
    }

    /** No transaction comes before itself. */
    void add(Edge edge) {
        if (edge.from() != edge.to()) {
            outgoing.get(edge.from()).add(edge);
        }
    }

    int nodes() {
        return outgoing.size();
    }

    List<Edge> outgoing(int node) {
        return outgoing.get(node);
    }

    Stream<Edge> edges() {
        return outgoing.stream().flatMap(List::stream);
    }

    Graph only(Predicate<Edge> wanted) {
        Graph part = new Graph(nodes());
        edges().filter(wanted).forEach(part::add);
        return part;
    }
}
