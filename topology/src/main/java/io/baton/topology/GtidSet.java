/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.topology;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * A set of MySQL's global transaction identifiers (MySQL manual, "GTID Format and Storage"). Immutable.
 *
 * @param intervals by source (a UUID, with its tag if there is one), ascending, neither overlapping nor adjacent
 */
public record GtidSet(Map<String, List<Interval>> intervals) {

    /** Transactions from the first to the last one, both included. */
    public record Interval(long first, long last) {

        public Interval {
            if (first < 1 || last < first) {
                throw new IllegalArgumentException(first + "-" + last + " is not an interval of transactions");
            }
        }

        private boolean contains(Interval other) {
            return first <= other.first && other.last <= last;
        }

        @Override
        public String toString() {
            return first == last ? Long.toString(first) : first + "-" + last;
        }
    }

    public GtidSet {
        Map<String, List<Interval>> merged = new TreeMap<>();
        intervals.forEach((source, list) -> merged.put(source, merge(list)));
        intervals = Map.copyOf(merged);
    }

    /**
     * Reads {@code @@gtid_executed}: sources separated by commas, each with intervals, tags in between.
     *
     * @throws IllegalArgumentException when it is not a set
     */
    public static GtidSet parse(String text) {
        Map<String, List<Interval>> intervals = new TreeMap<>();
        for (String part : text.replaceAll("\\s", "").split(",", -1)) {
            if (part.isEmpty()) {
                continue;
            }
            String[] words = part.split(":", -1);
            String source = words[0];
            for (int i = 1; i < words.length; i++) {
                if (Character.isDigit(words[i].charAt(0))) {
                    intervals.computeIfAbsent(source, key -> new ArrayList<>()).add(interval(words[i]));
                } else {
                    source = words[0] + ":" + words[i];
                }
            }
        }
        return new GtidSet(intervals);
    }

    private static Interval interval(String text) {
        int dash = text.indexOf('-');
        long first = Long.parseLong(dash < 0 ? text : text.substring(0, dash));
        return new Interval(first, dash < 0 ? first : Long.parseLong(text.substring(dash + 1)));
    }

    private static List<Interval> merge(List<Interval> list) {
        List<Interval> merged = new ArrayList<>();
        for (Interval next :
                list.stream().sorted((a, b) -> Long.compare(a.first, b.first)).toList()) {
            Interval last = merged.isEmpty() ? null : merged.get(merged.size() - 1);
            if (last != null && next.first <= last.last + 1) {
                merged.set(merged.size() - 1, new Interval(last.first, Math.max(last.last, next.last)));
            } else {
                merged.add(next);
            }
        }
        return List.copyOf(merged);
    }

    /** Whether every transaction of the other set is in this one. */
    public boolean contains(GtidSet other) {
        return other.intervals.entrySet().stream().allMatch(entry -> {
            List<Interval> own = intervals.getOrDefault(entry.getKey(), List.of());
            return entry.getValue().stream().allMatch(wanted -> own.stream().anyMatch(have -> have.contains(wanted)));
        });
    }

    /** Less the transactions of some sources. */
    GtidSet without(Predicate<String> sources) {
        Map<String, List<Interval>> others = new TreeMap<>(intervals);
        others.keySet().removeIf(sources);
        return new GtidSet(others);
    }

    @Override
    public String toString() {
        return new TreeMap<>(intervals)
                .entrySet().stream()
                        .map(entry -> entry.getKey() + ":"
                                + entry.getValue().stream()
                                        .map(Interval::toString)
                                        .collect(Collectors.joining(":")))
                        .collect(Collectors.joining(","));
    }
}
