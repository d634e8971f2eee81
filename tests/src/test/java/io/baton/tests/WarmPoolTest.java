/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.tests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariPoolMXBean;
import io.baton.lab.Await;
import io.baton.lab.PostgresNode;
import io.baton.pool.WarmDataSource;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** HikariCP per node below the driver. */
class WarmPoolTest extends ClusterTest {

    private static final int SIZE = 4;
    private static final int WARM = 2;

    private WarmDataSource pool;

    @BeforeEach
    void openPool() throws SQLException {
        pool = new WarmDataSource();
        pool.setUrl("jdbc:baton:postgresql://" + cluster.hosts() + "/app?ApplicationName=warm");
        pool.setUser("app");
        pool.setPassword("app");
        pool.setMaximumPoolSize(SIZE);
        pool.setMinimumIdle(WARM);
        pool.setConnectionTimeout(Duration.ofMillis(400));
        pool.getConnection().close();
        awaitWarm();
    }

    @AfterEach
    void closePool() {
        pool.close();
    }

    private void awaitWarm() {
        Awaitility.await()
                .until(() -> pool.pools().values().stream().allMatch(node -> node.getIdleConnections() >= WARM));
    }

    @Test
    void should_go_on_in_a_session_that_was_open_before_the_promotion() throws SQLException {
        try (Connection connection = pool.getConnection()) {
            execute(connection, "INSERT INTO entry VALUES (1)");
            awaitEntries(cluster.mostAdvancedStandby(), 1);
            cluster.primary().kill();
            String beforePromotion;
            try (Connection clock = cluster.mostAdvancedStandby().connectAsAdmin()) {
                beforePromotion = query(clock, "SELECT clock_timestamp()");
            }

            PostgresNode successor = promote();
            execute(connection, "INSERT INTO entry VALUES (2)");

            assertThat(port(connection)).isEqualTo(successor.port());
            assertThat(query(
                            connection,
                            "SELECT backend_start < '" + beforePromotion
                                    + "' FROM pg_stat_activity WHERE pid = pg_backend_pid()"))
                    .as("opened before the promotion")
                    .isEqualTo("t");
        }
    }

    @Test
    void should_leak_no_place_over_failovers_and_aborts() throws Exception {
        for (int round = 0; round < 3; round++) {
            List<Connection> lent = new ArrayList<>();
            for (int i = 0; i < SIZE; i++) {
                lent.add(pool.getConnection());
            }
            PostgresNode old = cluster.primary();
            failOver();
            for (Connection connection : lent) {
                execute(connection, "INSERT INTO entry VALUES (1)");
            }
            lent.get(0).abort(Runnable::run);
            for (Connection connection : lent) {
                connection.close();
            }
            cluster.rejoin(old);
        }
        Awaitility.await()
                .untilAsserted(() -> assertThat(pool.pools().values())
                        .extracting(HikariPoolMXBean::getActiveConnections)
                        .containsOnly(0));
        assertThat(entries(cluster.primary())).isEqualTo(3 * SIZE);
    }

    @Test
    void should_wake_a_call_that_is_blocked_in_a_frozen_primary() throws Exception {
        try (Connection connection = pool.getConnection()) {
            connection.setAutoCommit(false);
            execute(connection, "SELECT 1");
            connection.commit();
            PostgresNode old = cluster.primary();
            old.freeze();
            CompletableFuture<Void> write = inBackground(() -> {
                execute(connection, "INSERT INTO entry VALUES (1)");
                connection.commit();
                return null;
            });
            PostgresNode successor = promote();

            assertThat(write).succeedsWithin(Await.LIMIT);
            assertThat(entries(successor)).isEqualTo(1);
            old.thaw();
        }
    }

    @Test
    void should_lend_a_connection_as_if_it_were_new() throws SQLException {
        cluster.primary().execute("CREATE SCHEMA audit");
        for (int i = 0; i < SIZE; i++) {
            try (Connection connection = pool.getConnection()) {
                connection.setTransactionIsolation(Connection.TRANSACTION_SERIALIZABLE);
                connection.setAutoCommit(false);
                connection.setSchema("audit");
                execute(connection, "INSERT INTO public.entry VALUES (1)"); // Neither committed nor rolled back.
            }
            try (Connection connection = pool.getConnection()) {
                assertThat(connection.getAutoCommit()).isTrue();
                assertThat(connection.getSchema()).isEqualTo("public");
                assertThat(query(connection, "SHOW transaction_isolation")).isEqualTo("read committed");
            }
        }
        assertThat(entries(cluster.primary())).isZero();
    }

    @Test
    void should_lend_nobody_a_session_in_which_somebody_else_set_something_by_sql() throws SQLException {
        for (String text : List.of(
                "SET work_mem = '7MB'",
                "SELECT set_config('work_mem', '7MB', false)",
                "BEGIN; SET work_mem = '7MB'; COMMIT",
                "LISTEN news",
                "SELECT pg_advisory_lock(7)")) {
            String before;
            try (Connection connection = pool.getConnection()) {
                before = query(connection, "SELECT pg_backend_pid()");
                execute(connection, text);
            }
            for (int i = 0; i < 2 * SIZE; i++) {
                try (Connection connection = pool.getConnection()) {
                    assertThat(query(connection, "SELECT pg_backend_pid()"))
                            .as(text)
                            .isNotEqualTo(before);
                }
            }
        }
    }

    @Test
    void should_lend_a_session_again_that_has_nothing_left_of_the_last_use() throws SQLException {
        Set<String> sessions = new HashSet<>();
        for (int i = 0; i < 20 * SIZE; i++) {
            try (Connection connection = pool.getConnection()) {
                sessions.add(query(connection, "SELECT pg_backend_pid()"));
                connection.setAutoCommit(false);
                execute(connection, "SET LOCAL work_mem = '7MB'");
                execute(connection, "SAVEPOINT here");
                execute(connection, "ROLLBACK TO SAVEPOINT here");
                connection.commit();
            }
        }
        assertThat(sessions).hasSizeLessThanOrEqualTo(SIZE);
    }

    @Test
    void should_say_that_all_are_lent_without_blaming_the_node() throws SQLException {
        List<Connection> lent = new ArrayList<>();
        for (int i = 0; i < SIZE; i++) {
            lent.add(pool.getConnection());
        }

        assertThatThrownBy(pool::getConnection)
                .isInstanceOf(SQLTransientConnectionException.class)
                .hasMessageContaining("all " + SIZE + " connections")
                .hasMessageContaining("maximumPoolSize");

        execute(lent.get(0), "INSERT INTO entry VALUES (1)");
        lent.get(1).close();
        try (Connection again = pool.getConnection()) {
            assertThat(port(again)).isEqualTo(cluster.primary().port());
        }
        for (Connection connection : lent) {
            connection.close();
        }
    }

    @Test
    void should_leave_nothing_open_when_it_is_closed() throws SQLException {
        Connection lent = pool.getConnection();
        pool.close();

        assertThat(lent.isClosed()).isTrue();
        assertThatThrownBy(pool::getConnection).hasFieldOrPropertyWithValue("SQLState", "08003");
        for (PostgresNode node : cluster.nodes()) {
            Awaitility.await()
                    .untilAsserted(() -> assertThat(node.queryLongAsAdmin(
                                    "SELECT count(*) FROM pg_stat_activity WHERE usename = 'app'"))
                            .as("sessions on " + node)
                            .isZero());
        }
    }
}
