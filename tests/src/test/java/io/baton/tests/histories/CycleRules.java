/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.tests.histories;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * No transaction comes before itself, as far as its isolation level promises: by writes and what was seen of them never; by one
 * thing that was not seen when the reader has a snapshot, or when that was acknowledged before the reader began; by several
 * among serializable ones.
 */
final class CycleRules {

    private final List<Attempt> attempts;
    private final Promise promise;
    private final Graph graph;
    private final List<Conviction> found = new ArrayList<>();

    private CycleRules(List<Attempt> attempts, Promise promise, Graph graph) {
        this.attempts = attempts;
        this.promise = promise;
        this.graph = graph;
    }

    static List<Conviction> check(List<Attempt> attempts, Versions versions, Promise promise) {
        CycleRules rules = new CycleRules(attempts, promise, Dependencies.graph(attempts, versions));
        Graph seen = rules.graph.only(edge -> !edge.isUnseen());
        rules.convict(seen.only(edge -> edge.kind() == Edge.Kind.WW));
        if (!rules.convict(seen)) {
            rules.checkUnseen(seen);
        }
        rules.convict(rules.graph.only(rules::isSerializable));
        return rules.found;
    }

    /** A cycle of each component. */
    private boolean convict(Graph part) {
        List<List<Integer>> components = Components.cyclic(part);
        for (List<Integer> component : components) {
            Set<Integer> members = new HashSet<>(component);
            Edge first = component.stream()
                    .flatMap(node -> part.outgoing(node).stream())
                    .filter(edge -> members.contains(edge.to()))
                    .findFirst()
                    .orElseThrow();
            add(first, Paths.shortest(part, first.to(), first.from(), members::contains, edge -> true));
        }
        return !components.isEmpty();
    }

    /** Where nothing seen makes a circle, nothing on the way can have begun after the reader had ended. */
    private void checkUnseen(Graph seen) {
        graph.edges().filter(Edge::isUnseen).forEach(edge -> {
            Attempt reader = attempts.get(edge.from());
            Predicate<Edge> last = promise.isSnapshot(reader) ? way -> true : Edge::isTime;
            long end = reader.told() == Told.UNKNOWN ? Long.MAX_VALUE : reader.end();
            if (attempts.get(edge.to()).begin() < end) {
                add(
                        edge,
                        Paths.shortest(
                                seen,
                                edge.to(),
                                edge.from(),
                                node -> attempts.get(node).begin() < end,
                                last));
            }
        });
    }

    private boolean isSerializable(Edge edge) {
        return !edge.isTime()
                && Stream.of(edge.from(), edge.to())
                        .map(attempts::get)
                        .allMatch(attempt -> attempt.level() == Level.SER && attempt.fresh());
    }

    private void add(Edge first, List<Edge> rest) {
        if (!rest.isEmpty()) {
            List<Edge> cycle = Stream.concat(Stream.of(first), rest.stream()).toList();
            String what = cycle.stream()
                    .map(edge -> attempts.get(edge.from()).client() + " -" + edge.kind() + "(" + edge.why() + ")-> ")
                    .collect(Collectors.joining(
                            "", "", attempts.get(first.from()).client()));
            found.add(new Conviction(
                    name(cycle),
                    what,
                    cycle.stream().map(edge -> attempts.get(edge.from())).toList()));
        }
    }

    private static Anomaly name(List<Edge> cycle) {
        long unseen = cycle.stream().filter(Edge::isUnseen).count();
        if (unseen == 0) {
            boolean read = cycle.stream().anyMatch(edge -> edge.kind() == Edge.Kind.WR);
            return read ? Anomaly.G1C : Anomaly.G0;
        }
        return unseen == 1 ? Anomaly.G_SINGLE : Anomaly.G2;
    }
}
