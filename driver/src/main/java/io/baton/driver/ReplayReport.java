/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.driver;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * How many of a cluster's transactions in this JVM could have been replayed had their node been lost, and what became of
 * those whose node was lost. A picture of one moment; counted since the cluster was joined. Immutable.
 *
 * @param transactions that ended, whichever way, and did something
 * @param refusals those of them that could not have been replayed, by reason
 * @param shapes the statements that stood in the way most often, most frequent first
 * @param replayed transactions that were replayed on another session, each time counted
 * @param lost transactions that were lost because they could not be replayed, by reason
 */
public record ReplayReport(
        long transactions,
        Map<ReplayRefusal, Long> refusals,
        List<Shape> shapes,
        long replayed,
        Map<ReplayRefusal, Long> lost) {

    public ReplayReport {
        refusals = Map.copyOf(refusals);
        shapes = List.copyOf(shapes);
        lost = Map.copyOf(lost);
    }

    /**
     * A statement that keeps transactions from being replayed.
     *
     * @param detail the statement without its values, where the reason lies in one; else what more is known
     */
    public record Shape(ReplayRefusal refusal, String detail, long transactions) {}

    /** How many could have been replayed, from 0 to 1; 1 when there was no transaction. */
    public double share() {
        long refused = refusals.values().stream().mapToLong(Long::longValue).sum();
        return transactions == 0 ? 1 : (double) (transactions - refused) / transactions;
    }

    /** The same as one sentence for people. */
    @Override
    public String toString() {
        String reasons = refusals.entrySet().stream()
                .sorted(Map.Entry.<ReplayRefusal, Long>comparingByValue().reversed())
                .map(entry -> entry.getValue() + " x " + entry.getKey())
                .collect(Collectors.joining(", "));
        return String.format(
                java.util.Locale.ROOT,
                "%.1f %% of %d transactions could have been replayed%s; %d were replayed, %d were lost",
                100 * share(),
                transactions,
                reasons.isEmpty() ? "" : " (not: " + reasons + ")",
                replayed,
                lost.values().stream().mapToLong(Long::longValue).sum());
    }
}
