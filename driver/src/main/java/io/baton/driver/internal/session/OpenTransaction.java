/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.driver.internal.session;

import io.baton.driver.CommitOutcomeUnknown;
import io.baton.driver.FailoverException;
import io.baton.driver.NoNodeAvailable;
import io.baton.driver.ReplayRefusal;
import io.baton.driver.TransactionLost;
import io.baton.driver.internal.cluster.Cluster;
import io.baton.driver.internal.cluster.Lease;
import io.baton.driver.internal.queue.Ticket;
import io.baton.driver.internal.replay.Replay;
import io.baton.driver.internal.replay.ReplayRefused;
import io.baton.driver.internal.replay.Replaying;
import io.baton.driver.internal.sql.KnownText;
import io.baton.driver.internal.sql.SqlText;
import io.baton.topology.time.Deadline;
import java.sql.SQLException;
import java.sql.SQLTimeoutException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The transaction that the application is in, whichever session it is open in: its interruption when that session is lost, and
 * its replay in the next one, or its loss.
 */
abstract class OpenTransaction extends Journaling {

    private static final Logger LOG = LoggerFactory.getLogger(OpenTransaction.class);

    /** Set while the application has not yet acknowledged, by a rollback, that its transaction is gone. */
    private @Nullable TransactionLost lost;

    private volatile boolean failed;
    private final Replay replay;
    /** Whether the application is in a transaction that no session is in any more: it is replayed before the next call. */
    private boolean interrupted;
    /** Why it is not to be replayed: what ties the session is looked at first, for then more is lost than the transaction. */
    private @Nullable ReplayRefused refused;
    /** Where the transaction was open last, or was to begin, when that session was lost; null when there is none. */
    private @Nullable Lease interruptedOn;
    /** Whether the first call of a transaction is run again, whose answer was lost. */
    private boolean repeatsFirst;
    /** Whether the session is another one than that in which the transaction began. */
    private boolean replayed;

    OpenTransaction(Cluster cluster) throws SQLException {
        super(cluster);
        replay = new Replay(cluster.dialect(), cluster.outcomes().marks());
    }

    final Replay replay() {
        return replay;
    }

    /**
     * As {@link #route}, but with the open transaction, within the limit of the one who waits, and ending the session when
     * there is no way on.
     */
    public final Lease moveOn(Deadline patience, Waiter waiter) throws SQLException {
        Lease lease;
        waiter.waitingBegins();
        try {
            lease = movedOn(patience, waiter);
        } finally {
            waiter.waitingEnded();
        }
        waiter.requireNotCancelled();
        return lease;
    }

    private Lease movedOn(Deadline patience, Waiter waiter) throws SQLException {
        Deadline limit = waiter.limit();
        Deadline until = limit == null ? patience : patience.earlier(limit);
        try {
            Lease lease = moveOn(until, limit, waiter);
            if (interrupted) {
                return replayed(lease, until, waiter);
            }
            return interruptedOn != null && interruptedOn.isBroken() ? begunAnew(lease, until, waiter) : lease;
        } catch (SQLException e) {
            if (interrupted) {
                // The call is refused, and with it the transaction: what follows must not run without it.
                lost = lost(current(), whyNotReplayed(e, waiter));
            }
            throw e;
        }
    }

    private ReplayRefused whyNotReplayed(SQLException e, Waiter waiter) {
        ReplayRefused known = refused;
        if (known != null) {
            return known;
        }
        ReplayRefusal immovable = isPinned() ? ReplayRefusal.SESSION_PINNED : ReplayRefusal.OUT_OF_TIME;
        return new ReplayRefused(waiter.isCancelled() ? ReplayRefusal.CANCELLED : immovable, "", e);
    }

    private Lease replayed(Lease first, Deadline until, Waiter waiter) throws SQLException {
        Lease lease = first;
        while (true) {
            try {
                long start = System.nanoTime();
                Lease former = interruptedOn;
                endLostSession(lease);
                requireUndone(former, lease);
                ReplayRefused known = refused;
                if (known != null) {
                    throw told(lost(lease, known)); // Nothing has begun on that session, which is the next one.
                }
                replay.run(journal(), lease, until, waiter::isCancelled);
                replayed = true;
                interrupted = false;
                fetches(lease); // It is open there, whether the last answer said so or not.
                cluster.replays().replayed();
                LOG.info(
                        "[{}] replayed a transaction of {} calls on {} in {} ms",
                        cluster.config().name(),
                        journal().entries().size(),
                        lease.node(),
                        (System.nanoTime() - start) / 1_000_000);
                return lease;
            } catch (ReplayRefused e) {
                throw loseTransaction(lease, e);
            } catch (TransactionLost | CommitOutcomeUnknown e) {
                throw e;
            } catch (RuntimeException e) {
                // Whatever it is, what was done so far must not be taken for the transaction.
                throw loseTransaction(lease, new ReplayRefused(ReplayRefusal.OUTCOME_CHANGED, "", e));
            } catch (SQLException e) {
                if (!isLost(lease)) {
                    throw loseTransaction(lease, new ReplayRefused(ReplayRefusal.OUTCOME_CHANGED, "", e));
                }
                giveUp(lease, e);
            }
            lease = moveOn(until, waiter.limit(), waiter);
        }
    }

    /** What stays when a transaction is rolled back must neither be done again nor be told as lost. */
    private void requireUndone(@Nullable Lease former, Lease lease) throws SQLException, ReplayRefused {
        Optional<String> kept = leftBehind().kept(former, lease);
        if (kept.isPresent()) {
            interrupted = false;
            fail();
            throw Losses.partlyThere(kept.get(), null);
        }
        leftBehind().requireUndone(former, lease);
    }

    /** Whether nothing that was called since the last transaction ended reaches beyond what the server rolls back. */
    public final boolean isUndone(Lease lost, Lease next) throws SQLException {
        try {
            leftBehind().requireUndone(lost, next);
            return true;
        } catch (ReplayRefused e) {
            return false;
        }
    }

    /** Nothing is to be replayed, but what the lost session has locked would keep its first call from being run again. */
    private Lease begunAnew(Lease first, Deadline until, Waiter waiter) throws SQLException {
        Lease lease = first;
        while (true) {
            try {
                Lease former = interruptedOn;
                endLostSession(lease);
                if (repeatsFirst) {
                    requireUndone(former, lease);
                    repeatsFirst = false;
                }
                return lease;
            } catch (ReplayRefused e) {
                throw loseTransaction(lease, e);
            } catch (CommitOutcomeUnknown e) {
                throw e;
            } catch (SQLException e) {
                if (!isLost(lease)) {
                    throw e;
                }
                giveUp(lease, e);
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
        interruptedOn = now;
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
            Optional<String> kept = interrupted || repeatsFirst ? keptBeside(until, waiter) : Optional.empty();
            throw kept.isPresent() ? Losses.partlyThere(kept.get(), e) : e;
        }
    }

    /** The session does not go on: what of its transaction may be there nevertheless, as the primary says; empty when nothing. */
    private Optional<String> keptBeside(Deadline until, Waiter waiter) {
        Lease former = interruptedOn;
        if (!cluster.dialect().losesTransactions()
                || former == null
                || !commits().mayHaveWritten()) {
            return Optional.empty(); // PostgreSQL undoes whatever is within the database.
        }
        try {
            return cluster.outcomes()
                    .ofPrimary(
                            new Ticket(until, waiter::isCancelled),
                            primary -> leftBehind().kept(former, primary));
        } catch (SQLException e) {
            return Optional.of("no server said what it had called");
        }
    }

    /** The COMMIT by text took effect, and its answer was lost with the session: the next one is to have what the transaction has set. */
    public final void committedUnheard() {
        settings().server().committed();
        settings().serverChanged();
    }

    /** The transaction came to its end. */
    public final void transactionEnded(boolean committed) {
        journalEnds(false);
        interrupted = false;
        refused = null;
        interruptedOn = null;
        repeatsFirst = false;
        settings().server().transactionEnded();
        replayed = false;
        if (committed) {
            settings().server().committed();
        } else {
            settings().server().rolledBack();
        }
        if (settings().server().isQuestionDue()) {
            unsettle(); // The next call asks.
        }
        commits().reset();
    }

    /** Whether a transaction is gone and the application has not acknowledged that yet. */
    final boolean hasUnacknowledgedLoss() {
        return lost != null;
    }

    final void acknowledgeLoss(@Nullable String sql) throws TransactionLost {
        TransactionLost loss = lost;
        SqlText text = grammar().text(sql);
        if (text.rollsBack() || text.mayCommit()) {
            lost = null;
        }
        if (loss != null && !text.rollsBack()) {
            throw new TransactionLost("the transaction is gone and was not rolled back yet: call rollback()", loss);
        }
    }

    /**
     * The session that the transaction is open in is gone. Before the next call it is replayed on another node, or told as lost there.
     *
     * @param cause what the vendor's driver said, if it was asked for something
     * @return what the application is told when a part of it may be committed
     */
    public final Optional<SQLException> interrupt(Lease lease, @Nullable SQLException cause) {
        if (commits().mayHaveCommitted()) {
            lease.abort(cluster.aborter());
            fail();
            return Optional.of(Losses.partlyCommitted(lease, cause));
        }
        lease.abort(cluster.aborter());
        lease.settleLost();
        interrupted = true;
        interruptedOn = lease;
        refuse(whyNotReplayable(cause));
        return Optional.empty();
    }

    private void refuse(@Nullable ReplayRefused refusal) {
        refused = refusal;
        leftBehind().openIsLost(refusal != null && !settings().autoCommit());
    }

    /** What the application is told of the interrupted transaction, which is not to be replayed: that more is lost, perhaps. */
    public final SQLException loseInterrupted(ReplayRefused refusal) {
        if (refused == null) {
            refuse(refusal);
        }
        try {
            moveOn(cluster.failoverDeadline(), Waiter.PATIENT);
            return refusal.getCause() instanceof SQLException cause ? cause : new SQLException(refusal);
        } catch (SQLException told) {
            return told;
        }
    }

    /** The session that a transaction was to begin in is gone; its first call is run again. */
    public final void interruptFirst(Lease lease) {
        interruptedOn = lease;
        repeatsFirst = true;
    }

    /** The session is gone, and what it has locked must not stand in the way of whoever looks into its transaction. */
    final void interruptBeforeLook(Lease lease) {
        interruptedOn = lease;
    }

    /** Whether the application is in a transaction that has yet to be replayed. */
    public final boolean isInterrupted() {
        return interrupted;
    }

    /**
     * What the application is told when the server cannot say what the session drew last, because that was drawn before the replay;
     * empty when the failure says something else.
     */
    public final Optional<SQLException> missedValue(SQLException e, Lease lease) {
        return replayed && cluster.dialect().isMissingDrawnValue(e)
                ? Optional.of(lose(lease, new ReplayRefused(ReplayRefusal.LAST_VALUE, "", e)))
                : Optional.empty();
    }

    /**
     * Makes sure that the session can tell what the text is about to ask it.
     *
     * @throws TransactionLost when it is another session than the one that generated the value
     */
    public final void requireAnswer(KnownText text, Lease lease) throws SQLException {
        if (replayed && !Replaying.tells(text.traits().asks(), lease.jdbc(), cluster.dialect())) {
            throw lose(lease, new ReplayRefused(ReplayRefusal.LAST_VALUE, ""));
        }
    }

    /** The session is ended with its transaction: if something ties it, that is lost, too. */
    public final SQLException lose(Lease lease, ReplayRefused refusal) {
        if (!isPinned()) {
            return loseTransaction(lease, refusal);
        }
        fail();
        return immovable(refusal);
    }

    /** From now on every statement is refused until the application acknowledges the loss by rolling back. */
    public final TransactionLost loseTransaction(Lease lease, ReplayRefused refusal) {
        TransactionLost loss = lost(lease, refusal);
        lease.abort(cluster.aborter());
        lease.settleLost();
        return told(loss);
    }

    private TransactionLost told(TransactionLost loss) {
        lost = loss;
        return loss;
    }

    private TransactionLost lost(Lease lease, ReplayRefused refusal) {
        TransactionLost loss = Losses.transaction(refusal, isProtecting());
        LOG.warn(
                "[{}] a transaction on {} was lost and not replayed: {}",
                cluster.config().name(),
                lease.node(),
                refusal.getMessage());
        cluster.replays().lost(refusal.reason());
        if (!settings().autoCommit()) { // Else what came before the transaction is not told from it.
            leftBehind().texts().transactionIsLost();
        }
        settings().server().transactionIsLost();
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
