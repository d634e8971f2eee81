/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.tests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.baton.driver.NoNodeAvailable;
import io.baton.lab.ClusterShape;
import io.baton.lab.PostgresNode;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** All the primary's places for sessions are taken (53300). It is well, and must not be taken for dead. */
class FullServerTest extends ClusterTest {

    private static final String FULL = "53300";

    private final List<Connection> others = new ArrayList<>();

    @Override
    ClusterShape shape() {
        return ClusterShape.trio().withConnections(20);
    }

    @AfterEach
    void emptyServer() throws SQLException {
        for (Connection other : others) {
            other.close();
        }
    }

    private void fill(PostgresNode node) {
        SQLException refused = catchThrowableOfType(SQLException.class, () -> {
            while (true) {
                others.add(node.connect());
            }
        });
        assertThat(refused.getSQLState()).isEqualTo(FULL);
    }

    /** Waits until the monitor has asked the node for some seconds. */
    private static void awaitProbes(PostgresNode node) throws SQLException {
        String newest = "SELECT extract(epoch FROM max(query_start))::bigint FROM pg_stat_activity"
                + " WHERE application_name = 'baton-monitor'";
        long before = node.queryLongAsAdmin(newest);
        Awaitility.await().until(() -> node.queryLongAsAdmin(newest) >= before + 3);
    }

    private static String backend(Connection connection) throws SQLException {
        return query(connection, "SELECT pg_backend_pid()");
    }

    @Test
    void should_go_on_in_the_sessions_that_it_has() throws Exception {
        try (Connection connection = connect()) {
            String before = backend(connection);
            fill(cluster.primary());
            awaitProbes(cluster.primary()); // Nothing is to come of them.

            execute(connection, "INSERT INTO entry VALUES (1)");

            assertThat(backend(connection)).isEqualTo(before);
        }
    }

    @Test
    void should_say_what_the_server_said_when_no_place_gets_free_in_time() throws Exception {
        url += "&baton.failoverTimeout=5s&baton.suspectAfter=1m&baton.probeTimeout=1m";
        try (Connection first = connect()) {
            fill(cluster.primary());
            Connection second = connect(); // To a replica, for the time being.

            NoNodeAvailable failure =
                    catchThrowableOfType(NoNodeAvailable.class, () -> execute(second, "INSERT INTO entry VALUES (1)"));

            assertThat(failure.getMessage()).contains(cluster.primary().port() + " PRIMARY UP");
            assertThat(((SQLException) failure.getCause()).getSQLState()).isEqualTo(FULL);
            execute(first, "INSERT INTO entry VALUES (2)");
            assertThat(entries()).isEqualTo(1);
        }
    }

    @Test
    void should_go_on_soon_after_a_place_gets_free() throws Exception {
        try (Connection first = connect()) {
            String before = backend(first);
            fill(cluster.primary());
            CompletableFuture<Connection> waiting = inBackground(() -> {
                Connection second = connect();
                execute(second, "INSERT INTO entry VALUES (1)");
                return second;
            });
            TimeUnit.MILLISECONDS.sleep(500);
            assertThat(waiting).isNotDone();

            others.remove(0).close();

            try (Connection second = waiting.get(2, TimeUnit.MINUTES)) {
                assertThat(port(second)).isEqualTo(cluster.primary().port());
            }
            assertThat(backend(first)).isEqualTo(before);
        }
    }

    @Test
    void should_begin_when_a_place_gets_free_if_the_server_was_full_from_the_start() throws Exception {
        fill(cluster.primary());
        CompletableFuture<Connection> connecting = inBackground(() -> {
            Connection connection = connect();
            execute(connection, "INSERT INTO entry VALUES (1)");
            return connection;
        });
        TimeUnit.SECONDS.sleep(1);
        assertThat(connecting).isNotDone();

        others.remove(0).close();
        others.remove(0).close(); // One for the monitor, one for the application.

        try (Connection connection = connecting.get(2, TimeUnit.MINUTES)) {
            assertThat(port(connection)).isEqualTo(cluster.primary().port());
        }
    }

    private long entries() throws SQLException {
        others.remove(0).close();
        return Awaitility.await().ignoreExceptions().until(() -> entries(cluster.primary()), found -> true);
    }
}
