/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.tests.detection;

import static org.assertj.core.api.Assertions.assertThat;

import io.baton.driver.internal.cluster.Cluster;
import io.baton.driver.internal.cluster.ConnectionSource;
import io.baton.driver.internal.cluster.Intent;
import io.baton.driver.internal.cluster.NodeInDoubt;
import io.baton.driver.internal.cluster.PhysicalConnection;
import io.baton.driver.internal.cluster.VendorDriver;
import io.baton.driver.internal.config.BatonUrl;
import io.baton.driver.internal.config.ClusterConfig;
import io.baton.driver.internal.jdbc.FailoverConnection;
import io.baton.driver.internal.queue.Ticket;
import io.baton.driver.internal.session.LogicalSession;
import io.baton.lab.ClusterShape;
import io.baton.lab.PostgresCluster;
import io.baton.lab.PostgresNode;
import io.baton.topology.Health;
import io.baton.topology.Node;
import io.baton.topology.NodeAddress;
import io.baton.topology.Observation;
import io.baton.topology.Topology;
import io.baton.topology.TopologyChange;
import io.baton.topology.TopologyKeeper;
import io.baton.topology.TopologyRules;
import io.baton.topology.dialect.Dialect;
import io.baton.topology.dialect.PostgresDialect;
import io.baton.topology.history.ClusterHistory;
import io.baton.topology.probe.NodeMonitor;
import io.baton.topology.probe.ProbeFailures;
import io.baton.topology.probe.ProbePace;
import io.baton.topology.probe.ProbeSettings;
import io.baton.topology.time.Deadline;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLTimeoutException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Properties;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What must not be taken for evidence against a node. One real server, well all the time. */
class EvidenceTest {

    /** So long that the real server is never late. */
    private static final Duration PROBE_TIMEOUT = Duration.ofSeconds(2);

    private static PostgresCluster lab;

    /** Everything that the node was found to be after it was found to be well. */
    private final Queue<Health> found = new ConcurrentLinkedQueue<>();

    private final CountDownLatch told = new CountDownLatch(1);

    @BeforeAll
    static void start() {
        lab = PostgresCluster.start(ClusterShape.single());
    }

    @AfterAll
    static void stop() {
        lab.close();
    }

    private void note(TopologyChange change, Topology current) {
        if (change instanceof TopologyChange.NodeChanged changed
                && changed.after().address().equals(Watch.address(lab.primary()))) {
            found.add(changed.after().health());
        } else if (change instanceof TopologyChange.NodeListed) {
            told.countDown();
        }
    }

    /** Listeners are told in order: who has heard of this one has heard of all that came before. */
    private void awaitTold(TopologyKeeper keeper) {
        keeper.report(new Observation.Listed(new NodeAddress("127.0.0.1", 1), "the end of the test"));
        Awaitility.await().until(() -> told.getCount() == 0);
    }

    private static void awaitWell(TopologyKeeper keeper) {
        Awaitility.await().until(() -> keeper.topology().primary() != null);
    }

    @Test
    void should_not_count_what_was_missed_while_this_thread_stood_still() throws InterruptedException {
        assertThat(healthsAfterMissedProbe(PROBE_TIMEOUT.multipliedBy(5))).containsOnly(Health.UP);
    }

    @Test
    void should_count_what_was_missed_while_this_thread_ran() throws InterruptedException {
        assertThat(healthsAfterMissedProbe(Duration.ZERO)).contains(Health.DOWN);
    }

    /** A probe and the one after it on a fresh session find no answer; the first of them after a pause of this JVM. */
    private Queue<Health> healthsAfterMissedProbe(Duration pause) throws InterruptedException {
        PostgresDialect real = new PostgresDialect();
        AtomicInteger toMiss = new AtomicInteger();
        AtomicInteger answered = new AtomicInteger();
        Dialect dialect = (Dialect) Proxy.newProxyInstance(
                Dialect.class.getClassLoader(), new Class<?>[] {Dialect.class}, (self, method, a) -> {
                    if (method.getName().equals("ask")) {
                        int left = toMiss.getAndUpdate(n -> Math.max(0, n - 1));
                        if (left > 0) {
                            LockSupport.parkNanos(left == 2 ? pause.toNanos() : 0);
                            throw new SQLTimeoutException("no answer in time", "08001");
                        }
                        answered.incrementAndGet();
                    }
                    try {
                        return method.invoke(real, a);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
        NodeAddress node = Watch.address(lab.primary());
        Duration often = Duration.ofMillis(50);
        ProbeSettings settings = new ProbeSettings(
                new ProbePace(often, often, Duration.ofHours(1), often, often),
                PROBE_TIMEOUT,
                PROBE_TIMEOUT,
                Duration.ofSeconds(5));
        try (TopologyKeeper keeper = new TopologyKeeper("app", Topology.of(List.of(node)), new TopologyRules(1, 1));
                NodeMonitor monitor = new NodeMonitor(
                        node,
                        keeper,
                        (address, timeout) ->
                                DriverManager.getConnection(lab.primary().jdbcUrl()),
                        dialect,
                        settings,
                        new ProbeFailures(),
                        new ClusterHistory())) {
            monitor.start();
            awaitWell(keeper);
            found.add(Health.UP);
            keeper.addListener(this::note);
            toMiss.set(2);
            Awaitility.await().until(() -> toMiss.get() == 0);
            int before = answered.get();
            Awaitility.await().until(() -> answered.get() > before + 5);
            awaitTold(keeper);
            return found;
        }
    }

    @Test
    void should_not_suspect_a_node_that_was_not_even_asked() throws SQLException {
        SQLException notAsked = new NodeInDoubt("no connection", Node.unobserved(Watch.address(lab.primary())));

        assertThat(healthsAfter(notAsked)).containsOnly(Health.UP);
    }

    @Test
    void should_suspect_a_node_that_was_asked_and_did_not_answer() throws SQLException {
        assertThat(healthsAfter(new SQLTimeoutException("no answer in time", "08001")))
                .contains(Health.SUSPECT);
    }

    /** The first login fails in that way, a later one succeeds. */
    private Queue<Health> healthsAfter(SQLException failure) throws SQLException {
        AtomicBoolean fails = new AtomicBoolean(true);
        Cluster cluster = new Cluster(config(), vendor -> new FailingOnce(vendor, failure, fails));
        try {
            awaitWell(cluster.keeper());
            found.add(Health.UP);
            cluster.keeper().addListener(this::note);
            // A node that is not suspected gives no reason to look again, but the deadline.
            Ticket ticket = new Ticket(Deadline.after(Duration.ofSeconds(2)), () -> false);
            try {
                cluster.router().lease(Intent.WRITE, ticket).close();
            } catch (SQLException e) {
                assertThat(e.getCause()).isSameAs(failure);
            }
            assertThat(fails).isFalse();
            awaitTold(cluster.keeper());
            return found;
        } finally {
            cluster.close();
        }
    }

    private static ClusterConfig config() {
        PostgresNode primary = lab.primary();
        Properties user = new Properties();
        user.setProperty("user", "app");
        user.setProperty("password", "app");
        return BatonUrl.parse(
                "jdbc:baton:postgresql://" + primary.host() + ":" + primary.port()
                        + "/app?baton.probeInterval=100ms&baton.probeTimeout=10s&baton.suspectAfter=10s",
                user);
    }

    @Test
    void should_not_give_up_a_node_one_of_whose_sessions_is_ended() throws SQLException {
        Cluster cluster = new Cluster(config(), vendor -> vendor);
        try (Connection connection = new FailoverConnection(new LogicalSession(cluster), () -> {})) {
            awaitWell(cluster.keeper());
            found.add(Health.UP);
            cluster.keeper().addListener(this::note);
            String backend = backend(connection);

            lab.primary().executeAsAdmin("SELECT pg_terminate_backend(" + backend + ")");

            try (Statement statement = connection.createStatement()) {
                statement.executeQuery("SELECT rolname FROM pg_roles"); // A read is run again.
            }
            assertThat(backend(connection)).isNotEqualTo(backend);
            Awaitility.await().until(() -> cluster.topology().primary() != null);
            awaitTold(cluster.keeper());
            assertThat(found).doesNotContain(Health.DOWN);
        } finally {
            cluster.close();
        }
    }

    private static String backend(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT pg_backend_pid()")) {
            row.next();
            return row.getString(1);
        }
    }

    private record FailingOnce(VendorDriver vendor, SQLException failure, AtomicBoolean fails)
            implements ConnectionSource {
        @Override
        public PhysicalConnection open(NodeAddress node, Ticket ticket, BooleanSupplier useless) throws SQLException {
            if (fails.getAndSet(false)) {
                throw failure;
            }
            return vendor.open(node, ticket, useless);
        }
    }
}
