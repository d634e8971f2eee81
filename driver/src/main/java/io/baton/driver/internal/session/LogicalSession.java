/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.driver.internal.session;

import io.baton.driver.FailoverException;
import io.baton.driver.NoNodeAvailable;
import io.baton.driver.TransactionLost;
import io.baton.driver.internal.cluster.Cluster;
import io.baton.driver.internal.cluster.Lease;
import io.baton.driver.internal.sql.Restoration;
import io.baton.driver.internal.sql.SessionEffect;
import io.baton.driver.internal.sql.SessionEffects;
import io.baton.driver.internal.sql.SessionHold;
import io.baton.driver.internal.sql.SqlText;
import io.baton.topology.time.Deadline;
import java.sql.SQLException;
import java.sql.SQLTimeoutException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The session that the application sees as one, whichever physical connections serve it: at most one on the primary and
 * one on a replica. Decides before each call where it runs; a transaction never changes its lease.
 */
public final class LogicalSession extends Footing {

    /** Set while the application has not yet acknowledged, by a rollback, that its transaction is gone. */
    private @Nullable TransactionLost lost;

    private volatile boolean failed;

    /** Of the last call: they happened if it succeeded, which the next call knows. */
    private SessionEffects expected = SessionEffects.NONE;

    /**
     * Logs in.
     *
     * @throws SQLException the vendor's own if the login is refused, 08001 if no node answered in time
     */
    public LogicalSession(Cluster cluster) throws SQLException {
        super(cluster);
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
        return isSettled() ? current() : standOnGoodNode(waiter);
    }

    /**
     * The lease to make statements on: making one does not acknowledge the loss of a transaction.
     *
     * @throws TransactionLost when a transaction was open on a lease that is gone
     */
    public Lease stand() throws SQLException {
        return isSettled() ? current() : standOnGoodNode(Waiter.PATIENT);
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
                throw loseTransaction(lease, null);
            }
        }
        return moveOn(cluster.failoverDeadline(), waiter);
    }

    /** As {@link #route}, but within the limit of the one who waits, and ending the session when there is no way on. */
    public Lease moveOn(Deadline patience, Waiter waiter) throws SQLException {
        Deadline limit = waiter.limit();
        try {
            return route(limit == null ? patience : patience.earlier(limit), waiter);
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
        settings().server().happened(effects, isInTransaction(current()));
        settings().serverChanged();
        settingsApplied();
    }

    /** A setter of JDBC was done by telling the server, which undoes it with the transaction, if there is one. */
    public void assigned(String variable, Restoration how) {
        settleEffects();
        happened(new SessionEffects(List.of(new SessionEffect.Assign(variable, how))));
    }

    /** The transaction came to its end. */
    public void transactionEnded(boolean committed) {
        if (committed) {
            settings().server().committed();
        } else {
            settings().server().rolledBack();
        }
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

    /** From now on every statement is refused until the application acknowledges the loss by rolling back. */
    public TransactionLost loseTransaction(Lease lease, @Nullable SQLException cause) {
        TransactionLost loss = new TransactionLost(
                lease.node() + " was lost before the transaction was committed: nothing of it took effect."
                        + " Call rollback() and run it again; the connection is healthy.",
                cause);
        lease.abort(cluster.aborter());
        lease.settleLost();
        transactionEnded(false);
        lost = loss;
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
