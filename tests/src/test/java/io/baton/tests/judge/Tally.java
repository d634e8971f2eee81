/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.tests.judge;

import io.baton.lab.wire.Direction;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What came of the runs that were cut, by work, and what was wrong. */
final class Tally {

    /** How a run ended for the application, and for an unknown one what the database says. */
    enum End {
        UNNOTICED,
        LOST,
        UNKNOWN_DONE,
        UNKNOWN_NOT_DONE,
        CONNECTION_LOST
    }

    private final String title;
    private final Map<Work, Map<End, Integer>> ends = new EnumMap<>(Work.class);
    private final List<String> violations = new ArrayList<>();
    private final Map<Work, Integer> toServer = new EnumMap<>(Work.class);
    private final long start = System.nanoTime();
    private long longest;
    private String longestOf = "";

    Tally(String title) {
        this.title = title;
    }

    synchronized void count(Work work, Direction direction, End end) {
        toServer.merge(work, direction == Direction.TO_SERVER ? 1 : 0, Integer::sum);
        ends.computeIfAbsent(work, w -> new EnumMap<>(End.class)).merge(end, 1, Integer::sum);
    }

    /** How long the application had to wait. */
    synchronized void took(long nanos, String where) {
        if (nanos > longest) {
            longest = nanos;
            longestOf = where;
        }
    }

    synchronized void violation(String what) {
        violations.add(what);
    }

    List<String> violations() {
        return violations;
    }

    /** How many commits Baton should have known the outcome of, and did not. */
    int undecided() {
        return ends.entrySet().stream()
                .filter(entry -> !entry.getKey().mayBeUnknown())
                .mapToInt(entry -> entry.getValue().getOrDefault(End.UNKNOWN_DONE, 0)
                        + entry.getValue().getOrDefault(End.UNKNOWN_NOT_DONE, 0))
                .sum();
    }

    int cuts() {
        return ends.values().stream().mapToInt(Tally::sum).sum();
    }

    private static int sum(Map<End, Integer> counts) {
        return counts.values().stream().mapToInt(Integer::intValue).sum();
    }

    /** A table for people. */
    String report() {
        StringBuilder report = new StringBuilder();
        line(
                report,
                "work",
                "cuts",
                "to server",
                "unnoticed",
                "lost",
                "unknown: done",
                "not done",
                "conn. lost",
                "share unnoticed");
        ends.forEach((work, counts) -> row(report, work.name(), toServer.getOrDefault(work, 0), counts));
        Map<End, Integer> all = new EnumMap<>(End.class);
        ends.values().forEach(counts -> counts.forEach((end, n) -> all.merge(end, n, Integer::sum)));
        row(
                report,
                "all",
                toServer.values().stream().mapToInt(Integer::intValue).sum(),
                all);
        long seconds = (System.nanoTime() - start) / 1_000_000_000;
        return title + ": " + cuts() + " cuts in " + seconds + " s, " + violations.size() + " violations\n" + report
                + "  the longest took " + longest / 1_000_000 + " ms: " + longestOf + "\n";
    }

    private static void row(StringBuilder report, String name, int toServer, Map<End, Integer> counts) {
        int sum = sum(counts);
        List<Object> cells = new ArrayList<>(List.of(name, sum, toServer));
        for (End end : End.values()) {
            cells.add(counts.getOrDefault(end, 0));
        }
        cells.add(String.format(
                Locale.ROOT, "%.1f %%", 100.0 * counts.getOrDefault(End.UNNOTICED, 0) / Math.max(1, sum)));
        line(report, cells.toArray());
    }

    private static void line(StringBuilder report, Object... cells) {
        report.append(String.format(Locale.ROOT, "  %-20s %6s %10s %10s %6s %14s %9s %11s %16s%n", cells));
    }
}
