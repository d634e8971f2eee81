/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.tests.answers;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What came of the faults, by work. Used by one thread. */
final class Report {

    private final Map<String, Map<Told.Kind, Integer>> ends = new TreeMap<>();
    private final List<String> violations = new ArrayList<>();

    void count(Work work, Told.Kind kind) {
        ends.computeIfAbsent(work.toString(), name -> new EnumMap<>(Told.Kind.class))
                .merge(kind, 1, Integer::sum);
    }

    void violation(String sentence) {
        violations.add(sentence);
    }

    List<String> violations() {
        return violations;
    }

    /** How many faults of that work were told so. */
    int count(String work, Told.Kind kind) {
        return ends.getOrDefault(work, Map.of()).getOrDefault(kind, 0);
    }

    int count(Told.Kind kind) {
        return ends.keySet().stream().mapToInt(work -> count(work, kind)).sum();
    }

    int faults() {
        return ends.values().stream()
                .flatMap(kinds -> kinds.values().stream())
                .mapToInt(Integer::intValue)
                .sum();
    }

    @Override
    public String toString() {
        StringBuilder table = new StringBuilder("faults: " + faults() + ", violations: " + violations.size() + "\n");
        ends.forEach((work, kinds) -> table.append("  %-70s %s%n".formatted(work, kinds)));
        violations.forEach(
                sentence -> table.append("  VIOLATION ").append(sentence).append('\n'));
        return table.toString();
    }
}
