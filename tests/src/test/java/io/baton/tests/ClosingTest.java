/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.tests;

import static org.assertj.core.api.Assertions.assertThat;

import io.baton.lab.Await;
import io.baton.lab.PostgresNode;
import io.baton.topology.TopologyKeeper;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Closing while something is under way, and what is left afterwards. */
class ClosingTest extends ClusterTest {

    /** Longer than any test: nothing but what the test does can end a wait. */
    @BeforeEach
    void waitForEver() {
        url += "&baton.failoverTimeout=1h";
    }

    /** A read, which waits also when it had been sent before anybody knew that the primary is gone: a write would be told. */
    private CompletableFuture<String> waitingCall(Connection connection) {
        cluster.primary().kill();
        CompletableFuture<String> waiting = inBackground(() -> query(connection, "SELECT count(*) FROM entry"));
        Awaitility.await()
                .until(() -> Thread.getAllStackTraces().values().stream()
                        .flatMap(Arrays::stream)
                        .anyMatch(frame -> frame.getClassName().equals(TopologyKeeper.class.getName())
                                && frame.getMethodName().equals("await")));
        return waiting;
    }

    @Test
    void should_close_while_a_call_waits_for_a_primary_and_end_that_call() throws SQLException {
        Connection connection = connect();
        CompletableFuture<String> waiting = waitingCall(connection);

        assertThat(inBackground(() -> {
                    connection.close();
                    return null;
                }))
                .succeedsWithin(Await.LIMIT);
        assertThat(waiting).failsWithin(Await.LIMIT);
    }

    @Test
    void should_stay_aborted() throws SQLException {
        Connection connection = connect();
        CompletableFuture<String> waiting = waitingCall(connection);

        connection.abort(Runnable::run);
        promote();

        assertThat(waiting).failsWithin(Await.LIMIT);
        assertThat(connection.isClosed()).isTrue();
    }

    @Test
    void should_wake_a_call_that_runs_when_it_is_aborted() throws SQLException {
        Connection connection = connect();
        CompletableFuture<String> read = inBackground(() -> query(connection, "SELECT pg_sleep(600)"));
        awaitRunning(cluster.primary(), "pg_sleep(600)");

        connection.abort(Runnable::run);

        assertThat(read).failsWithin(Await.LIMIT);
        assertThat(connection.isClosed()).isTrue();
    }

    @Test
    void should_not_wait_longer_than_the_statements_own_limit() throws SQLException {
        try (Connection connection = connect();
                var statement = connection.createStatement()) {
            statement.setQueryTimeout(1);
            cluster.nodes().forEach(PostgresNode::kill);
            CompletableFuture<Void> write = inBackground(() -> {
                statement.execute("SELECT 1");
                return null;
            });
            assertThat(write).failsWithin(Await.LIMIT);
        }
    }

    @Test
    void should_leave_no_session_behind_after_failovers() throws SQLException {
        List<Connection> connections = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            connections.add(DriverManager.getConnection(url + "&ApplicationName=leak"));
        }
        for (int round = 0; round < 3; round++) {
            PostgresNode old = cluster.primary();
            failOver();
            for (Connection connection : connections) {
                execute(connection, "INSERT INTO entry VALUES (1)");
            }
            cluster.rejoin(old);
        }
        for (Connection connection : connections) {
            connection.close();
        }

        for (PostgresNode node : cluster.nodes()) {
            Awaitility.await()
                    .untilAsserted(() -> assertThat(node.queryLongAsAdmin(
                                    "SELECT count(*) FROM pg_stat_activity WHERE application_name = 'leak'"))
                            .as("sessions on " + node)
                            .isZero());
        }
    }
}
