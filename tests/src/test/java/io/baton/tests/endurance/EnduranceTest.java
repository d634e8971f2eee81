/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.tests.endurance;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.baton.lab.ClusterShape;
import io.baton.lab.PostgresCluster;
import io.baton.lab.PostgresNode;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Nothing is left behind by hundreds of failovers, nor by thousands of connections. */
class EnduranceTest {

    private static final Logger LOG = LoggerFactory.getLogger(EnduranceTest.class);

    private static final int FAILOVERS = Integer.getInteger("baton.endurance.failovers", 120);
    private static final int CONNECTIONS = Integer.getInteger("baton.endurance.connections", 3_000);
    private static final int WARM_UP = 20;
    private static final int WRITERS = 4;
    /** What the JVM itself may have taken meanwhile: compiled code's profiles, caches of the JDK. */
    private static final long HEAP_MARGIN = 6L << 20;

    @Test
    void should_leave_nothing_behind_after_hundreds_of_failovers() throws Exception {
        try (PostgresCluster cluster = PostgresCluster.start(ClusterShape.pair())) {
            cluster.primary().execute("CREATE TABLE entry (id int PRIMARY KEY)");
            String url = "jdbc:baton:postgresql://" + cluster.hosts() + "/app?user=app&password=app";
            AtomicInteger next = new AtomicInteger();
            BitSet acknowledged = new BitSet(1 << 24); // its size must not be seen to grow
            try (HikariDataSource pool = pool(url);
                    Connection plain = DriverManager.getConnection(url);
                    PreparedStatement count = plain.prepareStatement("SELECT count(*) FROM entry WHERE id > ?")) {
                count.setInt(1, 0);
                failOver(cluster, pool, count, next, acknowledged, WARM_UP);
                Footprint before = Footprint.now();
                failOver(cluster, pool, count, next, acknowledged, FAILOVERS - WARM_UP);
                compare(FAILOVERS + " failovers", before);
            }
            BitSet missing = (BitSet) acknowledged.clone();
            missing.andNot(rows(cluster.primary()));
            LOG.info("{} rows acknowledged, {} missing", acknowledged.cardinality(), missing.cardinality());
            assertThat(missing.isEmpty()).isTrue();
        }
    }

    private static HikariDataSource pool(String url) {
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(url);
        config.setMinimumIdle(WRITERS);
        config.setMaximumPoolSize(WRITERS);
        return new HikariDataSource(config);
    }

    private static void failOver(
            PostgresCluster cluster,
            HikariDataSource pool,
            PreparedStatement count,
            AtomicInteger next,
            BitSet acknowledged,
            int times)
            throws Exception {
        for (int i = 0; i < times; i++) {
            AtomicBoolean over = new AtomicBoolean();
            ExecutorService writers = Executors.newFixedThreadPool(WRITERS);
            List<Future<?>> running = new ArrayList<>();
            for (int w = 0; w < WRITERS; w++) {
                running.add(writers.submit(() -> write(pool, next, acknowledged, over)));
            }
            PostgresNode old = cluster.primary();
            old.stopFast();
            cluster.promote(cluster.mostAdvancedStandby());
            count.executeQuery().close();
            over.set(true);
            for (Future<?> writer : running) {
                writer.get(2, TimeUnit.MINUTES);
            }
            writers.shutdown();
            cluster.returnAsStandby(old);
            awaitReplicated(cluster.primary(), old);
        }
        fill(pool);
    }

    /** A standby that was promoted before it had taken up the last timeline would begin one that no other follows. */
    private static void awaitReplicated(PostgresNode primary, PostgresNode standby) throws SQLException {
        long rows = primary.queryLong("SELECT count(*) FROM entry");
        Awaitility.await()
                .pollInterval(Duration.ofMillis(5))
                .until(() -> standby.queryLong("SELECT count(*) FROM entry") == rows);
    }

    /** Two rows a transaction, until one was written after the failover. */
    private static Object write(HikariDataSource pool, AtomicInteger next, BitSet acknowledged, AtomicBoolean over) {
        boolean wroteAfterwards = false;
        while (!wroteAfterwards) {
            boolean last = over.get();
            int id = next.addAndGet(2);
            try (Connection connection = pool.getConnection();
                    PreparedStatement insert = connection.prepareStatement("INSERT INTO entry VALUES (?)")) {
                connection.setAutoCommit(false);
                try {
                    insert.setInt(1, id);
                    insert.executeUpdate();
                    insert.setInt(1, id + 1);
                    insert.executeUpdate();
                    connection.commit();
                    synchronized (acknowledged) {
                        acknowledged.set(id, id + 2);
                    }
                    wroteAfterwards = last;
                } catch (SQLException e) {
                    connection.rollback();
                }
            } catch (SQLException e) {
                LOG.debug("a writer goes on", e);
            }
        }
        return "done";
    }

    /** The pool as full as it was, since it replaces what was in doubt when it finds the time. */
    private static void fill(HikariDataSource pool) throws SQLException {
        List<Connection> all = new ArrayList<>();
        for (int i = 0; i < WRITERS; i++) {
            all.add(pool.getConnection());
        }
        for (Connection connection : all) {
            assertThat(connection.isValid(5)).isTrue();
            connection.close();
        }
    }

    private static BitSet rows(PostgresNode node) throws SQLException {
        BitSet rows = new BitSet();
        try (Connection connection = node.connect();
                java.sql.Statement statement = connection.createStatement();
                java.sql.ResultSet result = statement.executeQuery("SELECT id FROM entry")) {
            while (result.next()) {
                rows.set(result.getInt(1));
            }
        }
        return rows;
    }

    @Test
    void should_leave_nothing_behind_after_thousands_of_connections() throws Exception {
        try (PostgresCluster cluster = PostgresCluster.start(ClusterShape.single())) {
            String url = "jdbc:baton:postgresql://" + cluster.hosts() + "/app?user=postgres";
            try (Connection keepsTheCluster = DriverManager.getConnection(url)) {
                open(url, CONNECTIONS / 10);
                Footprint before = Footprint.now();
                open(url, CONNECTIONS);
                compare(CONNECTIONS + " connections", before);
                assertThat(keepsTheCluster.isValid(5)).isTrue();
            }
        }
    }

    private static void open(String url, int connections) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(4);
        List<Future<?>> running = new ArrayList<>();
        for (int t = 0; t < 4; t++) {
            running.add(threads.submit(() -> {
                for (int i = 0; i < connections / 4; i++) {
                    openOne(url, i);
                }
                return "done";
            }));
        }
        for (Future<?> thread : running) {
            thread.get(2, TimeUnit.MINUTES);
        }
        threads.shutdown();
    }

    /** Some are aborted, some are closed in a transaction, some with a statement open. */
    private static void openOne(String url, int i) throws SQLException {
        Connection connection = DriverManager.getConnection(url);
        connection.setAutoCommit(i % 3 == 0);
        PreparedStatement statement = connection.prepareStatement("SELECT ?::int");
        statement.setInt(1, i);
        statement.executeQuery();
        if (i % 10 == 0) {
            connection.abort(Runnable::run);
        } else {
            connection.close();
        }
    }

    /** What is under way at the end goes away by itself; what leaks stays. */
    private static void compare(String what, Footprint before) {
        LOG.info("before: {}", before);
        Awaitility.await()
                .pollInterval(Duration.ofSeconds(1))
                .pollDelay(Duration.ZERO)
                .untilAsserted(() -> {
                    Footprint after = Footprint.now();
                    LOG.info("after {}: {}", what, after);
                    assertThatNothingIsLeft(before, after);
                });
    }

    private static void assertThatNothingIsLeft(Footprint before, Footprint after) {
        assertThat(after.threads().keySet()).isSubsetOf(before.threads().keySet());
        assertThat(after.sockets()).isLessThanOrEqualTo(before.sockets() + 2);
        assertThat(after.files()).isLessThanOrEqualTo(before.files() + 4);
        assertThat(more(before.instances(), after.instances()))
                .as("instances by class")
                .isEmpty();
        assertThat(after.heapBytes()).isLessThan(before.heapBytes() + HEAP_MARGIN);
    }

    /** The commits of the last second or so are remembered until all replicas have them, ten thousand at most. */
    private static final Set<String> COMMITS_THAT_REPLICAS_MAY_LACK = Set.of(
            "io.baton.driver.internal.outcome.AcknowledgedWrites$Write",
            "io.baton.driver.internal.outcome.PendingCommit$Asked",
            "io.baton.topology.history.PrimaryRun",
            "io.baton.topology.history.ServerRun");

    /** A few of a class come and go with what happens at that moment; what leaks comes by hundreds. */
    private static Map<String, Long> more(Map<String, Long> before, Map<String, Long> after) {
        return after.entrySet().stream()
                .filter(entry -> !COMMITS_THAT_REPLICAS_MAY_LACK.contains(entry.getKey()))
                .filter(entry -> entry.getValue() > before.getOrDefault(entry.getKey(), 0L) + 40)
                .collect(java.util.stream.Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }
}
