/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.tests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariPoolMXBean;
import io.baton.driver.CommitOutcomeUnknown;
import io.baton.lab.Await;
import io.baton.lab.PostgresNode;
import io.baton.pool.WarmDataSource;
import io.baton.topology.NodeAddress;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A pool below the driver, and what must not become of its places, sessions and threads when something breaks. */
class WarmPoolFaultTest extends ClusterTest {

    private static final int SIZE = 4;
    private static final int IDLE = 2;

    private final WarmDataSource warm = new WarmDataSource();

    @BeforeEach
    void configure() {
        warm.setUrl(url);
        warm.setMaximumPoolSize(SIZE);
        warm.setMinimumIdle(IDLE);
        warm.setConnectionTimeout(Duration.ofMillis(500));
    }

    @AfterEach
    void close() {
        warm.close();
    }

    @Test
    void should_lose_no_place_over_many_failures() throws Exception {
        PostgresNode primary = cluster.primary();
        for (int round = 0; round < 10; round++) {
            try (Connection ended = warm.getConnection();
                    Connection aborted = warm.getConnection();
                    Connection kept = warm.getConnection()) {
                ended.setAutoCommit(false);
                String backend = query(ended, "SELECT pg_backend_pid()");
                ended.commit();
                primary.executeAsAdmin("SELECT pg_terminate_backend(" + backend + ", 5000)");
                assertThat(query(ended, "SELECT pg_backend_pid()")).isNotEqualTo(backend);
                aborted.abort(Runnable::run);
                execute(kept, "INSERT INTO entry VALUES (" + round + ")");
            }
        }
        awaitNoneLent();
        assertThatAllPlacesAreFree();
    }

    @Test
    void should_lose_no_place_over_failovers() throws Exception {
        awaitStarted();
        for (int round = 0; round < 3; round++) {
            PostgresNode old = cluster.primary();
            try (Connection idle = warm.getConnection();
                    Connection busy = warm.getConnection()) {
                busy.setAutoCommit(false);
                execute(busy, "INSERT INTO entry VALUES (1)");
                failOver();
                execute(idle, "INSERT INTO entry VALUES (2)");
                execute(busy, "INSERT INTO entry VALUES (3)");
                busy.rollback();
                execute(busy, "INSERT INTO entry VALUES (4)");
                busy.commit();
            }
            cluster.rejoin(old);
            awaitWarm(cluster.nodes());
        }
        awaitNoneLent();
        assertThatAllPlacesAreFree();
    }

    @Test
    void should_return_from_close_that_rolls_back_on_a_frozen_primary() throws Exception {
        Connection connection = warm.getConnection();
        connection.setAutoCommit(false);
        execute(connection, "INSERT INTO entry VALUES (1)");
        cluster.primary().freeze();

        CompletableFuture<Void> close = inBackground(() -> {
            connection.close();
            return null;
        });

        assertThat(close).succeedsWithin(Await.LIMIT);
        awaitNoneLent();
    }

    @Test
    void should_take_back_what_the_application_set() throws SQLException {
        warm.setMaximumPoolSize(1);
        warm.setMinimumIdle(1);
        String backend;
        String path;
        try (Connection connection = warm.getConnection()) {
            backend = query(connection, "SELECT pg_backend_pid()");
            path = query(connection, "SHOW search_path");
            connection.setTransactionIsolation(Connection.TRANSACTION_SERIALIZABLE);
            connection.setSchema("pg_catalog");
            connection.setNetworkTimeout(Runnable::run, 20_000);
            connection.setAutoCommit(false);
            execute(connection, "INSERT INTO public.entry VALUES (1)");
        }
        try (Connection connection = warm.getConnection()) {
            assertThat(query(connection, "SELECT pg_backend_pid()")).isEqualTo(backend);
            assertThat(connection.getAutoCommit()).isTrue();
            assertThat(connection.isReadOnly()).isFalse();
            assertThat(connection.getNetworkTimeout()).isZero();
            assertThat(query(connection, "SHOW search_path")).isEqualTo(path);
            assertThat(query(connection, "SHOW transaction_isolation")).isEqualTo("read committed");
            assertThat(query(connection, "SELECT count(*) FROM entry")).isEqualTo("0");
            execute(connection, "BEGIN");
            execute(connection, "INSERT INTO entry VALUES (2)");
        }
        try (Connection connection = warm.getConnection()) {
            assertThat(query(connection, "SELECT count(*) FROM entry")).isEqualTo("0");
        }
    }

    @Test
    void should_keep_a_session_whose_application_raised_what_looks_like_its_end() throws SQLException {
        try (Connection connection = warm.getConnection()) {
            String backend = query(connection, "SELECT pg_backend_pid()");
            for (String state : List.of("08006", "0A000", "57P01")) {
                assertThatThrownBy(() ->
                                execute(connection, "DO $$ BEGIN RAISE 'mine' USING ERRCODE = '" + state + "'; END $$"))
                        .hasFieldOrPropertyWithValue("SQLState", state)
                        .hasMessageContaining("mine");
            }
            assertThat(query(connection, "SELECT pg_backend_pid()")).isEqualTo(backend);
        }
    }

    @Test
    void should_say_that_all_connections_are_lent_and_not_blame_the_node() throws Exception {
        List<Connection> lent = new ArrayList<>();
        for (int i = 0; i < SIZE; i++) {
            lent.add(warm.getConnection());
        }

        assertThatThrownBy(warm::getConnection)
                .isInstanceOf(SQLTransientConnectionException.class)
                .hasMessageContaining("all " + SIZE)
                .hasMessageContaining("500 ms")
                .hasMessageContaining("maximumPoolSize");

        assertThat(backends(cluster.primary())).hasSize(SIZE);
        for (Connection connection : lent) {
            execute(connection, "INSERT INTO entry VALUES (1)"); // A suspect node would let it wait for a probe.
        }
        CompletableFuture<Connection> next = inBackground(this::connectWhenThereIsRoom);
        lent.remove(0).close();
        lent.add(next.get(2, TimeUnit.MINUTES));
        for (Connection connection : lent) {
            connection.close();
        }
        awaitNoneLent();
        assertThatAllPlacesAreFree();
    }

    @Test
    void should_start_while_a_node_is_dead_and_warm_up_when_it_is_back() throws SQLException {
        PostgresNode dead = cluster.standbys().get(0);
        dead.kill();

        awaitStarted();

        dead.start();
        awaitWarm(cluster.nodes());
    }

    @Test
    void should_not_wait_for_a_node_that_does_not_answer_when_it_starts_nor_when_it_is_closed() {
        warm.setUrl(url + "&baton.connectTimeout=5m");
        PostgresNode silent = cluster.standbys().get(0);
        silent.freeze();
        try {
            assertThat(inBackground(() -> {
                        awaitStarted();
                        warm.close();
                        return null;
                    }))
                    .succeedsWithin(Await.LIMIT);
        } finally {
            silent.thaw();
        }
    }

    @Test
    void should_end_the_sessions_and_threads_when_closed() throws Exception {
        Connection idle = warm.getConnection();
        Connection busy = warm.getConnection();
        awaitWarm(cluster.standbys());
        CompletableFuture<Void> call = inBackground(() -> {
            execute(busy, "SELECT pg_sleep(3)"); // The server notices the end of the session no earlier.
            return null;
        });
        awaitRunning(cluster.primary(), "pg_sleep(3)");

        warm.close();

        assertThat(call).failsWithin(Await.LIMIT);
        assertThat(idle.isClosed()).isTrue();
        assertThatThrownBy(warm::getConnection).hasFieldOrPropertyWithValue("SQLState", "08003");
        Awaitility.await().untilAsserted(() -> {
            for (PostgresNode node : cluster.nodes()) {
                assertThat(backends(node)).isEmpty();
            }
            assertThat(threads()).isEmpty();
        });
    }

    @Test
    void should_report_an_unknown_outcome_and_free_the_place() throws Exception {
        try (Connection connection = warm.getConnection()) {
            CompletableFuture<Void> write = inBackground(() -> {
                execute(connection, "INSERT INTO entry SELECT 1 FROM pg_sleep(600)");
                return null;
            });
            awaitRunning(cluster.primary(), "pg_sleep(600)");
            failOver();
            assertThat(write)
                    .failsWithin(Await.LIMIT)
                    .withThrowableThat()
                    .havingCause()
                    .isInstanceOf(CommitOutcomeUnknown.class);
        }
        awaitNoneLent();
        assertThatAllPlacesAreFree();
    }

    /** However long the machine takes to give a connection back. */
    private Connection connectWhenThereIsRoom() throws SQLException {
        while (true) {
            try {
                return warm.getConnection();
            } catch (SQLTransientConnectionException allAreLent) {
                Thread.onSpinWait();
            }
        }
    }

    private void awaitStarted() throws SQLException {
        try (Connection connection = warm.getConnection()) {
            assertThat(port(connection)).isEqualTo(cluster.primary().port());
        }
    }

    /** Waits until the pools of these nodes have their idle connections. */
    private void awaitWarm(Collection<PostgresNode> nodes) {
        Awaitility.await().untilAsserted(() -> {
            for (PostgresNode node : nodes) {
                assertThat(pool(node).getIdleConnections()).as(node.name()).isGreaterThanOrEqualTo(IDLE);
                assertThat(backends(node)).as(node.name()).hasSizeGreaterThanOrEqualTo(IDLE);
            }
        });
    }

    private void awaitNoneLent() {
        Awaitility.await()
                .untilAsserted(() -> assertThat(warm.pools().values()).allSatisfy(pool -> {
                    assertThat(pool.getActiveConnections()).isZero();
                    assertThat(pool.getTotalConnections()).isLessThanOrEqualTo(SIZE);
                }));
    }

    /** A place that was lost could not be lent any more; one that was freed twice would be one too many. */
    private void assertThatAllPlacesAreFree() throws SQLException {
        List<Connection> lent = new ArrayList<>();
        for (int i = 0; i < SIZE; i++) {
            lent.add(warm.getConnection());
        }
        assertThatThrownBy(warm::getConnection).isInstanceOf(SQLTransientConnectionException.class);
        for (Connection connection : lent) {
            connection.close();
        }
    }

    private HikariPoolMXBean pool(PostgresNode node) {
        return warm.pools().get(new NodeAddress(node.host(), node.port()));
    }

    /** The application's sessions there, without the monitor's. */
    private static Set<String> backends(PostgresNode node) throws SQLException {
        Set<String> backends = new TreeSet<>();
        try (Connection connection = node.connectAsAdmin();
                var statement = connection.createStatement();
                var row = statement.executeQuery("SELECT pid FROM pg_stat_activity"
                        + " WHERE usename = 'app' AND application_name <> 'baton-monitor'")) {
            while (row.next()) {
                backends.add(row.getString(1));
            }
        }
        return backends;
    }

    private List<String> threads() {
        String hosts = cluster.hosts();
        return Thread.getAllStackTraces().keySet().stream()
                .map(Thread::getName)
                .filter(name -> List.of(hosts.split(",")).stream().anyMatch(name::contains))
                .toList();
    }
}
