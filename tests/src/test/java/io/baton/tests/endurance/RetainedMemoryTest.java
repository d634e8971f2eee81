/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.tests.endurance;

import static org.assertj.core.api.Assertions.assertThat;

import io.baton.lab.ClusterShape;
import io.baton.lab.PostgresCluster;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Baton's share of what an idle connection and a statement retain: what many of them add to the live heap, less what as many of
 * the vendor's add.
 */
class RetainedMemoryTest {

    private static final Logger LOG = LoggerFactory.getLogger(RetainedMemoryTest.class);

    private static final int CONNECTIONS = 60;
    private static final int STATEMENTS = 5000;
    private static final int MEASUREMENTS = 5;
    private static final String RAW = "jdbc:postgresql://";
    private static final String BATON = "jdbc:baton:postgresql://";

    private static PostgresCluster cluster;

    @BeforeAll
    static void start() {
        cluster = PostgresCluster.start(ClusterShape.single());
    }

    @AfterAll
    static void stop() {
        cluster.close();
    }

    @Test
    void should_keep_an_idle_connection_under_a_kibibyte() throws Exception {
        try (Connection joins = connect(BATON)) {
            perConnection(RAW); // so that both ways have loaded their classes
            perConnection(BATON);
            assertThatOneIsWithin(100, 1024, () -> {
                long raw = perConnection(RAW);
                long share = perConnection(BATON) - raw;
                LOG.info("an idle connection retains {} bytes, and {} more of Baton's", raw, share);
                return share;
            });
            assertThat(joins.isClosed()).isFalse();
        }
    }

    @Test
    void should_keep_a_prepared_statement_under_300_bytes() throws Exception {
        assertThatOneIsWithin(50, 300, () -> {
            long without = perStatement(BATON, 0) - perStatement(RAW, 0);
            long with = perStatement(BATON, 4) - perStatement(RAW, 4);
            LOG.info("a prepared statement retains {} bytes of Baton's, {} with 4 parameters", without, with);
            return without;
        });
    }

    /** What else lives in this JVM comes and goes between two looks; what Baton retains is there each time. */
    private static void assertThatOneIsWithin(long least, long most, Callable<Long> measurement) throws Exception {
        List<Long> measured = new ArrayList<>();
        while (measured.isEmpty() || (isOutside(measured, least, most) && measured.size() < MEASUREMENTS)) {
            measured.add(measurement.call());
        }
        assertThat(measured).last().asInstanceOf(InstanceOfAssertFactories.LONG).isBetween(least, most);
    }

    private static boolean isOutside(List<Long> measured, long least, long most) {
        long last = measured.get(measured.size() - 1);
        return last < least || last > most;
    }

    private static long perConnection(String prefix) throws Exception {
        List<Connection> connections = new ArrayList<>(CONNECTIONS);
        long before = liveBytes();
        for (int i = 0; i < CONNECTIONS; i++) {
            connections.add(connect(prefix));
        }
        long after = liveBytes();
        for (Connection connection : connections) {
            connection.close();
        }
        return (after - before) / CONNECTIONS;
    }

    private static Connection connect(String prefix) throws SQLException {
        return DriverManager.getConnection(prefix + cluster.hosts() + "/app?user=postgres");
    }

    private static long perStatement(String prefix, int parameters) throws Exception {
        String sql = "SELECT 1" + ", ?::int".repeat(parameters);
        try (Connection connection = connect(prefix)) {
            prepare(connection, sql, parameters);
            long before = liveBytes();
            List<PreparedStatement> statements = prepare(connection, sql, parameters);
            long after = liveBytes();
            assertThat(statements.get(0).isClosed()).isFalse();
            return (after - before) / STATEMENTS;
        }
    }

    private static List<PreparedStatement> prepare(Connection connection, String sql, int parameters)
            throws SQLException {
        List<PreparedStatement> statements = new ArrayList<>(STATEMENTS);
        for (int i = 0; i < STATEMENTS; i++) {
            PreparedStatement statement = connection.prepareStatement(sql);
            for (int p = 1; p <= parameters; p++) {
                statement.setInt(p, 1000 + p);
            }
            statements.add(statement);
        }
        return statements;
    }

    private static long liveBytes() throws Exception {
        long least = Long.MAX_VALUE;
        for (int i = 0; i < 3; i++) {
            least = Math.min(least, Footprint.now().liveBytes());
        }
        return least;
    }
}
