/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.driver.internal.session;

import io.baton.driver.BatonOption;
import io.baton.driver.ConnectionLost;
import io.baton.driver.NoNodeAvailable;
import io.baton.driver.internal.cluster.Cluster;
import io.baton.driver.internal.cluster.Intent;
import io.baton.driver.internal.cluster.Lease;
import io.baton.driver.internal.cluster.RoutePolicy;
import io.baton.driver.internal.queue.Ticket;
import io.baton.driver.internal.sql.SessionHold;
import io.baton.topology.Topology;
import io.baton.topology.time.Deadline;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** How a session gets to a good node, and waits for one while there is none. */
abstract class Routing extends Footing {

    private static final Logger LOG = LoggerFactory.getLogger(Routing.class);

    /** What ends every session that is made ready would otherwise end sessions until the failover timeout. */
    private static final int MOST_SESSIONS_ENDED = 8;

    private @Nullable Deadline outagePatience;
    /** Several threads may share a connection: only one of them looks for a node. */
    private final ReentrantLock moving = new ReentrantLock();

    private final LeftBehind leftBehind;

    Routing(Cluster cluster) throws SQLException {
        super(cluster);
        leftBehind = new LeftBehind(cluster.grammar(), cluster.leavings(), current());
    }

    /** A text with the names of that number is about to be run. */
    public final void runs(int shape) {
        leftBehind.texts().ran(shape);
    }

    final LeftBehind leftBehind() {
        return leftBehind;
    }

    /**
     * Makes the session stand on a good node. Must not be called while a transaction is open.
     *
     * @throws SQLException 08001 when the deadline passed first or nobody waits any more, 08006 when the session is pinned to
     *     one that broke or its settings cannot be made again
     */
    public final Lease route(Deadline deadline, Waiter waiter) throws SQLException {
        lockMoving(deadline);
        try {
            return routeAlone(deadline, waiter);
        } finally {
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
        Ticket mine = ticket(deadline, waiter);
        boolean waited = false;
        int ended = 0;
        while (true) {
            Topology topology = cluster.topology();
            boolean isNext = waited || isPinned() || !cluster.router().isWaitedFor(intent());
            Lease lease = isPinned() ? pinned(topology) : isNext ? held().serving(topology, intent()) : null;
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
                if (!leavesNothingBehind(lease)) {
                    held().giveBack(lease);
                    if (lease == current()) {
                        requireMovable(); // It was logged in to ahead of a promotion: where the session stood is gone.
                    }
                    continue;
                }
                hold(lease);
                applySettings(lease);
                settledIn(topology);
                outagePatience = null;
                return lease;
            } catch (SQLException e) {
                if (!isLost(lease) || deadline.hasPassed()) {
                    throw e;
                }
                giveUp(lease, e);
                if (++ended == MOST_SESSIONS_ENDED) {
                    throw new ConnectionLost(
                            ended + " sessions ended, one after the other, before this call could run in one", e);
                }
            }
        }
    }

    /** Ties the session to where it is if its texts may have left something there that the next one has not. */
    private boolean leavesNothingBehind(Lease next) throws SQLException {
        Optional<String> left;
        try {
            left = leftBehind.by(next);
        } catch (SQLException e) {
            if (isLost(next, e)) {
                throw e;
            }
            left = Optional.of("functions, of which the server tells nothing: " + e.getMessage());
        }
        left.ifPresent(what -> hold(new SessionHold(SessionHold.Kind.FUNCTION, what)));
        return left.isEmpty();
    }

    /** To wait for a node with, until the deadline passes, the connection is closed or the call is cancelled. */
    public final Ticket ticket(Deadline deadline, Waiter waiter) {
        Ticket mine = new Ticket(deadline, () -> isClosed() || waiter.isCancelled());
        looksWith(mine);
        return mine;
    }

    private Lease lease(Intent intent, Ticket mine) throws SQLException {
        looksWith(mine);
        return cluster.router().lease(intent, mine);
    }

    private Intent intent() {
        boolean refusedByReplicas = settings().isSerializable() && !grammar().replicasSerialize();
        return settings().readOnly() && !refusedByReplicas ? Intent.READ : Intent.WRITE;
    }

    /** Whether no node can serve the session now. */
    public final boolean isOutage() {
        return !RoutePolicy.serves(cluster.topology(), intent());
    }

    /** Whether nothing that serves the session can be reached now, or ever again. */
    public final boolean isCutOff() {
        return !isClosed() && !isSettled() && (isOutage() || (isPinned() && isDead(current())));
    }

    /** The one lease that a pinned session can use; null while its node is in doubt. */
    private @Nullable Lease pinned(Topology topology) throws ConnectionLost {
        Lease lease = current();
        if (isDead(lease)) {
            requireMovable();
        }
        return topology.node(lease.node()).isUp() ? lease : null;
    }

    /** In the line of those for whom there is no node, or comes to be only now. */
    private boolean awaitNode(Topology topology, Ticket mine) throws SQLException {
        mine.arrive();
        warmUp(topology, mine);
        looksWith(mine);
        return cluster.router().awaitNode(intent(), mine);
    }

    /**
     * While there is no primary, a session without any lease logs in to a replica: if that one is promoted, the session can
     * write at once, and the new primary is not met by everybody's login at the same moment. Whoever does that stands in no
     * line meanwhile, so that a slow login holds up nobody, and takes the place that it came for afterwards.
     */
    private void warmUp(Topology topology, Ticket mine) {
        if (!held().isEmpty() || !isOutage() || topology.replicas().isEmpty()) {
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

    /** Whether an outage that was noticed when this was first called may still end in time for a call made now. */
    public final boolean isOutageYoung() {
        if (outagePatience == null) {
            outagePatience = cluster.failoverDeadline();
        }
        return !outagePatience.hasPassed();
    }
}
