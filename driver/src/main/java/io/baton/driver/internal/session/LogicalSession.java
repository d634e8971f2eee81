/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.driver.internal.session;

import io.baton.driver.BatonOption;
import io.baton.driver.FailoverException;
import io.baton.driver.NoNodeAvailable;
import io.baton.driver.ReplayRefusal;
import io.baton.driver.TransactionLost;
import io.baton.driver.internal.cluster.Cluster;
import io.baton.driver.internal.cluster.Lease;
import io.baton.driver.internal.config.OptionValues;
import io.baton.driver.internal.outcome.CommitGuard;
import io.baton.driver.internal.replay.Journal;
import io.baton.driver.internal.replay.JournalEntry;
import io.baton.driver.internal.replay.Replay;
import io.baton.driver.internal.replay.ReplayRefused;
import io.baton.driver.internal.sql.Restoration;
import io.baton.driver.internal.sql.SessionEffect;
import io.baton.driver.internal.sql.SessionEffects;
import io.baton.driver.internal.sql.SessionHold;
import io.baton.driver.internal.sql.SqlText;
import io.baton.topology.time.Deadline;
import java.sql.SQLException;
import java.sql.SQLTimeoutException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The session that the application sees as one, whichever physical connections serve it: at most one on the primary and
 * one on a replica. Decides before each call where it runs; a transaction never changes its lease.
 */
public final class LogicalSession extends Footing {

    private static final Logger LOG = LoggerFactory.getLogger(LogicalSession.class);

    /** Set while the application has not yet acknowledged, by a rollback, that its transaction is gone. */
    private @Nullable TransactionLost lost;

    private volatile boolean failed;
    private final CommitGuard commits;

    /** Of the last call: they happened if it succeeded, which the next call knows. */
    private SessionEffects expected = SessionEffects.NONE;

    private final Journal journal;
    private final Replay replay;
    private final boolean replays;
    /** Whether calls belong to a transaction that may be replayed, and are written down. */
    private boolean journaling;
    /** Whether the application is in a transaction that no session is in any more: it is replayed before the next call. */
    private boolean interrupted;
    /** Where that transaction was open; null when there is none. */
    private @Nullable Lease interruptedOn;

    /**
     * Logs in.
     *
     * @throws SQLException the vendor's own if the login is refused, 08001 if no node answered in time
     */
    public LogicalSession(Cluster cluster) throws SQLException {
        super(cluster);
        OptionValues options = cluster.config().options();
        replays = options.isOn(BatonOption.REPLAY);
        journal = new Journal(options.number(BatonOption.REPLAY_CALLS), options.number(BatonOption.REPLAY_MEMORY));
        replay = new Replay(cluster.dialect(), cluster.outcomes().marks());
        commits = cluster.outcomes().guard();
    }

    /** What is remembered for the sake of the next COMMIT. */
    public CommitGuard commits() {
        return commits;
    }

    /**
     * The lease for a call that reaches the server.
     *
     * @param sql the text of the call where there is one: a text-level ROLLBACK acknowledges a lost transaction
     * @throws TransactionLost when the transaction that the call belongs to is gone
     */
    public Lease begin(@Nullable String sql, Waiter waiter) throws SQLException {
        if (lost != null) {
            requireOpen();
            acknowledgeLoss(sql);
        }
        return isSettled() && !interrupted ? current() : standOnGoodNode(waiter);
    }

    /**
     * The lease to make statements on: making one does not acknowledge the loss of a transaction.
     *
     * @throws TransactionLost when a transaction was open on a lease that is gone
     */
    public Lease stand() throws SQLException {
        return isSettled() && !interrupted ? current() : standOnGoodNode(Waiter.PATIENT);
    }

    private Lease standOnGoodNode(Waiter waiter) throws SQLException {
        if (isClosed() && !current().isBroken()) {
            return current(); // Closed by the application: what the vendor's objects still answer is the vendor's
            // business.
        }
        requireOpen();
        settleEffects();
        Lease lease = current();
        if (isInTransaction(lease)) {
            if (!isDead(lease)) {
                return lease;
            }
            if (!isPinned()) { // Else the connection is lost, not the transaction alone.
                Optional<SQLException> loss = interrupt(lease, null);
                if (loss.isPresent()) {
                    throw loss.get();
                }
            }
        }
        return moveOn(cluster.failoverDeadline(), waiter);
    }

    /**
     * As {@link #route}, but with the open transaction, within the limit of the one who waits, and ending the session when
     * there is no way on.
     */
    public Lease moveOn(Deadline patience, Waiter waiter) throws SQLException {
        Deadline limit = waiter.limit();
        Deadline until = limit == null ? patience : patience.earlier(limit);
        try {
            Lease lease = moveOn(until, limit, waiter);
            return interrupted ? replayed(lease, until, waiter) : lease;
        } catch (SQLException e) {
            if (interrupted) {
                // The call is refused, and with it the transaction: what follows must not run without it.
                ReplayRefusal why = waiter.isCancelled() ? ReplayRefusal.CANCELLED : ReplayRefusal.OUT_OF_TIME;
                lost = lost(current(), new ReplayRefused(why, "", e));
            }
            throw e;
        }
    }

    private Lease replayed(Lease first, Deadline until, Waiter waiter) throws SQLException {
        Lease lease = first;
        while (true) {
            waiter.waitingBegins();
            try {
                long start = System.nanoTime();
                endLostSession(lease);
                replay.run(journal, lease, until, waiter::isCancelled);
                interrupted = false;
                cluster.replays().replayed();
                LOG.info(
                        "[{}] replayed a transaction of {} calls on {} in {} ms",
                        cluster.config().name(),
                        journal.entries().size(),
                        lease.node(),
                        (System.nanoTime() - start) / 1_000_000);
                return lease;
            } catch (ReplayRefused e) {
                throw loseTransaction(lease, e);
            } catch (SQLException e) {
                if (!isLost(lease)) {
                    throw loseTransaction(lease, new ReplayRefused(ReplayRefusal.OUTCOME_CHANGED, "", e));
                }
                giveUp(lease, e);
            } finally {
                waiter.waitingEnded();
            }
            lease = moveOn(until, waiter.limit(), waiter);
        }
    }

    /** The server may not have noticed yet that the session's client is gone. */
    private void endLostSession(Lease now) throws SQLException {
        Lease before = interruptedOn;
        if (before != null && before.node().equals(now.node())) {
            cluster.dialect().endSession(now.jdbc(), before.vendors(), before.age());
            if (!settings().autoCommit()) {
                now.jdbc().rollback(); // The replay begins with the transaction's own first statement.
            }
        }
    }

    private Lease moveOn(Deadline until, @Nullable Deadline limit, Waiter waiter) throws SQLException {
        try {
            return route(until, waiter);
        } catch (NoNodeAvailable e) {
            requireOpen();
            if (waiter.isCancelled()) {
                throw new SQLException("canceled while waiting for a node", "57014", e);
            }
            if (limit != null && limit.hasPassed()) {
                throw new SQLTimeoutException("the query timeout passed: " + e.getMessage(), "57014", e);
            }
            fail();
            throw e;
        } catch (FailoverException e) {
            fail();
            throw e;
        }
    }

    /** The call that is about to be made leaves these behind if it succeeds. */
    public void expect(SessionEffects effects) {
        settleEffects();
        expected = effects;
        if (effects.outliveTransactions()) {
            spoil();
        }
        if (effects.beginTransactions()) {
            journaling = replays;
        }
        unsettle();
    }

    /**
     * The call failed. What the server refused it undid, unless it was a script with transactions of its own. A refusal by
     * the vendor's driver may have come before the server did it, or after: executeQuery() of a SET, for instance.
     */
    public void expectationFailed(SQLException e) {
        SessionEffects failedOnes = expected;
        expected = SessionEffects.NONE;
        if (failedOnes == SessionEffects.NONE || isLost(current())) {
            return;
        }
        if (failedOnes.beginTransactions()) {
            journaling = replays && (!settings().autoCommit() || isInTransaction(current()));
        }
        if (failedOnes.isDivisible() || !cluster.dialect().isServersRefusal(e)) {
            hold(new SessionHold(SessionHold.Kind.UNKNOWN_SETTING, "a call that makes some has failed"));
        }
    }

    /** Takes in what the last call left behind. */
    public void settleEffects() {
        if (expected != SessionEffects.NONE) {
            SessionEffects happened = expected;
            expected = SessionEffects.NONE;
            happened(happened);
        }
    }

    private void happened(SessionEffects effects) {
        boolean inTransaction = isInTransaction(current());
        if (effects.endTransactions()) {
            journalEnds(inTransaction);
        }
        if (effects.isCommit()) {
            commits.acknowledged();
            commits.reset();
        }
        settings().server().happened(effects, inTransaction);
        settings().serverChanged();
        settingsApplied();
    }

    /** A setter of JDBC was done by telling the server, which undoes it with the transaction, if there is one. */
    public void assigned(String variable, Restoration how) {
        settleEffects();
        happened(new SessionEffects(List.of(new SessionEffect.Assign(variable, how))));
    }

    private void journalEnds(boolean goesOn) {
        if (!journal.isEmpty()) {
            count(goesOn);
        }
        journal.clear();
        journaling = replays && (goesOn || !settings().autoCommit());
        if (goesOn) {
            journal.refuse(ReplayRefusal.ENDED_BY_TEXT, "");
        }
    }

    /** A text that ended the transaction could not be replayed, which does not matter any more unless it went on. */
    private void count(boolean goesOn) {
        ReplayRefused refusal = whyNotReplayable(null);
        boolean onlyEnded = refusal != null && refusal.reason() == ReplayRefusal.ENDED_BY_TEXT && !goesOn;
        if (refusal == null || onlyEnded) {
            cluster.replays().replayable();
        } else {
            cluster.replays().notReplayable(refusal);
        }
    }

    /** Whether what the application does and sees is to be written down: it is in a transaction. */
    public boolean isJournaling() {
        return journaling;
    }

    /** Writes down what was done, if that is to be done. */
    public void journal(JournalEntry entry, long size) {
        if (journaling) {
            journal.add(entry, size);
        }
    }

    /** From now on the transaction cannot be replayed, if there is one. */
    public void refuseReplay(ReplayRefusal reason, String detail) {
        if (journaling) {
            journal.refuse(reason, detail);
        }
    }

    /** Auto-commit was switched on, which commits, or off, which goes on with a transaction that was begun by text. */
    public void autoCommitChanged() {
        if (settings().autoCommit()) {
            journalEnds(false);
        } else {
            journaling = replays;
        }
    }

    /** No transaction is open, whatever was begun. */
    public void nothingOpen() {
        journalEnds(false);
    }

    /** The transaction came to its end. */
    public void transactionEnded(boolean committed) {
        journalEnds(false);
        interrupted = false;
        interruptedOn = null;
        if (committed) {
            settings().server().committed();
        } else {
            settings().server().rolledBack();
        }
        commits.reset();
    }

    /** How much the transaction has set, to come back to. */
    public int mark() {
        settleEffects();
        return settings().server().mark();
    }

    public void rolledBackTo(int mark) {
        settings().server().rolledBackTo(mark);
    }

    private void acknowledgeLoss(@Nullable String sql) throws TransactionLost {
        TransactionLost loss = lost;
        SqlText text = SqlText.of(sql == null ? "" : sql);
        if (text.rollsBack() || text.mayCommit()) {
            lost = null;
        }
        if (loss != null && !text.rollsBack()) {
            throw new TransactionLost("the transaction is gone and was not rolled back yet: call rollback()", loss);
        }
    }

    /**
     * Whether the server had a transaction open there whose end the application does not know of. The server says so with
     * every answer; what was called tells less, since rows, large objects and copies begin transactions, too.
     */
    public boolean isInTransaction(Lease lease) {
        return !lease.isSettled() && cluster.dialect().inTransaction(lease.vendors());
    }

    /** Whether its transaction can only be rolled back. */
    public boolean isTransactionFailed(Lease lease) {
        return cluster.dialect().isTransactionFailed(lease.vendors());
    }

    /**
     * The session that the transaction is open in is gone. Before the next call it is replayed on another node.
     *
     * @param cause what the vendor's driver said, if it was asked for something
     * @return what the application is told when it cannot be replayed
     */
    public Optional<SQLException> interrupt(Lease lease, @Nullable SQLException cause) {
        ReplayRefused refusal = whyNotReplayable(cause);
        if (refusal != null) {
            return Optional.of(loseTransaction(lease, refusal));
        }
        lease.abort(cluster.aborter());
        lease.settleLost();
        interrupted = true;
        interruptedOn = lease;
        return Optional.empty();
    }

    private @Nullable ReplayRefused whyNotReplayable(@Nullable SQLException cause) {
        if (!replays) {
            return new ReplayRefused(ReplayRefusal.SWITCHED_OFF, "", cause);
        }
        if (isPinned()) {
            return new ReplayRefused(ReplayRefusal.SESSION_PINNED, String.join("; ", pins()), cause);
        }
        if (cause != null && cluster.dialect().isEndedByLimit(cause)) {
            return new ReplayRefused(ReplayRefusal.ENDED_BY_SERVER_LIMIT, "", cause);
        }
        return journal.refusal();
    }

    /** Whether the application is in a transaction that has yet to be replayed. */
    public boolean isInterrupted() {
        return interrupted;
    }

    /** From now on every statement is refused until the application acknowledges the loss by rolling back. */
    public TransactionLost loseTransaction(Lease lease, ReplayRefused refusal) {
        TransactionLost loss = lost(lease, refusal);
        lease.abort(cluster.aborter());
        lease.settleLost();
        lost = loss;
        return loss;
    }

    private TransactionLost lost(Lease lease, ReplayRefused refusal) {
        TransactionLost loss = new TransactionLost(
                "the session was lost before the transaction was committed: nothing of it took effect. It could not be"
                        + " replayed on another node, because " + refusal.getMessage()
                        + ". Call rollback() and run it again; the connection is healthy.",
                refusal.reason(),
                refusal.getCause());
        LOG.warn(
                "[{}] a transaction on {} was lost and not replayed: {}",
                cluster.config().name(),
                lease.node(),
                refusal.getMessage());
        cluster.replays().lost(refusal.reason());
        transactionEnded(false);
        return loss;
    }

    /** The loss that the application has not acknowledged yet; the caller acknowledges it for the application. */
    public @Nullable TransactionLost takeLoss() {
        TransactionLost loss = lost;
        lost = null;
        return loss;
    }

    /** Whether it was Baton that closed the session, after a failure that it could not hide. */
    public boolean hasFailed() {
        return failed;
    }

    /** Closes the session after a failure that cannot be hidden. */
    public void fail() {
        failed = true;
        abort(cluster.aborter());
    }
}
