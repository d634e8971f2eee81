/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.driver.internal.outcome;

import io.baton.topology.TimelineEpoch;
import io.baton.topology.history.PrimaryRun;
import io.baton.topology.history.Promotion;
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
     * What became of it.
     *
     * @param primary as it was when it gave the status, with the end of its last recovery; at or after its promotion
     */
    static Decision decide(
            PendingCommit.Asked commit, PrimaryRun primary, TransactionStatus status, Evidence evidence) {
        TimelineEpoch then = commit.at().epoch();
        TimelineEpoch now = primary.epoch();
        if (now.systemIdentifier() != then.systemIdentifier()) {
            return Decision.OTHER_CLUSTER;
        }
        if (now.timeline() < then.timeline()) {
            return Decision.HISTORY_WENT_BACK;
        }
        if (primary.isSameRunAs(commit.at())) {
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
                        ? restarted(commit, primary, evidence)
                        : promoted(commit, primary, evidence);
        };
    }

    /**
     * Whether the primary's history cannot have the COMMIT, whatever it says of the id. The end of its last recovery is where
     * its promotion left the old history, or later, after a crash; so this needs nobody who saw the promotion.
     */
    static boolean isOutOfHistory(PendingCommit.Asked commit, PrimaryRun primary) {
        long recoveryEnd = primary.run().recoveryEnd();
        TimelineEpoch then = commit.at().epoch();
        return primary.epoch().systemIdentifier() == then.systemIdentifier()
                && primary.epoch().timeline() >= then.timeline()
                && !primary.isSameRunAs(commit.at())
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
    private static Decision restarted(PendingCommit.Asked commit, PrimaryRun primary, Evidence evidence) {
        if (!evidence.restarts().mayBe(commit.at().node(), commit.at().run().started(), primary)) {
            return Decision.COPIED;
        }
        return evidence.durable() >= commit.position() ? Decision.SURVIVED_RESTART : Decision.RESTARTED;
    }

    private static Decision promoted(PendingCommit.Asked commit, PrimaryRun primary, Evidence evidence) {
        TimelineEpoch then = commit.at().epoch();
        Promotion last = null;
        for (int from = then.timeline(); from < primary.epoch().timeline(); from++) {
            int to = from + 1;
            List<Promotion> steps = evidence.promotions().stream()
                    .filter(step -> step.systemIdentifier() == then.systemIdentifier())
                    .filter(step -> step.toTimeline() == to)
                    .toList();
            long different = steps.stream()
                    .map(step -> List.of(step.started(), step.position()))
                    .distinct()
                    .count();
            if (different != 1) {
                return Decision.PROMOTION_NOT_SEEN; // Two servers that were promoted at once have the same timeline.
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
        if (last == null || !isOf(last, primary, evidence)) {
            return Decision.PROMOTION_NOT_SEEN;
        }
        return last.position() <= commit.position() ? Decision.NOT_IN_HISTORY : Decision.REPLICATED;
    }

    /** Whether it is that server which was promoted, be it that it was started again since. */
    private static boolean isOf(Promotion promotion, PrimaryRun primary, Evidence evidence) {
        return promotion.started() == primary.run().started()
                || evidence.restarts().mayBe(promotion.node(), promotion.started(), primary);
    }
}
