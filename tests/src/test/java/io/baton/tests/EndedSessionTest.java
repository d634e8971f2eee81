/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.tests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.baton.driver.CommitOutcomeUnknown;
import io.baton.lab.Await;
import io.baton.lab.ClusterShape;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A session of PostgreSQL that the server, or its administrator, ends while the server is well. */
class EndedSessionTest extends ClusterTest {

    /** What is run in auto-commit mode; each leaves one row. */
    enum Work {
        INSERT("INSERT INTO entry VALUES (1, 'x')"),
        FUNCTION("SELECT add_entry()"),
        PROCEDURE("CALL add_entries()"),
        BLOCK("DO $$ BEGIN INSERT INTO entry VALUES (1, 'x'); END $$"),
        PREPARED("INSERT INTO entry VALUES (?, 'x')") {
            @Override
            void run(Connection connection) throws SQLException {
                try (PreparedStatement insert = connection.prepareStatement(sql)) {
                    insert.setInt(1, 1);
                    insert.executeUpdate();
                }
            }
        },
        BATCH("INSERT INTO entry VALUES (?, 'x')") {
            @Override
            void run(Connection connection) throws SQLException {
                try (PreparedStatement insert = connection.prepareStatement(sql)) {
                    insert.setInt(1, 1);
                    insert.addBatch();
                    insert.executeBatch();
                }
            }
        },
        BATCH_OF_TEXTS("INSERT INTO entry VALUES (1, 'x')") {
            @Override
            void run(Connection connection) throws SQLException {
                try (Statement statement = connection.createStatement()) {
                    statement.addBatch(sql);
                    statement.executeBatch();
                }
            }
        },
        TRANSACTION_BY_TEXT("BEGIN; INSERT INTO entry VALUES (1, 'x'); COMMIT");

        final String sql;

        Work(String sql) {
            this.sql = sql;
        }

        void run(Connection connection) throws SQLException {
            execute(connection, sql);
        }
    }

    @Override
    ClusterShape shape() {
        return ClusterShape.single();
    }

    @BeforeEach
    void makeFunctions() throws SQLException {
        cluster.primary()
                .execute(
                        "CREATE FUNCTION add_entry() RETURNS int LANGUAGE sql AS $$ INSERT INTO entry VALUES (1, 'x') RETURNING id $$");
        cluster.primary()
                .execute(
                        "CREATE PROCEDURE add_entries() LANGUAGE plpgsql AS $$ BEGIN INSERT INTO entry VALUES (1, 'x'); COMMIT; END $$");
    }

    @ParameterizedTest
    @EnumSource
    void should_run_once_what_comes_after_an_administrator_ended_the_idle_session(Work work) throws SQLException {
        try (Connection connection = connect()) {
            end(pid(connection));
            work.run(connection);
            assertThat(entries(cluster.primary())).isOne();
        }
    }

    @ParameterizedTest
    @EnumSource
    void should_run_once_what_comes_after_the_session_was_idle_for_too_long(Work work) throws SQLException {
        url += "&options=-c%20idle_session_timeout=100";
        try (Connection connection = connect()) {
            awaitEnd(pid(connection));
            work.run(connection);
            assertThat(entries(cluster.primary())).isOne();
        }
    }

    /** The server's farewell is there before anybody has looked whether the session is well. */
    @Test
    void should_run_a_write_again_that_the_server_says_it_has_not_begun() throws SQLException {
        try (Connection connection = connect()) {
            execute(connection, "INSERT INTO entry VALUES (0, 'just now')");
            for (int id = 1; id <= 20; id++) {
                cluster.primary().executeAsAdmin("SELECT pg_terminate_backend(" + pid(connection) + ", 5000)");
                execute(connection, "INSERT INTO entry VALUES (" + id + ", 'x')");
            }
            assertThat(entries(cluster.primary())).isEqualTo(21);
        }
    }

    /** The server's farewell is believed: were it ever sent behind a commit, something would be there twice. */
    @Test
    void should_write_everything_once_however_often_sessions_are_ended() throws Exception {
        AtomicInteger ids = new AtomicInteger();
        Set<Integer> told = ConcurrentHashMap.newKeySet();
        AtomicBoolean over = new AtomicBoolean();
        List<CompletableFuture<Boolean>> writers = Stream.generate(() -> inBackground(() -> write(ids, told, over)))
                .limit(4)
                .toList();
        try (Connection admin = cluster.primary().connectAsAdmin()) {
            for (int round = 0; round < 100; round++) {
                int begun = ids.get();
                Await.until("writes go on", Await.LIMIT, () -> ids.get() > begun + 7, () -> "");
                query(
                        admin,
                        "WITH theirs AS MATERIALIZED (SELECT pid FROM pg_stat_activity WHERE usename = 'app'"
                                + " AND application_name NOT LIKE '%monitor%') SELECT count(pg_terminate_backend(pid)) FROM theirs");
            }
        }
        over.set(true);
        for (CompletableFuture<Boolean> writer : writers) {
            writer.get();
        }
        assertThat(cluster.primary().queryLong("SELECT count(*) - count(DISTINCT id) FROM entry"))
                .as("rows that are there twice")
                .isZero();
        assertThat(cluster.primary().queryLong("SELECT count(DISTINCT id) FROM entry"))
                .as("of %d writes, %d of them told", ids.get(), told.size())
                .isBetween((long) ids.get() - told.size(), (long) ids.get());
        System.out.println(ids + " writes, " + told.size() + " told");
    }

    private boolean write(AtomicInteger ids, Set<Integer> told, AtomicBoolean over) throws SQLException {
        while (!over.get()) {
            try (Connection connection = connect()) {
                while (!over.get()) {
                    int id = ids.incrementAndGet();
                    try {
                        execute(connection, "INSERT INTO entry VALUES (" + id + ", 'x')");
                    } catch (SQLException e) {
                        told.add(id);
                        break;
                    }
                }
            }
        }
        return true;
    }

    /** Its write was rolled back, and what it did besides was not. */
    @Test
    void should_not_start_again_what_reaches_beyond_its_transaction() throws Exception {
        cluster.primary()
                .execute(
                        "CREATE SEQUENCE numbers; CREATE FUNCTION reaches() RETURNS void LANGUAGE plpgsql AS"
                                + " $$ BEGIN PERFORM setval('numbers', (SELECT last_value + 1 FROM numbers)); PERFORM pg_sleep(600); END $$");
        try (Connection connection = connect()) {
            CompletableFuture<String> call = inBackground(() -> query(connection, "SELECT reaches()"));
            awaitRunning(cluster.primary(), "reaches");
            Awaitility.await().until(() -> cluster.primary().queryLong("SELECT last_value FROM numbers") == 2);
            cluster.primary()
                    .executeAsAdmin("SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                            + " WHERE usename = 'app' AND wait_event = 'PgSleep'");
            assertThat(catchThrowable(call::join)).hasCauseInstanceOf(CommitOutcomeUnknown.class);
            assertThat(cluster.primary().queryLong("SELECT last_value FROM numbers"))
                    .isEqualTo(2);
        }
    }

    /** It commits on its way: what it leaves when it is ended is an index that nobody can use, and that is there. */
    @Test
    void should_not_take_what_commits_on_its_way_for_rolled_back() throws Exception {
        try (Connection connection = connect();
                Connection other = cluster.primary().connect()) {
            other.setAutoCommit(false);
            execute(other, "INSERT INTO entry VALUES (0, 'in the way')");
            CompletableFuture<Boolean> call = inBackground(() -> {
                execute(connection, "CREATE INDEX CONCURRENTLY IF NOT EXISTS entry_id ON entry (id)");
                return true;
            });
            Awaitility.await()
                    .until(() -> cluster.primary()
                                    .queryLongAsAdmin("SELECT count(*) FROM pg_stat_activity"
                                            + " WHERE usename = 'app' AND wait_event_type = 'Lock'")
                            == 1);
            cluster.primary()
                    .executeAsAdmin("SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity"
                            + " WHERE usename = 'app' AND wait_event_type = 'Lock'");
            other.rollback();
            assertThat(catchThrowable(call::join)).hasCauseInstanceOf(CommitOutcomeUnknown.class);
        }
    }

    /** The application says that it may be run twice, which is not that it has not been run. */
    @Test
    void should_not_say_that_nothing_happened_when_it_gives_up() throws Exception {
        try (AnswerCutter cutter = new AnswerCutter(cluster.primary().port())) {
            url = url.replace(cluster.hosts(), "127.0.0.1:" + cutter.port());
            try (Connection connection = connect()) {
                query(connection, "SELECT 1");
                cutter.onCut("VALUES (7", () -> cutter.cutAfter("VALUES (7", AnswerCutter.Side.BOTH));
                Throwable told =
                        catchThrowable(() -> execute(connection, "/*@idempotent*/ INSERT INTO entry VALUES (7, 'x')"));
                assertThat(told).isInstanceOf(CommitOutcomeUnknown.class);
                assertThat(entries(cluster.primary())).isPositive();
            }
        }
    }

    /** An administrator who ends a query does not want it to go on. */
    @Timeout(60)
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void should_start_once_more_at_most_what_an_administrator_ended(boolean autoCommit) throws Exception {
        Set<Integer> ended = ConcurrentHashMap.newKeySet();
        AtomicBoolean over = new AtomicBoolean();
        try (Connection connection = connect()) {
            connection.setAutoCommit(autoCommit);
            CompletableFuture<Boolean> administrator = inBackground(() -> {
                while (!over.get()) {
                    endRunaways(ended);
                }
                return true;
            });
            SQLException told = (SQLException)
                    Objects.requireNonNull(catchThrowable(() -> query(connection, "SELECT pg_sleep(600)")));
            over.set(true);
            administrator.get();
            assertThat(told.getSQLState()).isEqualTo("57P01");
            assertThat(connection.isClosed()).isTrue();
            assertThat(ended).hasSizeBetween(1, 2);
        }
    }

    private void endRunaways(Set<Integer> ended) throws SQLException {
        try (Connection admin = cluster.primary().connectAsAdmin();
                Statement statement = admin.createStatement();
                ResultSet pids = statement.executeQuery("WITH runaway AS MATERIALIZED (SELECT pid FROM pg_stat_activity"
                        + " WHERE usename = 'app' AND state = 'active' AND query LIKE '%pg_sleep(600)%')"
                        + " SELECT pid, pg_terminate_backend(pid, 5000) FROM runaway")) {
            while (pids.next()) {
                ended.add(pids.getInt(1));
            }
        }
    }

    private int pid(Connection connection) throws SQLException {
        return Integer.parseInt(query(connection, "SELECT pg_backend_pid()"));
    }

    private void end(int pid) throws SQLException {
        cluster.primary().executeAsAdmin("SELECT pg_terminate_backend(" + pid + ")");
        awaitEnd(pid);
    }

    private void awaitEnd(int pid) {
        Awaitility.await()
                .until(() ->
                        cluster.primary().queryLongAsAdmin("SELECT count(*) FROM pg_stat_activity WHERE pid = " + pid)
                                == 0);
    }
}
