/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.driver.internal.session;

import io.baton.driver.ConnectionLost;
import io.baton.driver.FailoverException;
import io.baton.driver.TransactionLost;
import io.baton.driver.internal.cluster.Cluster;
import io.baton.driver.internal.cluster.Intent;
import io.baton.driver.internal.cluster.Lease;
import io.baton.driver.internal.cluster.RoutePolicy;
import io.baton.driver.internal.recover.SqlText;
import io.baton.topology.Observation;
import io.baton.topology.Topology;
import io.baton.topology.time.Deadline;
import java.sql.SQLException;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * The session that the application sees as one, whichever physical connections serve it: at most one on the primary and
 * one on a replica. Decides before each call where it runs; a transaction never changes its lease.
 *
 * <p>Used by one thread at a time, as a JDBC connection is, except {@link #close}, {@link #abort} and {@link #isClosed}.
 */
public final class LogicalSession {

    private static final long NEVER = -1;

    private final Cluster cluster;
    private final SessionSettings settings = new SessionSettings();

    private final HeldLeases held;
    private long routedVersion = NEVER;
    private @Nullable Deadline outagePatience;
    /** Whether a call ran since the last end of a transaction. */
    private boolean transactionOpen;
    /** Set while the application has not yet acknowledged, by a rollback, that its transaction is gone. */
    private @Nullable TransactionLost lost;

    private @Nullable String pin;
    private volatile boolean closed;
    private volatile boolean failed;

    /**
     * Logs in.
     *
     * @throws SQLException the vendor's own if the login is refused, 08001 if no node answered in time
     */
    public LogicalSession(Cluster cluster) throws SQLException {
        this.cluster = cluster;
        held = new HeldLeases(cluster.router().lease(Intent.CONNECT, cluster.failoverDeadline(), () -> false));
    }

    public Cluster cluster() {
        return cluster;
    }

    public SessionSettings settings() {
        return settings;
    }

    /**
     * The lease for a call that reaches the server. On the steady path this compares a few fields.
     *
     * @param sql the text of the call where there is one: a text-level ROLLBACK acknowledges a lost transaction
     * @throws TransactionLost when the transaction that the call belongs to is gone
     */
    public Lease begin(@Nullable String sql) throws SQLException {
        Lease lease = held.current();
        if (!isSettledOn(lease) || lost != null) {
            lease = beginCarefully(sql);
        }
        transactionOpen = !settings.autoCommit();
        return lease;
    }

    /** Whether nothing happened since it was chosen. */
    private boolean isSettledOn(Lease lease) {
        return cluster.topology().version() == routedVersion && !lease.isBroken() && !closed;
    }

    /** The lease to make statements on: making one neither begins a transaction nor acknowledges the loss of one. */
    public Lease stand() throws SQLException {
        Lease lease = held.current();
        if (isSettledOn(lease)) {
            return lease;
        }
        requireOpen();
        return standOnGoodNode();
    }

    private Lease beginCarefully(@Nullable String sql) throws SQLException {
        requireOpen();
        if (lost != null) {
            acknowledgeLoss(sql);
        }
        return standOnGoodNode();
    }

    private Lease standOnGoodNode() throws SQLException {
        Lease lease = held.current();
        if (isInTransaction(lease)) {
            if (!isDead(lease)) {
                return lease;
            }
            lease.abort(cluster.aborter());
            throw loseTransaction(lease, null);
        }
        transactionOpen = false;
        try {
            return route(cluster.failoverDeadline());
        } catch (FailoverException e) {
            fail();
            throw e;
        }
    }

    /** Whether nothing may run on it any more, be it that the fence has been decided and has not reached it yet. */
    public boolean isDead(Lease lease) {
        return lease.isBroken()
                || lease.generation() < cluster.topology().node(lease.node()).generation();
    }

    /** Whether the server had a transaction open there whose end the application does not know of. */
    public boolean isInTransaction(Lease lease) {
        return !lease.isSettled() && cluster.dialect().inTransaction(lease.vendors());
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
     * Makes the session stand on a good node. Must not be called while a transaction is open.
     *
     * @throws SQLException 08001 when the deadline passed first, 08006 when the session is pinned to one that broke
     */
    public Lease route(Deadline deadline) throws SQLException {
        while (true) {
            Topology topology = cluster.topology();
            Lease lease = pin != null ? usable() : held.serving(topology, intent());
            boolean alternatives = !RoutePolicy.plan(topology, intent(), 0).isEmpty();
            if (lease == null && !alternatives && held.isAnyInDoubt(topology) && awaitChange(topology, deadline)) {
                continue;
            }
            if (lease == null) {
                requireMovable();
                lease = cluster.router().lease(intent(), deadline, () -> closed);
            }
            try {
                use(lease);
                routedVersion = topology.version();
                outagePatience = null;
                requireStillOpen(lease);
                return lease;
            } catch (SQLException e) {
                if (!isLost(lease) || deadline.hasPassed()) {
                    throw e;
                }
                giveUp(lease, e);
            }
        }
    }

    /**
     * Waits for the verdict on a node that we hold a good lease on. Going on could mean writing to a primary that was
     * superseded while it was frozen; a new lease would cost a login for nothing.
     */
    private boolean awaitChange(Topology topology, Deadline deadline) throws SQLException {
        try {
            Topology later = cluster.keeper().await(t -> t.version() != topology.version() || closed, deadline);
            return later.version() != topology.version();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new SQLException("interrupted while waiting for a node", "57014", e);
        }
    }

    private Intent intent() {
        return settings.readOnly() ? Intent.READ : Intent.WRITE;
    }

    private void use(Lease lease) throws SQLException {
        held.use(lease);
        if (lease.appliedSettings() != settings.version()) {
            settings.applyTo(lease.jdbc());
            lease.settingsApplied(settings.version());
        }
    }

    /** Whether the failure came with the end of the lease's session. SQLStates alone do not tell: functions raise them. */
    public boolean isLost(Lease lease) {
        try {
            return lease.isBroken() || lease.jdbc().isClosed();
        } catch (SQLException e) {
            return true;
        }
    }

    /** Puts the lease away for good and has its node looked at. */
    public void giveUp(Lease lease, SQLException why) {
        if (!lease.isBroken()) {
            cluster.keeper()
                    .report(new Observation.Suspected(
                            lease.node(), lease.generation(), "a session broke: " + why.getMessage()));
        }
        lease.abort(cluster.aborter());
        lease.settle();
        transactionOpen = false;
    }

    /** The lease that the last call ran on, broken or not. */
    public Lease current() {
        return held.current();
    }

    /** From now on every statement is refused until the application acknowledges the loss by rolling back. */
    public TransactionLost loseTransaction(Lease lease, @Nullable SQLException cause) {
        TransactionLost loss = new TransactionLost(
                lease.node() + " was lost before the transaction was committed: nothing of it took effect."
                        + " Call rollback() and run it again; the connection is healthy.",
                cause);
        if (lease.isBroken()) {
            lease.settle();
        }
        transactionOpen = false;
        lost = loss;
        return loss;
    }

    /** A call ran that may have begun a transaction. */
    public void callMade() {
        transactionOpen = !settings.autoCommit();
    }

    /** Ends the transaction in our books; what the caller does with the lease is its own affair. */
    public void transactionEnded() {
        transactionOpen = false;
    }

    /** Whether a call ran since the last end of a transaction; over-cautious, the server may know of none. */
    public boolean isTransactionOpen() {
        return transactionOpen;
    }

    /** The loss that the application has not acknowledged yet; the caller acknowledges it for the application. */
    public @Nullable TransactionLost takeLoss() {
        TransactionLost loss = lost;
        lost = null;
        return loss;
    }

    /** The lease that serves calls that need no server; null while there is none that works. */
    public @Nullable Lease usable() {
        Lease lease = held.current();
        return lease.isBroken() ? null : lease;
    }

    /** Ties the session to its present physical connection: it holds something that no other one has. */
    public void pin(String reason) {
        pin = reason;
    }

    public boolean isPinned() {
        return pin != null;
    }

    public boolean isMovable() {
        return pin == null;
    }

    /** Reads and writes go to different nodes: the next call looks for its own. */
    public void switchReadOnly(boolean readOnly) {
        settings.setReadOnly(readOnly);
        routedVersion = NEVER;
        Lease lease = usable();
        if (lease != null) {
            lease.settingsApplied(settings.version());
        }
    }

    /** Whether an outage that was noticed when this was first called may still end in time for a call made now. */
    public boolean isOutageYoung() {
        if (outagePatience == null) {
            outagePatience = cluster.failoverDeadline();
        }
        return !outagePatience.hasPassed();
    }

    private void requireMovable() throws SQLException {
        if (pin != null) {
            throw new ConnectionLost("the session cannot move to another node: " + pin, null);
        }
    }

    /**
     * Refuses calls on a closed connection.
     *
     * @throws SQLException 08003
     */
    public void requireOpen() throws SQLException {
        if (closed) {
            throw new SQLException("This connection has been closed.", "08003");
        }
    }

    /** Closing may have come while a lease was on its way, which it could not see. */
    private void requireStillOpen(Lease lease) throws SQLException {
        if (closed) {
            lease.abort(cluster.aborter());
            requireOpen();
        }
    }

    public boolean isClosed() {
        return closed;
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

    /** Returns at once, even while another thread waits for a node here. */
    public void close() throws SQLException {
        closed = true;
        cluster.keeper().recheck();
        held.close();
    }

    /** As {@link #close}, but waking a thread that is blocked in a call. */
    public void abort(Executor executor) {
        closed = true;
        cluster.keeper().recheck();
        held.abort(executor);
    }
}
