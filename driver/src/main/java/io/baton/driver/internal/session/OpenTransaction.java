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
import io.baton.driver.internal.sql.SqlText;
import io.baton.topology.time.Deadline;
import java.sql.SQLException;
import java.sql.SQLTimeoutException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The transaction that the application is in, whichever session it is open in: its journal, its interruption when that session
 * is lost, and its replay in the next one, or its loss.
 */
abstract class OpenTransaction extends Footing {

    private static final Logger LOG = LoggerFactory.getLogger(OpenTransaction.class);

    /** Set while the application has not yet acknowledged, by a rollback, that its transaction is gone. */
    private @Nullable TransactionLost lost;

    private volatile boolean failed;
    private final CommitGuard commits;

    private final Journal journal;
    private final Replay replay;
    private final boolean replays;
    /** Whether calls belong to a transaction that may be replayed, and are written down. */
    private boolean journaling;
    /** Whether the application is in a transaction that no session is in any more: it is replayed before the next call. */
    private boolean interrupted;
    /** Where that transaction was open; null when there is none. */
    private @Nullable Lease interruptedOn;
    /** Whether the transaction is Baton's own, around one call in auto-commit mode. */
    private volatile boolean protecting;

    private final boolean protectsWrites;

    OpenTransaction(Cluster cluster) throws SQLException {
        super(cluster);
        OptionValues options = cluster.config().options();
        replays = options.isOn(BatonOption.REPLAY);
        protectsWrites = options.text(BatonOption.AUTOCOMMIT).equals(BatonOption.PROTECTED);
        journal = new Journal(options.number(BatonOption.REPLAY_CALLS), options.number(BatonOption.REPLAY_MEMORY));
        replay = new Replay(cluster.dialect(), cluster.outcomes().marks());
        commits = cluster.outcomes().guard();
    }

    /** What is remembered for the sake of the next COMMIT. */
    public final CommitGuard commits() {
        return commits;
    }

    /**
     * As {@link #route}, but with the open transaction, within the limit of the one who waits, and ending the session when
     * there is no way on.
     */
    public final Lease moveOn(Deadline patience, Waiter waiter) throws SQLException {
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
            } catch (RuntimeException e) {
                // Whatever it is, what was done so far must not be taken for the transaction.
                throw loseTransaction(lease, new ReplayRefused(ReplayRefusal.OUTCOME_CHANGED, "", e));
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

    final void journalEnds(boolean goesOn) {
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

    /** Whether each write in auto-commit mode is to be a transaction of Baton's own. */
    public final boolean protectsWrites() {
        return protectsWrites;
    }

    /** Whether there is such a transaction. */
    public final boolean isProtecting() {
        return protecting;
    }

    /** The next call on the lease begins one, unless there is one already. */
    public final void beginProtected(Lease lease) throws SQLException {
        lease.jdbc().setAutoCommit(false);
        if (!protecting) {
            protecting = true;
            journaling = true;
            journal.add(replaying -> replaying.connection().setAutoCommit(false), 0);
        }
    }

    /** It has been committed or rolled back. */
    public final void endProtected() {
        protecting = false;
        Lease lease = usable();
        try {
            if (lease != null && !isClosed()) {
                lease.jdbc().setAutoCommit(true);
            }
        } catch (SQLException e) {
            giveUp(lease, e);
        }
    }

    /** Whether what the application does and sees is to be written down: it is in a transaction. */
    public final boolean isJournaling() {
        return journaling;
    }

    /** Writes down what was done, if that is to be done. */
    public final void journal(JournalEntry entry, long size) {
        if (journaling) {
            journal.add(entry, size);
        }
    }

    /** From now on the transaction cannot be replayed, if there is one. */
    public final void refuseReplay(ReplayRefusal reason, String detail) {
        if (journaling) {
            journal.refuse(reason, detail);
        }
    }

    /** Auto-commit was switched on, which commits, or off, which goes on with a transaction that was begun by text. */
    public final void autoCommitChanged() {
        if (settings().autoCommit()) {
            journalEnds(false);
        } else {
            journaling = replays;
        }
    }

    /** No transaction is open, whatever was begun. */
    public final void nothingOpen() {
        journalEnds(false);
    }

    /** The transaction came to its end. */
    public final void transactionEnded(boolean committed) {
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

    /** A call is about to begin one. */
    final void begunByText() {
        journaling = replays;
    }

    /** That call failed. */
    final void notBegunByText() {
        journaling = replays && (!settings().autoCommit() || isInTransaction(current()));
    }

    /** Whether a transaction is gone and the application has not acknowledged that yet. */
    final boolean hasUnacknowledgedLoss() {
        return lost != null;
    }

    final void acknowledgeLoss(@Nullable String sql) throws TransactionLost {
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
    public final boolean isInTransaction(Lease lease) {
        return !lease.isSettled() && cluster.dialect().inTransaction(lease.vendors());
    }

    /** Whether its transaction can only be rolled back. */
    public final boolean isTransactionFailed(Lease lease) {
        return cluster.dialect().isTransactionFailed(lease.vendors());
    }

    /**
     * The session that the transaction is open in is gone. Before the next call it is replayed on another node.
     *
     * @param cause what the vendor's driver said, if it was asked for something
     * @return what the application is told when it cannot be replayed
     */
    public final Optional<SQLException> interrupt(Lease lease, @Nullable SQLException cause) {
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
        if (!replays && !protecting) {
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
    public final boolean isInterrupted() {
        return interrupted;
    }

    /** From now on every statement is refused until the application acknowledges the loss by rolling back. */
    public final TransactionLost loseTransaction(Lease lease, ReplayRefused refusal) {
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
                        + (protecting ? ". Run it again" : ". Call rollback() and run it again")
                        + "; the connection is healthy.",
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
    public final @Nullable TransactionLost takeLoss() {
        TransactionLost loss = lost;
        lost = null;
        return loss;
    }

    /** Whether it was Baton that closed the session, after a failure that it could not hide. */
    public final boolean hasFailed() {
        return failed;
    }

    /** Closes the session after a failure that cannot be hidden. */
    public final void fail() {
        failed = true;
        abort(cluster.aborter());
    }
}
