/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.lab.judge;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * What came of a round.
 *
 * @param told how many transactions were told what, by style of the client; the told SQLState is the key, "done" without
 *     one
 */
public record Sentence(
        long seed,
        List<Accident> accidents,
        Duration took,
        int transactions,
        Map<String, Map<String, Integer>> told,
        List<Violation> violations) {

    static Sentence of(
            long seed, List<Accident> accidents, Duration took, History history, List<Violation> violations) {
        Map<String, Map<String, Integer>> told = new TreeMap<>();
        for (Transaction transaction : history.transactions()) {
            String style = transaction.client().replaceAll(" \\d+$", "");
            String what = transaction.told() == Told.DONE ? "done" : transaction.sqlState();
            told.computeIfAbsent(style, s -> new TreeMap<>()).merge(what, 1, Integer::sum);
        }
        return new Sentence(seed, accidents, took, history.transactions().size(), told, List.copyOf(violations));
    }

    /** A line for each style, and each violation. */
    public String report() {
        StringBuilder report = new StringBuilder(String.format(
                Locale.ROOT,
                "seed %d: %d accidents, %d transactions in %.1f s, %d violations%n",
                seed,
                accidents.size(),
                transactions,
                took.toMillis() / 1000.0,
                violations.size()));
        told.forEach((style, counts) ->
                report.append("  ").append(style).append(' ').append(counts).append('\n'));
        violations.forEach(violation -> report.append("  ").append(violation).append('\n'));
        return report.toString();
    }
}
