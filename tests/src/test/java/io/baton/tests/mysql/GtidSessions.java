/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.tests.mysql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.baton.lab.Await;
import io.baton.lab.Sql;
import io.baton.lab.mysql.Engine;
import io.baton.lab.mysql.GtidCluster;
import io.baton.lab.mysql.GtidNode;
import io.baton.lab.mysql.GtidShape;
import io.baton.topology.Claim;
import io.baton.topology.Epoch;
import io.baton.topology.FailureKind;
import io.baton.topology.dialect.Answer;
import io.baton.topology.dialect.Dialect;
import io.baton.topology.dialect.SessionAbort;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** What a dialect says of sessions on a real server, and does to them. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class GtidSessions {

    /** Type, and two values that an application can tell apart. */
    private static final List<List<String>> VALUES = List.of(
            List.of("TINYINT UNSIGNED", "250", "1"),
            List.of("TINYINT(1)", "1", "0"),
            List.of("INT UNSIGNED", "4000000000", "0"),
            List.of("BIGINT UNSIGNED", "18446744073709551615", "18446744073709551614"),
            List.of("DECIMAL(30,10)", "12345678901234567890.0123456789", "12345678901234567890.0123456788"),
            List.of("DOUBLE", "0.3", "0.30000000000000004"),
            List.of("BIT(1)", "b'1'", "b'0'"),
            List.of("BIT(9)", "b'100000001'", "b'1'"),
            List.of("YEAR", "2024", "1999"),
            List.of("DATE", "'0000-00-00'", "'2024-02-29'"),
            List.of("DATE", "'2024-00-00'", "'2024-02-00'"),
            List.of("TIME(6)", "'-838:59:58.000001'", "'-838:59:58.000002'"),
            List.of("DATETIME(6)", "'2024-01-01 00:00:00.000001'", "'2024-01-01 00:00:00.000010'"),
            List.of("TIMESTAMP(3) NULL", "'2024-01-01 00:00:00.001'", "'0000-00-00 00:00:00'"),
            List.of("VARCHAR(20)", "'ä€'", "'a€'"),
            List.of("VARCHAR(20)", "''", "NULL"),
            List.of("VARBINARY(20)", "x'00ff80'", "x'00ff81'"),
            List.of("LONGTEXT", "'one'", "'two'"),
            List.of("LONGBLOB", "x'ff'", "x'fe'"),
            List.of("ENUM('a','b')", "'a'", "'b'"),
            List.of("SET('x','y')", "'x,y'", "'y'"),
            List.of("JSON", "'[1]'", "'[2]'"),
            List.of("GEOMETRY", "ST_GeomFromText('POINT(1 2)')", "ST_GeomFromText('POINT(2 1)')"));

    private final Engine engine;
    private final Dialect dialect;
    private GtidCluster cluster;
    private GtidNode node;

    GtidSessions(Engine engine, Dialect dialect) {
        this.engine = engine;
        this.dialect = dialect;
    }

    @BeforeAll
    void start() throws SQLException {
        cluster = GtidCluster.start(GtidShape.single(engine));
        node = cluster.primary();
        node.execute("CREATE TABLE entry (id INT PRIMARY KEY)");
    }

    @AfterAll
    void stop() {
        cluster.close();
    }

    @Test
    void should_tell_values_apart_that_an_application_can_tell_apart() throws SQLException {
        for (String parameters : List.of("", "&useServerPrepStmts=true")) {
            try (Connection connection = DriverManager.getConnection(node.jdbcUrl() + parameters)) {
                Sql.execute(connection, "SET sql_mode = ''");
                for (List<String> value : VALUES) {
                    compare(connection, value.get(0), value.get(1), value.get(2));
                }
            }
        }
    }

    private void compare(Connection connection, String type, String one, String other) throws SQLException {
        Sql.execute(connection, "CREATE TEMPORARY TABLE sample (id INT, v " + type + ")");
        Sql.execute(connection, "INSERT INTO sample VALUES (1, " + one + "), (2, " + other + "), (3, " + one + ")");
        try (PreparedStatement select = connection.prepareStatement("SELECT v FROM sample ORDER BY id");
                ResultSet rows = select.executeQuery()) {
            rows.next();
            byte[] first = dialect.rawValue(rows, 1);
            rows.next();
            assertThat(dialect.rawValue(rows, 1)).as(type).isNotEqualTo(first);
            rows.next();
            assertThat(dialect.rawValue(rows, 1)).as(type).isEqualTo(first);
        }
        Sql.execute(connection, "DROP TEMPORARY TABLE sample");
    }

    @Test
    void should_know_whether_a_transaction_is_open_also_when_the_session_is_dead() throws SQLException {
        try (Connection connection = node.connect()) {
            connection.setAutoCommit(false);
            assertThat(dialect.inTransaction(connection)).isFalse();
            Sql.execute(connection, "INSERT INTO entry VALUES (1)");
            assertThat(dialect.inTransaction(connection)).isTrue();
            connection.rollback();
            assertThat(dialect.inTransaction(connection)).isFalse();
            Sql.execute(connection, "INSERT INTO entry VALUES (1)");
            long id = dialect.sessionId(connection);
            assertThat(id).isEqualTo(Sql.queryLong(connection, "SELECT CONNECTION_ID()"));

            node.executeAsAdmin("KILL CONNECTION " + id);
            assertThatThrownBy(() -> Sql.execute(connection, "INSERT INTO entry VALUES (2)"))
                    .isInstanceOf(SQLException.class);

            assertThat(dialect.isOver(connection)).isTrue();
            assertThat(dialect.inTransaction(connection)).isTrue();
            assertThat(dialect.sessionId(connection)).isEqualTo(id);
            connection.abort(Runnable::run); // Connector/J would not close it without a complaint.
            assertThat(dialect.inTransaction(connection)).isTrue();
        }
    }

    @Test
    void should_end_a_session_of_ones_own_that_is_old_enough() throws SQLException {
        try (Connection connection = node.connect();
                Connection lost = node.connect()) {
            lost.setAutoCommit(false);
            Sql.execute(lost, "INSERT INTO entry VALUES (3)");

            dialect.endSession(connection, lost, Duration.ofDays(1)); // The server has not run for so long.
            assertThat(lost.isValid(5)).isTrue();
            Awaitility.await()
                    .until(
                            () -> { // The server counts whole seconds.
                                dialect.endSession(connection, lost, Duration.ofMillis(1));
                                return !lost.isValid(5);
                            });
            dialect.endSession(connection, lost, Duration.ofMillis(1)); // It is gone already.

            Sql.execute(connection, "INSERT INTO entry VALUES (3)"); // What it had locked is free.
        }
    }

    @Test
    void should_notice_at_once_that_an_idle_session_was_ended() throws Exception {
        try (Connection connection = node.connect()) {
            dialect.watch(connection, Duration.ofMillis(20));
            assertThat(dialect.ask(connection).claim()).isEqualTo(Claim.WRITABLE);
            CompletableFuture<Void> watching = CompletableFuture.runAsync(() -> {
                try {
                    dialect.watch(connection, Duration.ofMinutes(5));
                } catch (SQLException e) {
                    throw new IllegalStateException(e);
                }
            });
            node.executeAsAdmin("KILL CONNECTION " + dialect.sessionId(connection));

            assertThat(watching).failsWithin(Await.LIMIT);
        }
    }

    @Test
    void should_wake_a_thread_that_waits_for_a_frozen_server() throws Exception {
        try (Connection connection = node.connect();
                Statement statement = connection.createStatement()) {
            SessionAbort abort = dialect.abortOf(connection);
            node.freeze();
            try {
                CompletableFuture<Boolean> waiting = CompletableFuture.supplyAsync(() -> {
                    try {
                        return statement.execute("SELECT 1");
                    } catch (SQLException e) {
                        throw new IllegalStateException(e);
                    }
                });
                assertThat(waiting).isNotDone();
                abort.abort(Runnable::run);

                assertThat(waiting).failsWithin(Await.LIMIT);
            } finally {
                node.thaw();
            }
            assertThat(dialect.isOver(connection)).isTrue();
        }
    }

    @Test
    void should_say_what_it_is_to_anybody() throws SQLException {
        Set<String> servers = new HashSet<>();
        try (Connection connection = node.connect()) {
            Answer before = dialect.ask(connection);
            servers.add(before.instance());
            Sql.execute(connection, "INSERT INTO entry VALUES (10)");
            Answer after = dialect.ask(connection);
            servers.add(after.instance());

            assertThat(after.epoch().against(before.epoch())).isEqualTo(Epoch.Order.ABOVE);
            assertThat(servers).hasSize(1).doesNotContainNull();
            node.setReadOnly(true);
            assertThat(dialect.ask(connection).claim()).isEqualTo(Claim.STANDBY);
            SQLException refusal = refused(connection);
            assertThat(dialect.classify(refusal)).isEqualTo(FailureKind.READ_ONLY_NODE);
        } finally {
            node.setReadOnly(false);
        }
    }

    private static SQLException refused(Connection connection) {
        return catchThrowableOfType(SQLException.class, () -> Sql.execute(connection, "INSERT INTO entry VALUES (11)"));
    }
}
