/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.driver.internal.session;

import io.baton.driver.BatonOption;
import io.baton.driver.ConnectionLost;
import io.baton.driver.NoNodeAvailable;
import io.baton.driver.internal.cluster.Cluster;
import io.baton.driver.internal.cluster.Intent;
import io.baton.driver.internal.cluster.Lease;
import io.baton.driver.internal.cluster.RoutePolicy;
import io.baton.driver.internal.cluster.Ticket;
import io.baton.driver.internal.sql.SessionHold;
import io.baton.topology.Observation;
import io.baton.topology.Topology;
import io.baton.topology.time.Deadline;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where a session stands: which lease serves it, whether that is still good, and how to get to another one. Knows nothing
 * of transactions.
 *
 * <p>Used by one thread at a time, as a JDBC connection is, except {@link #close}, {@link #abort} and {@link #isClosed}.
 */
abstract class Footing {

    private static final Logger LOG = LoggerFactory.getLogger(Footing.class);

    private static final long NEVER = -1;

    final Cluster cluster;
    private final SessionSettings settings = new SessionSettings();
    private final HeldLeases held;
    /** The version of the topology that the current lease was last found good in. */
    private long routedVersion = NEVER;

    private @Nullable Deadline outagePatience;
    /** Several threads may share a connection: only one of them looks for a node. */
    private final ReentrantLock moving = new ReentrantLock();

    private volatile boolean closed;
    private boolean spoils;
    /** Of the one who looks for a node, or did so last. */
    private volatile @Nullable Ticket ticket;

    Footing(Cluster cluster) throws SQLException {
        this.cluster = cluster;
        Lease first = cluster.router().lease(Intent.CONNECT, new Ticket(cluster.loginDeadline(), () -> false));
        held = new HeldLeases(first);
        if (first.jdbc().isReadOnly()) {
            settings.setReadOnly(true); // A parameter of the vendor's URL.
            settingsApplied(first);
        }
    }

    public final Cluster cluster() {
        return cluster;
    }

    public final SessionSettings settings() {
        return settings;
    }

    /** The lease that the last call ran on, broken or not. */
    public final Lease current() {
        return held.current();
    }

    /** The lease that serves calls that need no server; null while there is none that works. */
    public final @Nullable Lease usable() {
        Lease lease = held.current();
        return lease.isBroken() ? null : lease;
    }

    /** Whether nothing happened since the current lease was chosen: one volatile read and a few fields. */
    final boolean isSettled() {
        return cluster.topology().version() == routedVersion && !held.current().isBroken() && !closed;
    }

    /** Whether nothing may run on it any more, be it that the fence has been decided and has not reached it yet. */
    public final boolean isDead(Lease lease) {
        return lease.isBroken()
                || lease.generation() < cluster.topology().node(lease.node()).generation();
    }

    /** Whether the failure came with the end of the lease's session. SQLStates alone do not tell: functions raise them. */
    public final boolean isLost(Lease lease) {
        try {
            return lease.isBroken() || lease.vendors().isClosed();
        } catch (SQLException e) {
            return true;
        }
    }

    /**
     * Makes the session stand on a good node. Must not be called while a transaction is open.
     *
     * @throws SQLException 08001 when the deadline passed first or nobody waits any more, 08006 when the session is pinned to
     *     one that broke or its settings cannot be made again
     */
    public final Lease route(Deadline deadline, Waiter waiter) throws SQLException {
        lockMoving(deadline);
        waiter.waitingBegins();
        try {
            return routeAlone(deadline, waiter);
        } finally {
            waiter.waitingEnded();
            moving.unlock();
        }
    }

    /** An interrupt ends a wait, not a call that need not wait. */
    private void lockMoving(Deadline deadline) throws SQLException {
        try {
            if (!moving.tryLock() && !moving.tryLock(deadline.remainingNanos(), TimeUnit.NANOSECONDS)) {
                throw new NoNodeAvailable("another thread still looks for a node for this connection", null);
            }
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    private Lease routeAlone(Deadline deadline, Waiter waiter) throws SQLException {
        Ticket mine = new Ticket(deadline, () -> closed || waiter.isCancelled());
        boolean waited = false;
        while (true) {
            Topology topology = cluster.topology();
            boolean isNext = waited || isPinned() || !cluster.router().isWaitedFor(intent());
            Lease lease = isPinned() ? pinned(topology) : isNext ? held.serving(topology, intent()) : null;
            if (lease == null && (isPinned() || isOutage() || !isNext)) {
                waited = true;
                boolean changed = isPinned() ? awaitChange(topology, mine) : awaitNode(topology, mine);
                if (changed || (!isNext && !mine.isGivenUp())) {
                    continue;
                }
            }
            if (lease == null) {
                requireMovable();
                lease = lease(intent(), mine);
            }
            try {
                hold(lease);
                applySettings(lease);
                routedVersion = topology.version();
                outagePatience = null;
                return lease;
            } catch (SQLException e) {
                if (!isLost(lease) || deadline.hasPassed()) {
                    throw e;
                }
                giveUp(lease, e);
            }
        }
    }

    private Lease lease(Intent intent, Ticket mine) throws SQLException {
        ticket = mine;
        return cluster.router().lease(intent, mine);
    }

    private Intent intent() {
        return settings.readOnly() ? Intent.READ : Intent.WRITE;
    }

    /** Whether no node can serve the session now. */
    public final boolean isOutage() {
        return !RoutePolicy.serves(cluster.topology(), intent());
    }

    /** The one lease that a pinned session can use; null while its node is in doubt. */
    private @Nullable Lease pinned(Topology topology) throws ConnectionLost {
        Lease lease = held.current();
        if (isDead(lease)) {
            requireMovable();
        }
        return topology.node(lease.node()).isUp() ? lease : null;
    }

    private void requireMovable() throws ConnectionLost {
        if (isPinned()) {
            throw new ConnectionLost("the session cannot move to another node: " + String.join("; ", pins()), null);
        }
    }

    /** In the line of those for whom there is no node, or comes to be only now. */
    private boolean awaitNode(Topology topology, Ticket mine) throws SQLException {
        mine.arrive();
        warmUp(topology, mine);
        ticket = mine;
        return cluster.router().awaitNode(intent(), mine);
    }

    /**
     * While there is no primary, a session without any lease logs in to a replica: if that one is promoted, the session can
     * write at once, and the new primary is not met by everybody's login at the same moment. Whoever does that stands in no
     * line meanwhile, so that a slow login holds up nobody, and takes the place that it came for afterwards.
     */
    private void warmUp(Topology topology, Ticket mine) {
        if (!held.isEmpty() || !isOutage() || topology.replicas().isEmpty()) {
            return;
        }
        Duration limit = cluster.config().options().duration(BatonOption.PROBE_TIMEOUT);
        try {
            hold(lease(Intent.CONNECT, mine.orAfter(limit)));
        } catch (SQLException e) {
            LOG.debug(
                    "[{}] could not log in ahead of a promotion",
                    cluster.config().name(),
                    e);
        }
    }

    /** The node that a pinned session holds its lease on is suspect: going on could mean writing to a superseded primary. */
    private boolean awaitChange(Topology topology, Ticket mine) throws SQLException {
        try {
            Topology later =
                    cluster.keeper().await(t -> t.version() != topology.version() || mine.isGivenUp(), mine.deadline());
            return later.version() != topology.version();
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    private static SQLException interrupted(InterruptedException e) {
        Thread.currentThread().interrupt();
        return new SQLException("interrupted while waiting for a node", "57014", e);
    }

    /**
     * Runs something short that reaches the server beside the call in progress, such as a cancel. If the server does not
     * answer, it goes on by itself.
     */
    public final void withoutWaitingForNode(Callable<@Nullable Void> task) throws SQLException {
        FutureTask<@Nullable Void> running = new FutureTask<>(task);
        cluster.aborter().execute(running);
        Duration patience = cluster.config().options().duration(BatonOption.PROBE_TIMEOUT);
        try {
            running.get(patience.toNanos(), TimeUnit.NANOSECONDS);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof SQLException failure) {
                throw failure;
            }
            throw new SQLException("cancelling failed", "XX000", e.getCause());
        } catch (TimeoutException e) {
            LOG.debug("[{}] a cancel has not arrived yet", cluster.config().name(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Lets those who wait for a node look again whether they still should. */
    public final void wakeWaiting() {
        cluster.keeper().recheck();
        Ticket waiting = ticket;
        if (waiting != null) {
            waiting.recheck();
        }
    }

    /** Closing may have come while the lease was on its way, which it could not see. */
    private void hold(Lease lease) throws SQLException {
        held.use(lease);
        if (spoils) {
            lease.spoil();
        }
        if (closed) {
            lease.abort(cluster.aborter());
            requireOpen();
        }
    }

    private void applySettings(Lease lease) throws SQLException {
        if (lease.appliedSettings() == settings.version()) {
            return;
        }
        try {
            settings.applyTo(lease.jdbc(), lease.appliedSettings() > 0);
        } catch (SQLException e) {
            if (isLost(lease)) {
                throw e;
            }
            // Going on would be in a silently different session.
            throw new ConnectionLost(
                    "the session's settings could not be made again on " + lease.node() + ": " + e.getMessage(), e);
        }
        settingsApplied(lease);
    }

    /** Puts the lease away for good and has its node looked at. */
    public final void giveUp(Lease lease, SQLException why) {
        if (!lease.isBroken()) {
            cluster.keeper()
                    .report(new Observation.Suspected(
                            lease.node(), lease.generation(), "a session broke: " + why.getMessage()));
        }
        lease.abort(cluster.aborter());
        lease.settle();
    }

    /** Ties the session to its present physical connection: it holds something that no other one has. */
    public final void hold(SessionHold hold) {
        spoil();
        settings.server().hold(hold);
        settingsApplied();
    }

    /** What the application does in the session can be undone by nobody but the application. */
    final void spoil() {
        spoils = true;
        held.current().spoil();
    }

    public final boolean isPinned() {
        return !settings.server().holds().isEmpty();
    }

    /** Why it cannot move to another node, in sentences; empty when it can. Any thread. */
    public final List<String> pins() {
        return settings.server().holds().stream().map(SessionHold::sentence).toList();
    }

    /** The next call looks whether it still stands on a good node. */
    final void unsettle() {
        routedVersion = NEVER;
    }

    /** Reads and writes go to different nodes: the next call looks for its own. */
    public final void switchReadOnly(boolean readOnly) {
        settings.setReadOnly(readOnly);
        routedVersion = NEVER;
        settingsApplied();
    }

    /** The current lease, if it works, has all settings. */
    public final void settingsApplied() {
        Lease lease = usable();
        if (lease != null) {
            settingsApplied(lease);
        }
    }

    private void settingsApplied(Lease lease) {
        lease.settingsApplied(settings.version(), settings.isAltered());
    }

    /** Whether an outage that was noticed when this was first called may still end in time for a call made now. */
    public final boolean isOutageYoung() {
        if (outagePatience == null) {
            outagePatience = cluster.failoverDeadline();
        }
        return !outagePatience.hasPassed();
    }

    /**
     * Refuses calls on a closed connection, in the vendor's words.
     *
     * @throws SQLException 08003
     */
    public final void requireOpen() throws SQLException {
        if (closed) {
            held.current().jdbc().getAutoCommit();
            throw new SQLException("This connection has been closed.", "08003");
        }
    }

    public final boolean isClosed() {
        return closed;
    }

    /** Returns at once, even while another thread waits for a node here. */
    public final void close() throws SQLException {
        closed = true;
        wakeWaiting();
        held.close();
    }

    /** As {@link #close}, but waking a thread that is blocked in a call. */
    public final void abort(Executor executor) {
        closed = true;
        wakeWaiting();
        held.abort(executor);
    }
}
