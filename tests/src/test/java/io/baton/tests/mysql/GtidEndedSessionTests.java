/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.tests.mysql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.baton.driver.CommitOutcomeUnknown;
import io.baton.driver.TransactionLost;
import io.baton.lab.mysql.Engine;
import io.baton.lab.mysql.GtidShape;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A session that the server, or its administrator, ends while the server is well. */
abstract class GtidEndedSessionTests extends GtidClusterTest {

    GtidEndedSessionTests(Engine engine) {
        super(engine);
    }

    @Override
    GtidShape shape(Engine of) {
        return GtidShape.single(of);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "INSERT INTO entry VALUES (1, 'x')",
                "CALL add_entry()",
                "SELECT make_entry()",
                "BEGIN",
                "INSERT INTO entry SELECT 1, 'x'"
            })
    void should_run_once_what_comes_after_the_idle_session_was_ended(String sql) throws SQLException {
        makeRoutines();
        for (boolean byTimeout : new boolean[] {false, true}) {
            try (Connection connection = connect()) {
                String id = query(connection, "SELECT CONNECTION_ID()");
                if (byTimeout) {
                    execute(connection, "SET SESSION wait_timeout = 1");
                } else {
                    cluster.primary().executeAsAdmin("KILL " + id);
                }
                awaitEnd(id);
                execute(connection, sql);
                if (sql.equals("BEGIN")) {
                    execute(connection, "INSERT INTO entry VALUES (1, 'x')", "COMMIT");
                }
            }
        }
        assertThat(query(cluster.primary(), "SELECT COUNT(*) FROM entry")).isEqualTo("2");
    }

    @Test
    void should_run_a_batch_once_after_the_idle_session_was_ended() throws SQLException {
        try (Connection connection = connect();
                PreparedStatement insert = connection.prepareStatement("INSERT INTO entry VALUES (?, 'x')")) {
            String id = query(connection, "SELECT CONNECTION_ID()");
            insert.setInt(1, 1);
            insert.addBatch();
            insert.setInt(1, 2);
            insert.addBatch();
            cluster.primary().executeAsAdmin("KILL " + id);
            awaitEnd(id);
            insert.executeBatch();
            assertThat(query(cluster.primary(), "SELECT id FROM entry ORDER BY id"))
                    .isEqualTo("1, 2");
        }
    }

    /** What is heard there is a row, and no farewell. */
    @Test
    void should_do_as_the_vendors_driver_does_while_rows_are_on_their_way() throws SQLException {
        for (int id = 1; id <= 50; id++) {
            cluster.primary().execute("INSERT INTO person (name) VALUES ('" + "x".repeat(90) + "')");
        }
        cluster.primary()
                .executeAsAdmin(
                        "INSERT INTO person (name) SELECT a.name FROM person a JOIN person b JOIN person c LIMIT 50000");
        assertThat(readAndWrite(url)).isEqualTo(readAndWrite(cluster.primary().jdbcUrl()));
    }

    private String readAndWrite(String itsUrl) throws SQLException {
        try (Connection connection = DriverManager.getConnection(itsUrl);
                Statement statement = connection.createStatement()) {
            String id = query(connection, "SELECT CONNECTION_ID()");
            statement.setFetchSize(engine() == Engine.MYSQL ? Integer.MIN_VALUE : 5);
            int read = 0;
            String told = "";
            try (ResultSet rows = statement.executeQuery("SELECT name FROM person")) {
                rows.next();
                Awaitility.await().pollDelay(Duration.ofMillis(100)).until(() -> true); // It has rested.
                try {
                    execute(connection, "INSERT INTO entry VALUES (1, 'x')");
                } catch (SQLException e) {
                    told = e.getSQLState();
                }
                while (rows.next()) {
                    read++;
                }
            }
            return told + " " + read + " " + id.equals(query(connection, "SELECT CONNECTION_ID()"));
        }
    }

    /** An administrator who ends a query does not want it to go on. */
    @Timeout(60)
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void should_start_once_more_at_most_what_an_administrator_ended(boolean autoCommit) throws Exception {
        Set<String> ended = ConcurrentHashMap.newKeySet();
        AtomicBoolean over = new AtomicBoolean();
        try (Connection connection = connect()) {
            connection.setAutoCommit(autoCommit);
            CompletableFuture<Void> administrator = CompletableFuture.runAsync(() -> {
                while (!over.get()) {
                    endRunaways(ended);
                }
            });
            SQLException told =
                    (SQLException) Objects.requireNonNull(catchThrowable(() -> query(connection, "SELECT SLEEP(600)")));
            over.set(true);
            administrator.join();
            assertThat((Throwable) told).isNotInstanceOf(CommitOutcomeUnknown.class);
            assertThat(connection.isClosed()).isTrue();
            assertThat(ended).hasSizeBetween(1, 2);
        }
    }

    /** The server hangs up at such a packet, and MariaDB's driver only sees that; MySQL's does not send it. */
    @Test
    void should_send_once_more_at_most_what_is_too_large_for_the_server() throws SQLException {
        cluster.primary().executeAsAdmin("SET GLOBAL max_allowed_packet = 1048576", "CREATE TABLE big (x longblob)");
        try (Connection connection = connect()) {
            connection.setAutoCommit(false);
            try (PreparedStatement insert = connection.prepareStatement("INSERT INTO big VALUES (?)")) {
                insert.setBytes(1, new byte[40 << 20]);
                long before = received();
                SQLException told = (SQLException) Objects.requireNonNull(catchThrowable(insert::executeUpdate));
                assertThat(received() - before).isLessThan(3 << 20);
                assertThat((Throwable) told).isNotInstanceOf(TransactionLost.class);
                assertThat(told.getSQLState())
                        .as(told.toString())
                        .matches(engine() == Engine.MARIADB ? "08..." : "S1000");
            }
        } finally {
            cluster.primary().executeAsAdmin("SET GLOBAL max_allowed_packet = 67108864", "DROP TABLE big");
        }
    }

    private long received() throws SQLException {
        return Long.parseLong(query(cluster.primary(), "SHOW GLOBAL STATUS LIKE 'Bytes_received'")
                .split(" ", -1)[1]);
    }

    private void makeRoutines() throws SQLException {
        cluster.primary()
                .executeAsAdmin(
                        "DROP PROCEDURE IF EXISTS add_entry",
                        "DROP FUNCTION IF EXISTS make_entry",
                        "CREATE PROCEDURE add_entry() INSERT INTO entry VALUES (1, 'x')",
                        "CREATE FUNCTION make_entry() RETURNS int DETERMINISTIC MODIFIES SQL DATA BEGIN INSERT INTO entry VALUES (1, 'x'); RETURN 1; END");
    }

    private void endRunaways(Set<String> ended) {
        try (Connection admin = cluster.primary().connectAsAdmin()) {
            String ids = query(
                    admin,
                    "SELECT ID FROM information_schema.PROCESSLIST WHERE USER = 'app' AND INFO LIKE '%SLEEP(600)%'");
            for (String id : ids.split(", ", -1)) {
                if (!id.isEmpty() && ended.add(id)) {
                    execute(admin, "KILL " + id);
                }
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private void awaitEnd(String id) {
        Awaitility.await()
                .until(() -> cluster.primary()
                                .queryLongAsAdmin(
                                        "SELECT COUNT(*) FROM information_schema.PROCESSLIST WHERE ID = " + id)
                        == 0);
    }
}
