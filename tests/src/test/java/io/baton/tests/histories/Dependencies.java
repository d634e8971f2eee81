/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.tests.histories;

import io.baton.tests.histories.Edge.Kind;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** What depends on what: the edges between the transactions that are there, from what they wrote and saw. */
final class Dependencies {

    private final List<Attempt> attempts;
    private final Versions versions;
    private final Set<Long> there = new HashSet<>();
    private final Graph graph;

    private Dependencies(List<Attempt> attempts, Versions versions) {
        this.attempts = attempts;
        this.versions = versions;
        this.graph = new Graph(attempts.size());
        versions.orders().values().forEach(there::addAll);
    }

    static Graph graph(List<Attempt> attempts, Versions versions) {
        Dependencies dependencies = new Dependencies(attempts, versions);
        versions.orders().forEach(dependencies::addWrites);
        for (int i = 0; i < attempts.size(); i++) {
            if (dependencies.isThere(attempts.get(i))) {
                dependencies.addReads(i);
            }
        }
        Times.add(attempts, dependencies::isKnown, dependencies.graph);
        return dependencies.graph;
    }

    /** One that nobody knows of is there when something of it was seen. */
    private boolean isThere(Attempt attempt) {
        return isKnown(attempt)
                || (attempt.told() == Told.UNKNOWN
                        && attempt.ops(Op.Append.class).anyMatch(append -> there.contains(append.value())));
    }

    private boolean isKnown(Attempt attempt) {
        return attempt.told() == Told.OK;
    }

    private void addWrites(String key, List<Long> order) {
        for (int i = 1; i < order.size(); i++) {
            add(order.get(i - 1), order.get(i), key);
        }
    }

    private void add(long before, long after, String key) {
        Integer from = versions.writers().get(before);
        Integer to = versions.writers().get(after);
        if (from != null && to != null && isThere(attempts.get(from)) && isThere(attempts.get(to))) {
            graph.add(new Edge(from, to, Kind.WW, key + ' ' + before + ", " + after));
        }
    }

    /** Of what is its own a transaction has seen nothing of others but what stood before it. */
    private void addReads(int reader) {
        Set<Long> own = new HashSet<>(WriteRules.written(attempts.get(reader)));
        attempts.get(reader).ops(Op.Seen.class).forEach(seen -> {
            int length = seen.values().size();
            while (length > 0 && own.contains(seen.values().get(length - 1))) {
                length--;
            }
            addRead(reader, seen.key(), seen.values().subList(0, length), own);
        });
    }

    private void addRead(int reader, String key, List<Long> values, Set<Long> own) {
        if (!values.isEmpty()) {
            long last = values.get(values.size() - 1);
            Integer writer = versions.writers().get(last);
            if (writer != null && isThere(attempts.get(writer))) {
                graph.add(new Edge(writer, reader, Kind.WR, key + ' ' + last));
            }
        }
        List<Long> order = versions.order(key);
        int next = values.size();
        while (next < order.size() && own.contains(order.get(next))) {
            next++;
        }
        if (next < order.size()) {
            Integer over = versions.writers().get(order.get(next));
            if (over != null && isThere(attempts.get(over))) {
                graph.add(new Edge(reader, over, Kind.RW, key + ' ' + order.get(next)));
            }
        }
    }
}
