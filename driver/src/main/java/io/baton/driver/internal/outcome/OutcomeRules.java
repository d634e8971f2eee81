/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.driver.internal.outcome;

import io.baton.topology.TimelineEpoch;
import io.baton.topology.history.Promotion;
import io.baton.topology.history.ServerRun;
import java.util.Collection;
import java.util.List;

/**
 * What became of a COMMIT, from what the primary of today says. Pure; docs/commit-outcome.md has the proof.
 *
 * <p>M is the position that the server gave before the COMMIT was sent: the record of the COMMIT begins there or later. Hence
 * a history that leaves the old one at M or before cannot have it. The server's word on the transaction's id counts as it
 * is when it says "not committed": had the COMMIT been replayed, it would say otherwise. When it says "committed", it may speak
 * of another transaction, as ids that never reached the log on disk are given out again; so that has to be excluded.
 */
final class OutcomeRules {

    private OutcomeRules() {}

    /**
     * The primary as it was when it gave the status.
     *
     * @param run with the end of its last recovery; at or after its promotion
     */
    record Primary(ServerRun run, TimelineEpoch epoch) {}

    /**
     * @param durable up to where the log of the commit's run was seen on disk
     * @param promotions all that were seen
     */
    static Decision decide(
            PendingCommit.Asked commit,
            Primary primary,
            TransactionStatus status,
            long durable,
            Collection<Promotion> promotions) {
        TimelineEpoch then = commit.epoch();
        TimelineEpoch now = primary.epoch();
        if (now.systemIdentifier() != then.systemIdentifier()) {
            return Decision.OTHER_CLUSTER;
        }
        if (now.timeline() < then.timeline()) {
            return Decision.HISTORY_WENT_BACK;
        }
        if (primary.run().equals(commit.run())) {
            return sameRun(status);
        }
        if (isOutOfHistory(commit, primary)) {
            return Decision.NOT_IN_HISTORY;
        }
        return switch (status) {
            case ABORTED -> Decision.UNDONE;
            case IN_THE_FUTURE -> Decision.ID_NOT_USED;
            case IN_PROGRESS -> Decision.ID_USED_AGAIN;
            case FORGOTTEN -> Decision.FORGOTTEN;
            case COMMITTED ->
                now.timeline() == then.timeline()
                        ? restarted(commit, primary, durable)
                        : promoted(commit, primary, promotions);
        };
    }

    /**
     * Whether the primary's history cannot have the COMMIT, whatever it says of the id. The end of its last recovery is where
     * its promotion left the old history, or later, after a crash; so this needs nobody who saw the promotion.
     */
    static boolean isOutOfHistory(PendingCommit.Asked commit, Primary primary) {
        long recoveryEnd = primary.run().recoveryEnd();
        return primary.epoch().systemIdentifier() == commit.epoch().systemIdentifier()
                && primary.epoch().timeline() >= commit.epoch().timeline()
                && !primary.run().equals(commit.run())
                && recoveryEnd > 0
                && recoveryEnd <= commit.position();
    }

    private static Decision sameRun(TransactionStatus status) {
        return switch (status) {
            case COMMITTED -> Decision.FINISHED;
            case ABORTED -> Decision.UNDONE;
            case IN_PROGRESS -> Decision.RUNNING;
            case IN_THE_FUTURE -> Decision.ID_NOT_USED;
            case FORGOTTEN -> Decision.FORGOTTEN;
        };
    }

    /** More than one crash may lie between, the first of which lost the id and let it be given out again. */
    private static Decision restarted(PendingCommit.Asked commit, OutcomeRules.Primary primary, long durable) {
        if (!primary.run().node().equals(commit.run().node())) {
            return Decision.COPIED;
        }
        return durable >= commit.position() ? Decision.SURVIVED_RESTART : Decision.RESTARTED;
    }

    private static Decision promoted(
            PendingCommit.Asked commit, OutcomeRules.Primary primary, Collection<Promotion> promotions) {
        Promotion last = null;
        for (int from = commit.epoch().timeline(); from < primary.epoch().timeline(); from++) {
            int to = from + 1;
            List<Promotion> steps = promotions.stream()
                    .filter(step -> step.systemIdentifier() == commit.epoch().systemIdentifier())
                    .filter(step -> step.toTimeline() == to)
                    .toList();
            long different = steps.stream()
                    .map(step -> List.of(step.node(), step.position()))
                    .distinct()
                    .count();
            if (different != 1) {
                return Decision.PROMOTION_NOT_SEEN; // Two nodes that were promoted at once have the same timeline.
            }
            last = steps.get(0);
            // A standby that could not follow an earlier promotion has a history without the timelines in between.
            int followed =
                    steps.stream().mapToInt(Promotion::fromTimeline).max().orElse(0);
            if (followed < from
                    || (last.position() <= commit.position()
                            && to < primary.epoch().timeline())) {
                return Decision.PROMOTION_NOT_SEEN;
            }
        }
        if (last == null || !last.node().equals(primary.run().node())) {
            return Decision.PROMOTION_NOT_SEEN;
        }
        return last.position() <= commit.position() ? Decision.NOT_IN_HISTORY : Decision.REPLICATED;
    }
}
