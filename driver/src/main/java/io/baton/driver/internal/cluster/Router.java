/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.driver.internal.cluster;

import io.baton.driver.NoNodeAvailable;
import io.baton.topology.FailureKind;
import io.baton.topology.Node;
import io.baton.topology.NodeAddress;
import io.baton.topology.Observation;
import io.baton.topology.Topology;
import io.baton.topology.TopologyKeeper;
import io.baton.topology.dialect.Dialect;
import io.baton.topology.probe.ProbeFailures;
import io.baton.topology.time.Deadline;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Finds the way to a node that serves an intent: the first of the plan that can be connected to; if there is none, it
 * waits for the topology to change. Thread-safe.
 */
public final class Router {

    /** How long to leave a node alone that has no free connection slot. */
    private static final Duration WHEN_FULL = Duration.ofMillis(50);

    private final TopologyKeeper keeper;
    private final ConnectionSource source;
    private final Dialect dialect;
    private final Leases leases;
    private final ProbeFailures probeFailures;
    private final int concurrentLogins;
    /** Per node, so that one that hangs keeps nobody from the others. */
    private final Map<NodeAddress, Semaphore> connects = new ConcurrentHashMap<>();

    private final AtomicInteger turn = new AtomicInteger();

    Router(
            TopologyKeeper keeper,
            ConnectionSource source,
            Dialect dialect,
            Leases leases,
            ProbeFailures probeFailures,
            int concurrentLogins) {
        this.concurrentLogins = concurrentLogins;
        this.probeFailures = probeFailures;
        this.keeper = keeper;
        this.source = source;
        this.dialect = dialect;
        this.leases = leases;
    }

    /**
     * A new session on the best node for the intent.
     *
     * @param givenUp whether the caller was closed or cancelled meanwhile
     * @throws NoNodeAvailable when no node could serve it before the deadline
     * @throws SQLException the vendor's own when a node refuses the login: the others would, too
     */
    public Lease lease(Intent intent, Deadline deadline, BooleanSupplier givenUp) throws SQLException {
        SQLException last = null;
        boolean triedWhatProbesCannot = false;
        while (true) {
            Topology topology = keeper.topology();
            for (Node node : RoutePolicy.plan(topology, intent, nextTurn(topology, intent))) {
                try {
                    Lease lease = open(node, intent, deadline);
                    if (lease != null) {
                        return lease;
                    }
                } catch (NoNodeAvailable queueTooLong) {
                    throw queueTooLong; // Our own queue says nothing about the node.
                } catch (NodeInDoubt e) {
                    last = e;
                } catch (SQLException e) {
                    last = e;
                    considerFailure(node, e, deadline);
                }
            }
            if (!triedWhatProbesCannot && isRefusedByAll(topology)) {
                triedWhatProbesCannot = true;
                logInWhereRefused(topology);
            }
            if (givenUp.getAsBoolean() || deadline.hasPassed()) {
                throw noNode(intent, last);
            }
            await(t -> t.version() != topology.version() || givenUp.getAsBoolean(), deadline);
        }
    }

    /** Counted where it decides something only, lest logging in and reading by turns always meet the same replica. */
    private int nextTurn(Topology topology, Intent intent) {
        boolean decides = intent == Intent.READ || (intent == Intent.CONNECT && topology.primary() == null);
        return decides ? turn.getAndIncrement() : 0;
    }

    /** Null when the node lost the role it was chosen for while we connected. */
    private @Nullable Lease open(Node node, Intent intent, Deadline deadline) throws SQLException {
        PhysicalConnection physical = connect(node.address(), deadline);
        // Registered first and checked then: a fence that comes in between finds it in one place or the other.
        Lease lease = leases.add(physical, node.address(), node.generation());
        Topology now = keeper.topology();
        Node current = now.node(node.address());
        if (current.generation() != node.generation()) {
            lease.abort(leases.aborter());
            return null;
        }
        if (RoutePolicy.stillServes(now, intent, current)) {
            return lease;
        }
        lease.close(); // The session is good, only not for this: a pool below wants it back.
        return null;
    }

    private PhysicalConnection connect(NodeAddress node, Deadline deadline) throws SQLException {
        if (source.limitsConnects()) {
            return source.open(node);
        }
        Semaphore places = connects.computeIfAbsent(node, any -> new Semaphore(concurrentLogins, true));
        try {
            // An interrupt ends a wait, not a login that need not wait.
            boolean atOnce = !places.hasQueuedThreads() && places.tryAcquire();
            if (!atOnce && !places.tryAcquire(deadline.remainingNanos(), TimeUnit.NANOSECONDS)) {
                throw new NoNodeAvailable("too many logins were under way to reach " + node + " in time", null);
            }
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
        try {
            return source.open(node);
        } finally {
            places.release();
        }
    }

    private void considerFailure(Node node, SQLException e, Deadline deadline) throws SQLException {
        FailureKind kind = dialect.classify(e);
        switch (kind) {
            case CONNECTION_LOST, TIMEOUT, NOT_ACCEPTING ->
                keeper.report(new Observation.Suspected(
                        node.address(), node.generation(), "connecting failed: " + e.getMessage()));
            case TOO_MANY_CONNECTIONS -> await(topology -> false, deadline.orAfter(WHEN_FULL));
            case LOGIN_REFUSED, READ_ONLY_NODE, APPLICATION -> throw e;
        }
    }

    private static boolean isRefusedByAll(Topology topology) {
        return topology.nodes().stream().noneMatch(node -> node.isUp() || node.failure() == null)
                && topology.nodes().stream().anyMatch(Router::isRefused);
    }

    private static boolean isRefused(Node node) {
        return node.failure() != null && node.failure().needsPeople();
    }

    /**
     * If nobody answers and somebody refused the login, or the vendor's driver the parameters, the vendor's own message helps
     * more than a time-out. If the login works after all, its node is looked at again: what it is nobody knows yet.
     */
    private void logInWhereRefused(Topology topology) throws SQLException {
        for (Node node : topology.nodes()) {
            if (isRefused(node)) {
                source.open(node.address()).giveBack();
                keeper.report(new Observation.LoggedIn(node.address(), node.generation()));
            }
        }
    }

    private void await(Predicate<Topology> condition, Deadline deadline) throws SQLException {
        try {
            keeper.await(condition, deadline);
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    private static SQLException interrupted(InterruptedException e) {
        Thread.currentThread().interrupt();
        return new SQLException("interrupted while waiting for a node", "57014", e);
    }

    private NoNodeAvailable noNode(Intent intent, @Nullable SQLException last) {
        List<SQLException> failures = probeFailures.of(
                keeper.topology().nodes().stream().map(Node::address).toList());
        SQLException cause = last != null || failures.isEmpty() ? last : failures.get(0);
        String wanted = intent == Intent.WRITE ? "no node accepted writes in time" : "no node could be reached in time";
        return new NoNodeAvailable(
                wanted + ". Known nodes: " + keeper.topology().describe()
                        + ". If promotions take longer here, raise baton.failoverTimeout.",
                cause);
    }
}
