/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.driver.internal.recover;

import io.baton.driver.BatonOption;
import io.baton.driver.CommitOutcomeUnknown;
import io.baton.driver.ConnectionLost;
import io.baton.driver.FailoverException;
import io.baton.driver.ReplayRefusal;
import io.baton.driver.TransactionLost;
import io.baton.driver.internal.cluster.Cluster;
import io.baton.driver.internal.cluster.Lease;
import io.baton.driver.internal.outcome.Decision;
import io.baton.driver.internal.recover.Judgement.How;
import io.baton.driver.internal.replay.ReplayRefused;
import io.baton.driver.internal.session.LogicalSession;
import io.baton.driver.internal.session.Waiter;
import io.baton.topology.FailureKind;
import io.baton.topology.Health;
import io.baton.topology.Node;
import io.baton.topology.Observation;
import io.baton.topology.Role;
import io.baton.topology.Topology;
import io.baton.topology.time.Deadline;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Optional;

/** What happens when a call fails, from the exception to what the application gets. One per logical session. */
public final class Recovery {

    /** A call that ends every session it is run in would otherwise end sessions until the failover timeout. */
    private static final int MOST_SESSIONS_LOST = 4;

    /** Of these on a server that is well: what it, or somebody there, ends again is meant. */
    private static final int MOST_ENDED_WHILE_WELL = 1;

    private final LogicalSession session;
    private final Cluster cluster;
    /** Whether the application says that each of its writes in auto-commit mode may be run again. */
    private final boolean vouched;

    private final ReadJudge reads;
    private final Telling telling;
    private final CommitJudge commits;

    public Recovery(LogicalSession session) {
        this.session = session;
        this.cluster = session.cluster();
        this.reads = new ReadJudge(session);
        this.telling = new Telling(session);
        this.commits = new CommitJudge(session, reads, telling);
        this.vouched = cluster.config().options().text(BatonOption.AUTOCOMMIT).equals(BatonOption.IDEMPOTENT);
    }

    /** Runs the call again, on whatever node the session stands on by then. */
    @FunctionalInterface
    public interface Retry<R> {
        R run() throws SQLException;

        /** As {@link #run}, in a transaction that the server lets only read. */
        default R runReading() throws SQLException {
            return run();
        }
    }

    /**
     * Returns what the call returns when it could be run again on a good node; else throws what the application is to
     * see: the vendor's exception, or one of Baton's.
     */
    public <R> R recover(SQLException failure, InterruptedCall call, Waiter waiter, Retry<R> retry)
            throws SQLException {
        Deadline patience = cluster.failoverDeadline();
        SQLException e = failure;
        InterruptedCall attempt = call;
        boolean reading = false;
        boolean alone = false;
        int endedWhileWell = 0;
        for (int lost = 1; ; lost++) {
            if (lost > MOST_SESSIONS_LOST && session.isLost(attempt.lease(), e)) {
                session.giveUp(attempt.lease(), e);
                throw endedAgain(attempt, e, alone, waiter);
            }
            Lease next;
            How how;
            boolean committed = false;
            waiter.waitingBegins();
            try {
                Judgement judgement = judge(e, attempt, waiter);
                if (judgement.told().isPresent()) {
                    throw judgement.told().get();
                }
                how = judgement.how();
                reading |= how == How.READING;
                committed = attempt.mayCommit() && !session.isInterrupted();
                next = session.moveOn(patience, waiter);
                alone |= how != How.IF_UNDONE && session.isAlone(next) && !session.isProtecting();
            } catch (ConnectionLost immovable) {
                // What the call itself may have done on the session that is gone is another matter.
                if (committed) {
                    throw telling.unknown(attempt, Decision.ANSWER_GONE, immovable);
                }
                throw reading ? ofRead(attempt, FailureKind.CONNECTION_LOST, waiter, immovable) : immovable;
            } finally {
                waiter.waitingEnded();
            }
            waiter.requireNotCancelled();
            if (isStillWell(attempt.lease(), next) && ++endedWhileWell > MOST_ENDED_WHILE_WELL && !call.mayCommit()) {
                throw endedAgain(attempt, e, alone, waiter);
            }
            try {
                if (how == How.IN_TRANSACTION) {
                    begin(next);
                } else if (how == How.IF_UNDONE && !session.isUndone(attempt.lease(), next)) {
                    throw telling.unknown(attempt, Decision.NOT_ASKED, e);
                }
                if (reading) {
                    requireHarmless(attempt, next, e);
                }
                return reading ? retry.runReading() : retry.run();
            } catch (SQLException again) {
                e = again;
                attempt = call.on(session.current());
            }
        }
    }

    /**
     * What the application is to see of a failure in something that cannot be done again, such as reading a row.
     *
     * @param nature INQUIRY, or STATEMENT for what may have written
     */
    public SQLException explain(SQLException failure, Lease lease, InterruptedCall.Nature nature) {
        if (session.isClosed() || !session.isLost(lease, failure)) {
            session.askWhatIsLeft(failure, lease);
            return failure;
        }
        if (session.current() != lease) {
            return new SQLException(
                    "this belongs to a session on " + lease.node() + " that was lost", "24000", failure);
        }
        return judge(failure, new InterruptedCall(lease, nature))
                .orElseGet(() -> session.isInterrupted()
                        ? session.loseInterrupted(new ReplayRefused(ReplayRefusal.OBJECT_LOST, "", failure))
                        : goneWhileRead(lease, failure));
    }

    /** What the application is to see of something that went with its session, when it was there that it would have gone on. */
    public SQLException goneWhileRead(Lease lease, SQLException cause) {
        return telling.closing(new ConnectionLost(lease.node() + " was lost while a result was read", cause));
    }

    /** Judges a failure and puts a lost lease away. Empty when the call may be run again, which then was no statement. */
    public Optional<SQLException> judge(SQLException e, InterruptedCall call) {
        return judge(e, call, Waiter.PATIENT).told();
    }

    private Judgement judge(SQLException e, InterruptedCall call, Waiter waiter) {
        boolean told = e instanceof FailoverException || e instanceof TransactionLost;
        if (told || session.isClosed()) {
            return Judgement.tell(e);
        }
        Optional<SQLException> missed = session.missedValue(e, call.lease());
        if (missed.isPresent()) {
            return Judgement.of(missed);
        }
        session.settleEffects(); // What earlier calls left: whether they ended the transaction decides what is
        // replayed.
        Lease lease = call.lease();
        if (isEndedByTheCallItself(e, lease)) {
            return Judgement.tell(telling.closing(e));
        }
        FailureKind kind = kindOf(e, lease);
        if (kind == FailureKind.READ_ONLY_NODE) {
            session.askWhetherOpen(lease);
        }
        TransactionState state = stateOf(call, kind, e);
        if (kind == FailureKind.APPLICATION && DoubtfulAnswer.is(e, call, state, cluster.dialect())) {
            return Judgement.of(commits.doubtful(call, e, waiter));
        }
        if (kind == FailureKind.CONNECTION_LOST && call.endsByRollingBack() && !session.isPinned()) {
            return rolledBackWithItsSession(lease, e);
        }
        Repetition usual = call.repetition(vouched);
        boolean undone = usual != Repetition.AS_IT_IS && state == TransactionState.AUTOCOMMIT && isUndone(call, e);
        Verdict verdict = ReplayPolicy.decide(kind, state, undone ? Repetition.AS_IT_IS : usual);
        if (verdict instanceof Verdict.Rethrow) {
            session.askWhatIsLeft(e, lease);
            return Judgement.tell(e);
        }
        session.giveUp(lease, e);
        if (verdict instanceof Verdict.ReadAgain) {
            return Judgement.again(How.READING);
        }
        if (verdict instanceof Verdict.TellOfRead) {
            return Judgement.tell(ofRead(call, kind, waiter, e));
        }
        if (verdict instanceof Verdict.AskCommitOutcome) {
            return Judgement.of(commits.outcomeOf(call, e, waiter));
        }
        if (verdict instanceof Verdict.TellApplication application) {
            return Judgement.tell(telling.tell(application.outcome(), call, e));
        }
        if (verdict instanceof Verdict.ReplayTransaction) {
            return Judgement.of(session.interrupt(lease, e));
        }
        if (state == TransactionState.BEGINNING) {
            session.interruptFirst(lease);
        }
        return undone ? Judgement.again(How.IF_UNDONE) : Judgement.AGAIN;
    }

    /** The ROLLBACK is run again for what its statement tells; where auto-commit is on, in another transaction: else the server warns. */
    private Judgement rolledBackWithItsSession(Lease lease, SQLException e) {
        boolean begun = session.settings().autoCommit() && session.isInTransaction(lease, e);
        session.giveUp(lease, e);
        session.transactionEnded(false);
        return begun ? Judgement.again(How.IN_TRANSACTION) : Judgement.AGAIN;
    }

    /** What the server certainly has not committed is run again as it would be in a transaction. */
    private boolean isUndone(InterruptedCall call, SQLException e) {
        return call.nature() == InterruptedCall.Nature.STATEMENT
                && cluster.dialect().endedBeforeCommit(e)
                && session.isReplayable(call.text());
    }

    /** It cannot be run again: the session was the only one, or the time is over. */
    private SQLException ofRead(InterruptedCall read, FailureKind kind, Waiter waiter, SQLException e) {
        Deadline patience = kind == FailureKind.TIMEOUT ? Deadline.after(aFewProbes()) : cluster.failoverDeadline();
        boolean harmless = reads.onlyReads(read.text(), patience, waiter);
        if (harmless && e instanceof ConnectionLost immovable) {
            return immovable; // It names what is lost with the session.
        }
        return telling.tell(
                harmless ? Verdict.Outcome.CONNECTION_LOST : Verdict.Outcome.COMMIT_OUTCOME_UNKNOWN, read, e);
    }

    /** @throws CommitOutcomeUnknown when it may have an effect that would be there twice */
    private void requireHarmless(InterruptedCall read, Lease next, SQLException cause) throws SQLException {
        Optional<Decision> objection = reads.objection(read.text(), next.jdbc());
        if (objection.isPresent()) {
            throw telling.unknown(read, objection.get(), cause);
        }
    }

    /** What the application is to see when a statement that was run again as a read turned out to write. */
    public SQLException writesAfterAll(InterruptedCall read, SQLException refusal) {
        return telling.unknown(read, Decision.WRITES_AFTER_ALL, refusal);
    }

    /**
     * It is not run once more. What was committed by itself, or may have been, is told as lost only where it cannot have done anything.
     *
     * @param alone whether it was run in auto-commit mode without a proof that it was rolled back
     */
    private SQLException endedAgain(InterruptedCall call, SQLException e, boolean alone, Waiter waiter) {
        boolean harmless = !alone
                || call.nature() == InterruptedCall.Nature.INQUIRY
                || call.endsByRollingBack()
                || (call.text() != null && call.text().diesWithSession())
                || reads.onlyReads(call.text(), cluster.failoverDeadline(), waiter);
        boolean told = harmless && !call.mayCommit();
        return told ? telling.endedAgain(e) : telling.unknown(call, Decision.NOT_ASKED, e);
    }

    private static void begin(Lease lease) throws SQLException {
        try (Statement statement = lease.jdbc().createStatement()) {
            statement.execute("BEGIN");
        }
    }

    /** The node has not been away since the session there was lost. */
    private static boolean isStillWell(Lease lost, Lease now) {
        return now.node().equals(lost.node()) && now.generation() == lost.generation();
    }

    /** The node is well: on any other one the call would end the session, too. */
    private boolean isEndedByTheCallItself(SQLException e, Lease lease) {
        return session.isLost(lease, e)
                && !lease.isBroken()
                && cluster.dialect().isEndedByTheCall(e);
    }

    private FailureKind kindOf(SQLException e, Lease lease) {
        FailureKind kind = cluster.dialect().classify(e);
        if (session.isLost(lease, e)) {
            return kind == FailureKind.TIMEOUT && !lease.isBroken() ? kind : FailureKind.CONNECTION_LOST;
        }
        boolean demoted =
                kind == FailureKind.READ_ONLY_NODE && !session.settings().readOnly() && isDemoted(lease);
        return demoted ? kind : FailureKind.APPLICATION;
    }

    private TransactionState stateOf(InterruptedCall call, FailureKind kind, SQLException e) {
        if (kind == FailureKind.READ_ONLY_NODE && call.isCommit()) {
            return TransactionState.OPEN; // A demoted server of MySQL refuses a COMMIT and rolls back.
        }
        boolean open = session.isInTransaction(call.lease(), e) || call.lease().isTransactionLost();
        if (call.nature() == InterruptedCall.Nature.COMMIT) {
            return TransactionState.COMMITTING;
        }
        if (!open && session.settings().autoCommit() && !session.isProtecting()) {
            return call.isDivisible(vouched) ? TransactionState.COMMITTING : TransactionState.AUTOCOMMIT;
        }
        boolean commitsWhatIsOpen = open && call.begins() && session.grammar().beginningCommits();
        if (call.mayCommitWithin() || commitsWhatIsOpen) {
            return TransactionState.COMMITTING;
        }
        return open || session.isReplayRefused() ? TransactionState.OPEN : TransactionState.BEGINNING;
    }

    /** A write was refused as read-only: asks the node itself whether it is still the primary. */
    private boolean isDemoted(Lease lease) {
        cluster.keeper()
                .report(new Observation.Suspected(lease.node(), lease.generation(), "refused a write as read-only"));
        try {
            Topology topology = cluster.keeper()
                    .await(t -> t.node(lease.node()).health() != Health.SUSPECT, Deadline.after(aFewProbes()));
            Node node = topology.node(lease.node());
            return node.role() != Role.PRIMARY || node.generation() > lease.generation();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private Duration aFewProbes() {
        return cluster.config().options().duration(BatonOption.PROBE_TIMEOUT).multipliedBy(2);
    }
}
