/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.driver.internal.recover;

import io.baton.driver.BatonOption;
import io.baton.driver.CommitOutcome;
import io.baton.driver.CommitToken;
import io.baton.driver.internal.cluster.Cluster;
import io.baton.driver.internal.cluster.Lease;
import io.baton.driver.internal.outcome.Decision;
import io.baton.driver.internal.outcome.PendingCommit;
import io.baton.driver.internal.replay.ReplayRefused;
import io.baton.driver.internal.session.LogicalSession;
import io.baton.driver.internal.session.Waiter;
import io.baton.topology.FailureKind;
import io.baton.topology.time.Deadline;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;

/** What follows from a COMMIT that got no answer. One per logical session. */
final class CommitJudge {

    private final LogicalSession session;
    private final Cluster cluster;
    private final ReadJudge reads;
    private final Telling telling;

    CommitJudge(LogicalSession session, ReadJudge reads, Telling telling) {
        this.session = session;
        this.cluster = session.cluster();
        this.reads = reads;
        this.telling = telling;
    }

    /**
     * Empty when the COMMIT took effect: to run it again on another session, without a transaction, changes nothing. Empty
     * also when it did not and the transaction can be replayed: it is interrupted then, and its COMMIT is due once more.
     */
    Optional<SQLException> outcomeOf(InterruptedCall commit, SQLException e, Waiter waiter) {
        return outcomeOf(commit, e, waiter, true);
    }

    /** What follows from an answer that does not tell, on a session that goes on. */
    Optional<SQLException> doubtful(InterruptedCall call, SQLException e, Waiter waiter) {
        boolean ofTheNode = cluster.dialect().isOfTheNode(e);
        if (ofTheNode || !call.isCommit() || !DoubtfulAnswer.rollBack(call.lease())) {
            session.giveUp(call.lease(), e);
        }
        return call.isCommit()
                ? outcomeOf(call, e, waiter, ofTheNode)
                : Optional.of(telling.unknown(call, Decision.NOT_ASKED, e));
    }

    /** @param ofTheNode whether it is the node that failed; else the server has refused the COMMIT, and would again */
    private Optional<SQLException> outcomeOf(InterruptedCall commit, SQLException e, Waiter waiter, boolean ofTheNode) {
        boolean timeIsOver = cluster.dialect().classify(e) == FailureKind.TIMEOUT;
        Deadline patience = timeIsOver ? Deadline.after(aFewProbes()) : cluster.failoverDeadline();
        if (commit.pending() instanceof PendingCommit.Reads pending && !commit.isInTwoPhases()) {
            return ofReads(commit, reads.ofTransaction(pending, commit.lease(), patience, waiter), e);
        }
        Deadline limit = waiter.limit();
        Deadline until = limit == null ? patience : patience.earlier(limit);
        Decision decision = commit.isInTwoPhases() ? Decision.TWO_PHASES : resolve(commit.pending(), until, waiter);
        if (commit.pending() instanceof PendingCommit.Entered
                && decision.outcome() == CommitOutcome.NOT_COMMITTED
                && reads.mayHaveHiddenLedger(until, waiter)) {
            decision = Decision.HIDDEN_LEDGER;
        }
        if (decision.outcome() == CommitOutcome.NOT_COMMITTED
                && commit.pending() instanceof PendingCommit.Named
                && reads.reachesOthers(until, waiter)) {
            return Optional.of(telling.unknown(commit, Decision.OTHER_SERVER, e));
        }
        return switch (decision.outcome()) {
            case COMMITTED -> {
                session.commits().acknowledged();
                unheard(commit);
                yield Optional.empty();
            }
            case NOT_COMMITTED -> {
                if (!ofTheNode) {
                    yield Optional.of(e);
                }
                yield timeIsOver
                        ? Optional.of(telling.tell(Verdict.Outcome.CONNECTION_LOST, commit, e))
                        : session.interrupt(commit.lease(), e);
            }
            case UNKNOWN -> {
                CommitToken token = cluster.outcomes().goOnAsking(commit.pending(), decision);
                yield Optional.of(telling.unknown(commit, decision, token, e));
            }
        };
    }

    /** A text is run again on the next session, which is made ready before that. */
    private void unheard(InterruptedCall commit) {
        if (commit.nature() != InterruptedCall.Nature.COMMIT) {
            session.committedUnheard();
        }
    }

    private Optional<SQLException> ofReads(InterruptedCall commit, ReadJudge.Found found, SQLException e) {
        Lease lost = commit.lease();
        ReplayRefused difference = found.difference();
        return switch (found.decision().outcome()) {
            case COMMITTED -> {
                unheard(commit);
                yield Optional.empty();
            }
            case NOT_COMMITTED ->
                difference == null
                        ? session.interrupt(lost, e)
                        : Optional.of(session.lose(session.current(), difference));
            case UNKNOWN -> Optional.of(telling.unknown(commit, found.decision(), e));
        };
    }

    private Decision resolve(PendingCommit pending, Deadline deadline, Waiter waiter) {
        waiter.waitingBegins();
        try {
            return cluster.outcomes().resolve(pending, session.ticket(deadline, waiter));
        } finally {
            waiter.waitingEnded();
        }
    }

    private Duration aFewProbes() {
        return cluster.config().options().duration(BatonOption.PROBE_TIMEOUT).multipliedBy(2);
    }
}
