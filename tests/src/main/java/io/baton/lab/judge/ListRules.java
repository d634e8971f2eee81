/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.lab.judge;

import io.baton.lab.judge.Read.ListSeen;
import io.baton.lab.judge.Violation.Rule;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;

/**
 * Every list that was shown to anybody is how the final one began, and whoever read from the primary saw all that had been
 * acknowledged before. Since lists only grow at their end, that leaves one order of all appends that everybody agrees on.
 */
final class ListRules {

    private final History history;
    private final Found found;
    private final List<Violation> violations = new ArrayList<>();

    ListRules(History history, Found found) {
        this.history = history;
        this.found = found;
    }

    List<Violation> check() {
        Map<Integer, NavigableMap<Long, Integer>> acknowledged = acknowledgedLengths();
        for (Transaction transaction : history.transactions()) {
            for (Read read : transaction.reads()) {
                if (read instanceof ListSeen seen) {
                    checkPrefix(seen, transaction);
                    if (transaction.fresh()) {
                        checkFresh(seen, transaction, acknowledged.getOrDefault(seen.list(), new TreeMap<>()));
                    }
                }
            }
        }
        return violations;
    }

    private void checkPrefix(ListSeen seen, Transaction transaction) {
        List<Long> last = found.lists().getOrDefault(seen.list(), List.of());
        List<Long> shown = transaction.told() == Told.DONE ? seen.elements() : withoutOwn(seen, transaction);
        if (shown.size() > last.size() || !shown.equals(last.subList(0, shown.size()))) {
            violations.add(new Violation(
                    Rule.NOT_A_PREFIX,
                    difference(shown, last) + " in " + transaction.client() + " " + transaction.told() + " "
                            + transaction.effects()));
        }
    }

    /** What a transaction that is not there has appended itself it may have seen. */
    private static List<Long> withoutOwn(ListSeen seen, Transaction transaction) {
        Set<Long> own = new HashSet<>();
        transaction.effects().forEach(effect -> own.add(effect.token()));
        return seen.elements().stream().filter(token -> !own.contains(token)).toList();
    }

    private static String difference(List<Long> shown, List<Long> last) {
        int i = 0;
        while (i < shown.size() && i < last.size() && shown.get(i).equals(last.get(i))) {
            i++;
        }
        return "at " + i + " saw " + shown.subList(i, Math.min(shown.size(), i + 3)) + ", there is "
                + last.subList(i, Math.min(last.size(), i + 3));
    }

    private void checkFresh(ListSeen seen, Transaction transaction, NavigableMap<Long, Integer> acknowledged) {
        Map.Entry<Long, Integer> before = acknowledged.lowerEntry(seen.asked());
        if (before != null && before.getValue() > seen.elements().size()) {
            violations.add(new Violation(
                    Rule.STALE_READ,
                    "list " + seen.list() + " had " + before.getValue() + " elements acknowledged, "
                            + transaction.client() + " saw " + seen.elements().size()));
        }
    }

    /** For each list: from when on at least how many elements were acknowledged. */
    private Map<Integer, NavigableMap<Long, Integer>> acknowledgedLengths() {
        Map<Long, Integer> lengthWith = new HashMap<>();
        found.lists().values().forEach(elements -> {
            for (int i = 0; i < elements.size(); i++) {
                lengthWith.putIfAbsent(elements.get(i), i + 1);
            }
        });
        Map<Integer, NavigableMap<Long, Integer>> lengths = new HashMap<>();
        history.transactions().stream()
                .filter(transaction -> transaction.told() == Told.DONE)
                .sorted((a, b) -> Long.compare(a.ended(), b.ended()))
                .forEach(transaction -> transaction.effects().forEach(effect -> {
                    if (effect instanceof Effect.Appended append) {
                        raise(
                                lengths.computeIfAbsent(append.list(), list -> new TreeMap<>()),
                                transaction.ended(),
                                lengthWith.getOrDefault(append.token(), 0));
                    }
                }));
        return lengths;
    }

    private static void raise(NavigableMap<Long, Integer> lengths, long from, int length) {
        int before = lengths.isEmpty() ? 0 : lengths.lastEntry().getValue();
        lengths.put(from, Math.max(before, length));
    }
}
