/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.topology.probe;

import io.baton.topology.FailureKind;
import io.baton.topology.NodeAddress;
import io.baton.topology.Observation;
import io.baton.topology.Records;
import io.baton.topology.Topology;
import io.baton.topology.TopologyKeeper;
import io.baton.topology.dialect.Answer;
import io.baton.topology.dialect.Dialect;
import io.baton.topology.history.ClusterHistory;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Watches one node for the whole JVM: asks it what it is, reports the answer, rests. One daemon thread and one session.
 *
 * <p>Between probes it listens on its session, so a server that is killed or stopped is noticed when it happens. When
 * the session breaks it asks again on a fresh one before it says anything about the node: "my socket broke" and "the node
 * is gone" are different news.
 */
public final class NodeMonitor implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(NodeMonitor.class);

    /** How long it listens before it looks whether a faster pace is wanted. */
    private static final Duration SLICE = Duration.ofMillis(50);

    /** Below this rest, listening costs more than it can tell. */
    private static final Duration WORTH_LISTENING = Duration.ofMillis(20);

    /** As RFC 8305 has it for a connect by the second family of addresses. The session is used, too, when it comes later. */
    private static final Duration OTHER_FAMILY = Duration.ofMillis(250);

    /** Share of the steady pace by which it varies, so that many clients do not probe in step. */
    private static final double JITTER = 0.2;

    private final NodeAddress node;
    private final TopologyKeeper keeper;
    private final Dialect dialect;
    private final ProbeSettings settings;
    private final ProbeFailures failures;
    private final ClusterHistory history;
    private final BoundedConnects connects;
    private final AddressWatch address;
    private final Thread thread;

    private final UsualDelay usual;
    private final Patience patience;

    private @Nullable ProbeSession session;
    /** How often in a row the node refused the login, or the vendor's driver the parameters. */
    private int refusals;

    private long outageSince = System.nanoTime();
    private volatile boolean closed;

    public NodeMonitor(
            NodeAddress node,
            TopologyKeeper keeper,
            NodeConnector connector,
            Dialect dialect,
            ProbeSettings settings,
            ProbeFailures failures,
            ClusterHistory history,
            Names names) {
        this.node = node;
        this.keeper = keeper;
        this.dialect = dialect;
        this.settings = settings;
        this.failures = failures;
        this.history = history;
        this.usual = new UsualDelay(settings.suspectAfter());
        this.patience = new Patience(settings.timeout());
        this.connects = new BoundedConnects(connector, node, names, dialect, settings.firstLogin());
        this.address = new AddressWatch(node, connects, keeper, history);
        this.thread = new Thread(this::run, "baton-monitor-" + node);
        thread.setDaemon(true);
    }

    /** The same for a node whose name is one node, whatever it stands for. */
    public NodeMonitor(
            NodeAddress node,
            TopologyKeeper keeper,
            NodeConnector connector,
            Dialect dialect,
            ProbeSettings settings,
            ProbeFailures failures,
            ClusterHistory history) {
        this(node, keeper, connector, dialect, settings, failures, history, new Names("", keeper, false));
    }

    public void start() {
        thread.start();
    }

    private void run() {
        try {
            while (!closed) {
                if (observe()) {
                    rest();
                }
            }
        } catch (InterruptedException e) {
            // Only close() interrupts this thread.
        } finally {
            dropSession();
        }
    }

    /** False when it has to be asked again at once. */
    private boolean observe() throws InterruptedException {
        long generation = keeper.topology().node(node).generation();
        patience.begin();
        try {
            Answer answer = ask(generation);
            refusals = 0;
            failures.forget(node);
            keeper.report(new Observation.Probed(
                    node, generation, answer.claim(), answer.epoch(), answer.upstream(), answer.instance()));
        } catch (SQLException e) {
            FailureKind kind = dialect.classify(e);
            if (kind == FailureKind.TIMEOUT && patience.wasPaused()) {
                LOG.info("this JVM stood still: what it missed from {} meanwhile does not count", node);
                return false;
            }
            refusals = kind.needsPeople() ? refusals + 1 : 0;
            failures.remember(node, e);
            LOG.debug("probe of {} failed: {}", node, kind, e);
            // Nobody else looks at this node, so a failure is news also when the node lost its role meanwhile.
            long current = keeper.topology().node(node).generation();
            keeper.report(new Observation.Unreachable(node, current, kind, ProbeFailures.reason(e)));
        } catch (RuntimeException e) {
            // A monitor that ends silently would leave its node as it was last seen, for ever.
            LOG.error("probe of {} failed in an unforeseen way", node, e);
            dropSession();
            refusals++;
            keeper.report(new Observation.Unreachable(node, generation, FailureKind.APPLICATION, e.toString()));
        }
        return true;
    }

    private Answer ask(long generation) throws SQLException, InterruptedException {
        connects.refreshName();
        if (session != null && address.mayLeadElsewhere(session)) {
            dropSession();
        }
        if (session != null) {
            try {
                long start = System.nanoTime();
                Answer answer = session.ask(patience.of(usual.patience(settings.timeout())), history);
                usual.add(Duration.ofNanos(System.nanoTime() - start));
                if (!address.mayLeadToAnotherThan(answer)) {
                    return answer;
                }
                dropSession();
            } catch (SQLException e) {
                dropSession();
                if (dialect.classify(e) == FailureKind.TIMEOUT && !patience.wasPaused()) {
                    // Not a miss yet, but reason enough for the others to look out for a promotion.
                    keeper.report(new Observation.Suspected(node, generation, "is slow to answer"));
                }
            }
        }
        session = connects.open(patience.of(firstAnswer()));
        history.loggedIn(node);
        try {
            return session.ask(patience.of(settings.timeout()), history);
        } catch (SQLException e) {
            dropSession();
            throw e;
        }
    }

    /** How long the node may take to answer on a fresh session. */
    private Duration firstAnswer() {
        Topology topology = keeper.topology();
        boolean mayBeNobody = topology.node(node).epoch() == null
                && Records.isOfOtherFamily(topology, node)
                && settings.timeout().compareTo(OTHER_FAMILY) > 0;
        return mayBeNobody ? OTHER_FAMILY : settings.timeout();
    }

    private void rest() {
        long start = System.nanoTime();
        double jitter = 1 + JITTER * (2 * ThreadLocalRandom.current().nextDouble() - 1);
        while (!closed) {
            Duration elapsed = Duration.ofNanos(System.nanoTime() - start);
            Duration left = pace(jitter).minus(elapsed);
            if (left.isNegative() || left.isZero()) {
                return;
            }
            if (!restFor(left.compareTo(SLICE) < 0 ? left : SLICE)) {
                return;
            }
        }
    }

    /** False when there is news that must not wait for the end of the rest. */
    private boolean restFor(Duration time) {
        if (session == null || time.compareTo(WORTH_LISTENING) < 0) {
            LockSupport.parkNanos(this, time.toNanos());
            return !Thread.interrupted();
        }
        try {
            session.watch(time);
            return true;
        } catch (SQLException e) {
            dropSession();
            return false;
        }
    }

    private Duration pace(double jitter) {
        Topology topology = keeper.topology();
        long now = System.nanoTime();
        FailureKind failure = topology.node(node).failure();
        if (refusals > 0 && failure != null && failure.needsPeople()) {
            return settings.pace().whenRefused(refusals);
        }
        boolean calm = ProbePace.isCalm(topology, node);
        if (calm) {
            outageSince = now;
        }
        Duration rest = settings.pace()
                .rest(
                        topology,
                        node,
                        Duration.ofNanos(now - outageSince),
                        keeper.waitingCalls() > 0,
                        keeper.idleTime());
        return calm ? Duration.ofNanos((long) (rest.toNanos() * jitter)) : rest;
    }

    private void dropSession() {
        if (session != null) {
            session.close();
            session = null;
        }
    }

    /** Ends the thread and its session; returns without waiting for them. */
    @Override
    public void close() {
        closed = true;
        connects.close();
        thread.interrupt();
    }
}
