/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.driver.internal.session;

import io.baton.driver.FailoverException;
import io.baton.driver.TransactionLost;
import io.baton.driver.internal.cluster.Cluster;
import io.baton.driver.internal.cluster.Lease;
import io.baton.driver.internal.recover.SqlText;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/**
 * The session that the application sees as one, whichever physical connections serve it: at most one on the primary and
 * one on a replica. Decides before each call where it runs; a transaction never changes its lease.
 */
public final class LogicalSession extends Footing {

    /** Set while the application has not yet acknowledged, by a rollback, that its transaction is gone. */
    private @Nullable TransactionLost lost;

    private volatile boolean failed;

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
    public Lease begin(@Nullable String sql) throws SQLException {
        if (lost != null) {
            requireOpen();
            acknowledgeLoss(sql);
        }
        return stand();
    }

    /**
     * The lease to make statements on: making one does not acknowledge the loss of a transaction.
     *
     * @throws TransactionLost when a transaction was open on a lease that is gone
     */
    public Lease stand() throws SQLException {
        return isSettled() ? current() : standOnGoodNode();
    }

    private Lease standOnGoodNode() throws SQLException {
        requireOpen();
        Lease lease = current();
        if (isInTransaction(lease)) {
            if (!isDead(lease)) {
                return lease;
            }
            throw loseTransaction(lease, null);
        }
        try {
            return route(cluster.failoverDeadline());
        } catch (FailoverException e) {
            fail();
            throw e;
        }
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

    /** From now on every statement is refused until the application acknowledges the loss by rolling back. */
    public TransactionLost loseTransaction(Lease lease, @Nullable SQLException cause) {
        TransactionLost loss = new TransactionLost(
                lease.node() + " was lost before the transaction was committed: nothing of it took effect."
                        + " Call rollback() and run it again; the connection is healthy.",
                cause);
        lease.abort(cluster.aborter());
        lease.settle();
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
