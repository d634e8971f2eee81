/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.tests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.baton.lab.Await;
import io.baton.lab.PostgresNode;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLTimeoutException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Ending a call from another thread waits for nobody, and what was ended stays ended. */
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class ConcurrencyTest extends ClusterTest {

    /** Longer than any test, as are the statements: nothing but what the test does ends a call. */
    @BeforeEach
    void waitForEver() {
        url += "&baton.failoverTimeout=1h";
    }

    @Test
    void should_cancel_a_running_statement() throws Exception {
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            CompletableFuture<Boolean> call = inBackground(() -> statement.execute("SELECT pg_sleep(600)"));
            awaitRunning(cluster.primary(), "pg_sleep");

            promptly(statement::cancel);

            assertThat(stateOf(call)).isEqualTo("57014");
            assertThat(query(connection, "SELECT 1")).isEqualTo("1");
        }
    }

    @Test
    void should_cancel_the_wait_for_a_primary_and_keep_the_connection() throws Exception {
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            cluster.primary().kill();
            CompletableFuture<Integer> call =
                    inBackground(() -> statement.executeUpdate("INSERT INTO entry VALUES (1)"));

            Awaitility.await().until(() -> {
                statement.cancel(); // Until the call has come so far as to wait.
                return call.isDone();
            });

            assertThat(stateOf(call)).isIn("57014", "08007");
            PostgresNode successor = promote();
            if (!connection.isClosed()) {
                execute(connection, "INSERT INTO entry VALUES (2)");
                assertThat(entries(successor)).isEqualTo(1);
            }
        }
    }

    @Test
    void should_return_at_once_from_ending_a_call_in_a_frozen_server() throws Exception {
        Connection connection = connect();
        Statement statement = connection.createStatement();
        cluster.primary().freeze();
        CompletableFuture<Boolean> call = inBackground(() -> statement.execute("SELECT pg_sleep(600)"));

        promptly(statement::cancel);
        promptly(connection::isClosed);
        promptly(() -> connection.abort(Runnable::run));

        assertThat(stateOf(call)).isNotNull();
        assertFinal(connection);
    }

    @Test
    void should_close_while_a_call_waits_for_a_primary() throws Exception {
        Connection connection = connect();
        cluster.primary().kill();
        CompletableFuture<String> call = inBackground(() -> query(connection, "SELECT count(*) FROM entry"));

        promptly(connection::close);

        assertThat(stateOf(call)).isNotNull();
        assertFinal(connection);
        promote();
        assertFinal(connection);
    }

    @Test
    void should_abort_a_running_statement_for_good() throws Exception {
        Connection connection = connect();
        CompletableFuture<String> call = inBackground(() -> query(connection, "SELECT pg_sleep(600)"));
        awaitRunning(cluster.primary(), "pg_sleep");

        promptly(() -> connection.abort(Runnable::run));

        assertThat(stateOf(call)).isNotNull();
        assertFinal(connection);
    }

    @Test
    void should_bound_a_wait_for_a_primary_by_the_query_timeout() throws Exception {
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            statement.setQueryTimeout(2);
            cluster.primary().kill();

            assertThatThrownBy(() -> statement.executeQuery("SELECT count(*) FROM entry"))
                    .isInstanceOf(SQLTimeoutException.class)
                    .hasFieldOrPropertyWithValue("SQLState", "57014");

            promote();
            assertThat(statement.getQueryTimeout()).isEqualTo(2);
            assertThat(statement.execute("INSERT INTO entry VALUES (1)")).isFalse();
        }
    }

    @Test
    void should_end_a_wait_that_is_interrupted_and_leave_the_flag() throws Exception {
        Connection connection = connect();
        cluster.primary().kill();
        AtomicReference<Boolean> flag = new AtomicReference<>();
        CompletableFuture<SQLException> failure = new CompletableFuture<>();
        Thread waiting = TestThreads.unstarted(() -> {
            try {
                query(connection, "SELECT count(*) FROM entry");
            } catch (SQLException e) {
                flag.set(Thread.currentThread().isInterrupted());
                failure.complete(e);
            }
        });
        waiting.start();
        Awaitility.await().until(() -> waiting.getState() == Thread.State.TIMED_WAITING);

        waiting.interrupt();

        assertThat(failure.get(2, TimeUnit.MINUTES).getSQLState()).isEqualTo("57014");
        assertThat(flag.get()).isTrue();
        connection.close();
    }

    /** As on the vendor's driver, which never waits for anything but its socket. */
    @Test
    void should_not_mind_an_interrupt_where_nothing_is_waited_for() throws Exception {
        CompletableFuture<Boolean> flag = new CompletableFuture<>();
        try (Connection connection = connect()) {
            Thread interrupted = new Thread(() -> {
                Thread.currentThread().interrupt();
                try {
                    connection.setReadOnly(true);
                    query(connection, "SELECT 1");
                    connection.setReadOnly(false);
                    execute(connection, "INSERT INTO entry VALUES (1)");
                    flag.complete(Thread.currentThread().isInterrupted());
                } catch (SQLException e) {
                    flag.completeExceptionally(e);
                }
            });
            interrupted.start();

            assertThat(flag.get(2, TimeUnit.MINUTES)).isTrue();
        }
        assertThat(entries(cluster.primary())).isOne();
    }

    @Test
    void should_let_several_threads_share_a_connection_over_a_failover() throws Exception {
        try (Connection connection = connect()) {
            List<CompletableFuture<Integer>> readers = new ArrayList<>();
            CompletableFuture<Boolean> promoted = new CompletableFuture<>();
            for (int i = 0; i < 4; i++) {
                readers.add(inBackground(() -> {
                    int reads = 0;
                    int afterwards = 0;
                    while (afterwards < 20) {
                        query(connection, "SELECT count(*) FROM entry");
                        reads++;
                        afterwards += promoted.isDone() ? 1 : 0;
                    }
                    return reads;
                }));
            }

            failOver();
            promoted.complete(true);

            for (CompletableFuture<Integer> reader : readers) {
                assertThat(reader.get(2, TimeUnit.MINUTES)).isGreaterThanOrEqualTo(20);
            }
        }
    }

    @FunctionalInterface
    private interface Ending {
        void run() throws SQLException;
    }

    /** Sooner than the call ends by itself. */
    private static void promptly(Ending ending) {
        assertThat(inBackground(() -> {
                    ending.run();
                    return null;
                }))
                .succeedsWithin(Await.LIMIT);
    }

    private static String stateOf(CompletableFuture<?> call) throws Exception {
        try {
            call.get(2, TimeUnit.MINUTES);
        } catch (ExecutionException e) {
            return ((SQLException) e.getCause()).getSQLState();
        }
        throw new AssertionError("the call has not failed");
    }

    private static void assertFinal(Connection connection) throws SQLException {
        assertThat(connection.isClosed()).isTrue();
        assertThatThrownBy(connection::createStatement).hasFieldOrPropertyWithValue("SQLState", "08003");
    }
}
