/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.driver.internal.cluster;

import io.baton.driver.NoNodeAvailable;
import io.baton.driver.internal.queue.Line;
import io.baton.driver.internal.queue.Ticket;
import io.baton.topology.FailureKind;
import io.baton.topology.Node;
import io.baton.topology.NodeAddress;
import io.baton.topology.Observation;
import io.baton.topology.Topology;
import io.baton.topology.TopologyKeeper;
import io.baton.topology.dialect.Dialect;
import io.baton.topology.probe.ProbeFailures;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds the way to a node that serves an intent: the first of the plan that can be connected to; if there is none, it
 * waits for one, in line with all others who do. Thread-safe.
 */
public final class Router {

    private static final Logger LOG = LoggerFactory.getLogger(Router.class);

    /** How long to leave a node alone that has no place for another session. */
    private static final Duration WHEN_FULL = Duration.ofMillis(50);

    private final TopologyKeeper keeper;
    private final ConnectionSource source;
    private final Dialect dialect;
    private final Leases leases;
    private final ProbeFailures probeFailures;
    private final int concurrentLogins;
    /** Those who log in, per node, so that one that hangs keeps nobody from the others. */
    private final Map<NodeAddress, Line> logins = new ConcurrentHashMap<>();

    private final Waiting waiting;

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
        this.waiting = new Waiting(keeper, concurrentLogins);
    }

    /** Whether somebody waits for a node, though there may be one by now: who comes later goes on later. */
    public boolean isWaitedFor(Intent intent) {
        return waiting.outage(intent).isWaitedIn();
    }

    /**
     * Waits for a node that can serve the intent. Only the first few in line look out for one; when it is there they go on, and
     * the next ones come forward.
     *
     * @return false when the deadline passed first or the ticket was given up
     */
    public boolean awaitNode(Intent intent, Ticket ticket) throws SQLException {
        return waiting.awaitNode(intent, ticket, topology -> topology.refusal() != null);
    }

    /**
     * A new session on the best node for the intent.
     *
     * @throws NoNodeAvailable when no node could serve it before the deadline, or the ticket was given up
     * @throws SQLException the vendor's own when a node refuses the login: the others would, too
     */
    public Lease lease(Intent intent, Ticket ticket) throws SQLException {
        Search search = new Search(intent, ticket);
        try {
            while (true) {
                Topology topology = keeper.topology();
                Lease lease = search.along(topology);
                if (lease != null) {
                    return lease;
                }
                search.awaitNews(topology);
            }
        } finally {
            search.end();
        }
    }

    /** One caller's way to a lease. */
    private final class Search {
        private final Intent intent;
        private final Ticket ticket;
        private @Nullable SQLException last;
        private boolean triedWhatProbesCannot;
        private boolean metFullNode;
        private boolean isFirstOfThoseAtFullNode;

        Search(Intent intent, Ticket ticket) {
            this.intent = intent;
            this.ticket = ticket;
        }

        /** Null when no node of the plan gave one. */
        @Nullable
        Lease along(Topology topology) throws SQLException {
            if (ticket.isGivenUp()) {
                throw noNode(intent, last);
            }
            metFullNode = false;
            for (Node node : RoutePolicy.plan(topology, intent, nextTurn(topology, intent))) {
                try {
                    Lease lease = open(topology, node, intent, ticket);
                    if (lease != null) {
                        return lease;
                    }
                } catch (NoNodeAvailable queueTooLong) {
                    throw queueTooLong; // Our own queue says nothing about the node.
                } catch (NodeInDoubt e) {
                    last = e;
                } catch (LedElsewhere e) { // Not a vendor's, whose words would be taken for a refusal.
                    last = e;
                    suspect(node, e);
                } catch (SQLException e) {
                    last = e;
                    considerFailure(node, e);
                }
            }
            return null;
        }

        private void considerFailure(Node node, SQLException e) throws SQLException {
            FailureKind kind = dialect.classify(e);
            switch (kind) {
                case CONNECTION_LOST, TIMEOUT, NOT_ACCEPTING -> suspect(node, e);
                case TOO_MANY_CONNECTIONS -> metFullNode = true;
                case LOGIN_REFUSED, NOT_COVERED, READ_ONLY_NODE, APPLICATION -> throw e;
            }
        }

        private void suspect(Node node, SQLException e) {
            keeper.report(new Observation.Suspected(
                    node.address(), node.generation(), "connecting failed: " + e.getMessage()));
        }

        void awaitNews(Topology topology) throws SQLException {
            if (!triedWhatProbesCannot && isRefusedByAll(topology)) {
                triedWhatProbesCannot = true;
                logInWhereRefused(topology, ticket);
            }
            if (ticket.deadline().hasPassed()) {
                throw noNode(intent, last);
            }
            if (isRefused(topology, intent)) {
                throw refused(topology);
            }
            Predicate<Topology> news = t -> t.version() != topology.version() || ticket.isGivenUp();
            if (metFullNode && !isFirstOfThoseAtFullNode) {
                isFirstOfThoseAtFullNode = waiting.enter(waiting.full(intent), ticket);
            } else if (metFullNode) {
                waiting.await(news, ticket.deadline().orAfter(WHEN_FULL));
            } else if (RoutePolicy.serves(topology, intent)) { // And yet it did not.
                waiting.await(news, ticket.deadline());
            } else {
                boolean tried = triedWhatProbesCannot;
                waiting.awaitNode(intent, ticket, t -> (!tried && isRefusedByAll(t)) || isRefused(t, intent));
            }
        }

        void end() {
            if (isFirstOfThoseAtFullNode) {
                waiting.full(intent).leave();
            }
        }
    }

    /** Counted where it decides something only, lest logging in and reading by turns always meet the same replica. */
    private int nextTurn(Topology topology, Intent intent) {
        boolean decides = intent == Intent.READ || (intent == Intent.CONNECT && topology.primary() == null);
        return decides ? turn.getAndIncrement() : 0;
    }

    /** Null when the node lost the role it was chosen for while we connected. */
    private @Nullable Lease open(Topology planned, Node node, Intent intent, Ticket ticket) throws SQLException {
        PhysicalConnection physical = source.limitsConnects()
                ? source.open(node.address(), ticket, () -> isPastFor(planned, node, intent))
                : connect(node.address(), ticket);
        // Registered first and checked then: a fence that comes in between finds it in one place or the other.
        Lease lease = leases.add(physical, node.address(), node.generation());
        Topology now = keeper.topology();
        Node current = now.node(node.address());
        if (current.generation() != node.generation()) {
            lease.abort(leases.aborter());
            return null;
        }
        if (intent != Intent.READ && !lease.mayWriteTo(current)) {
            lease.abort(leases.aborter());
            throw new LedElsewhere(current.address());
        }
        if (RoutePolicy.stillServes(now, intent, current)) {
            return lease;
        }
        lease.discard(); // The session is good, only not for this: a pool below wants it back.
        return null;
    }

    private PhysicalConnection connect(NodeAddress node, Ticket ticket) throws SQLException {
        Line line = logins.computeIfAbsent(node, any -> new Line(concurrentLogins));
        if (!waiting.enter(line, ticket)) {
            throw new NoNodeAvailable("too many logins were under way to reach " + node + " in time", null);
        }
        try {
            return source.open(node, ticket, () -> false);
        } finally {
            line.leave();
        }
    }

    /**
     * Whether it is of no use any more to wait for a place on that node. Who waits at a replica only because there is no
     * primary lines up anew when there is one, even if it is that node: those who wait at others may have come before.
     */
    private boolean isPastFor(Topology planned, Node node, Intent intent) {
        Topology now = keeper.topology();
        boolean promoted = planned.primary() == null && now.primary() != null;
        return (intent == Intent.CONNECT && promoted)
                || !RoutePolicy.stillServes(now, intent, now.node(node.address()));
    }

    private static boolean isRefusedByAll(Topology topology) {
        return topology.nodes().stream().noneMatch(node -> node.isUp() || node.failure() == null)
                && topology.nodes().stream().anyMatch(Router::isRefused);
    }

    private static boolean isRefused(Node node) {
        return node.failure() == FailureKind.LOGIN_REFUSED || node.failure() == FailureKind.APPLICATION;
    }

    private static boolean isRefused(Topology topology, Intent intent) {
        return topology.refusal() != null && !RoutePolicy.serves(topology, intent);
    }

    private NoNodeAvailable refused(Topology topology) {
        List<SQLException> failures =
                probeFailures.of(topology.nodes().stream().map(Node::address).toList());
        return new NoNodeAvailable(topology.refusal() + ".", failures.isEmpty() ? null : failures.get(0));
    }

    /**
     * If nobody answers and somebody refused the login, or the vendor's driver the parameters, the vendor's own message helps
     * more than a time-out. If the login works after all, its node is looked at again: what it is nobody knows yet.
     */
    private void logInWhereRefused(Topology topology, Ticket ticket) throws SQLException {
        for (Node node : topology.nodes()) {
            if (isRefused(node)) {
                try {
                    PhysicalConnection physical = source.open(node.address(), ticket, () -> false);
                    leases.add(physical, node.address(), node.generation()).discard();
                } catch (LedElsewhere e) {
                    LOG.debug("the login on {} worked, on another server", node.address(), e);
                }
                keeper.report(new Observation.LoggedIn(node.address(), node.generation()));
            }
        }
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
