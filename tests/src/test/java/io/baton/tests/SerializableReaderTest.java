/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.tests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.baton.lab.ClusterShape;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * At SERIALIZABLE the COMMIT of a transaction that only read makes a difference: whoever is told that it took effect must not see
 * others commit what the server refuses beside it (Fekete, O'Neil, O'Neil: "A Read-Only Transaction Anomaly Under Snapshot
 * Isolation").
 */
class SerializableReaderTest extends CutterTest {

    private static final String OTHERS = "others";

    @Override
    ClusterShape shape() {
        return ClusterShape.single();
    }

    @Override
    String options() {
        return "";
    }

    @BeforeEach
    void makeAccounts() throws SQLException {
        cluster.primary().execute("CREATE TABLE checking AS SELECT 0 AS balance");
        cluster.primary().execute("CREATE TABLE savings AS SELECT 0 AS balance");
    }

    /** How the reader's transaction, which has read (0, 20), comes to its end. */
    @FunctionalInterface
    private interface End {
        void of(Connection reader) throws SQLException;
    }

    @Test
    void should_keep_others_from_what_a_committed_reader_forbids() throws SQLException {
        assertThatTheReaderCounts(Connection::commit);
    }

    @Test
    void should_do_so_when_it_commits_by_switching() throws SQLException {
        assertThatTheReaderCounts(reader -> reader.setAutoCommit(true));
    }

    @Test
    void should_do_so_when_it_commits_by_text() throws SQLException {
        assertThatTheReaderCounts(reader -> execute(reader, "COMMIT"));
    }

    @Test
    void should_do_so_when_it_has_changed_no_row() throws SQLException {
        assertThatTheReaderCounts(reader -> {
            execute(reader, "UPDATE savings SET balance = 7 WHERE false");
            reader.commit();
        });
    }

    @Test
    void should_do_so_when_it_has_called_functions() throws SQLException {
        cluster.primary()
                .execute(
                        "CREATE FUNCTION total() RETURNS int LANGUAGE sql AS 'SELECT c.balance + s.balance FROM checking c, savings s'");
        assertThatTheReaderCounts(reader -> {
            assertThat(query(reader, "SELECT total()")).isEqualTo("20");
            reader.commit();
        });
    }

    @Test
    void should_do_so_when_the_level_is_the_databases() throws SQLException {
        cluster.primary().executeAsAdmin("ALTER DATABASE app SET default_transaction_isolation = 'serializable'");
        assertThatTheReaderCounts(Connection::commit);
    }

    @Test
    void should_do_so_when_the_transaction_says_its_level() throws SQLException {
        try (Connection reader = begin()) {
            execute(reader, "SET TRANSACTION ISOLATION LEVEL SERIALIZABLE");
            assertThatTheReaderCounts(reader, Connection::commit);
        }
    }

    private void assertThatTheReaderCounts(End end) throws SQLException {
        try (Connection reader = begin()) {
            reader.setTransactionIsolation(Connection.TRANSACTION_SERIALIZABLE);
            assertThatTheReaderCounts(reader, end);
        }
    }

    private void assertThatTheReaderCounts(Connection reader, End end) throws SQLException {
        try (Connection withdrawer = other();
                Connection depositor = other()) {
            assertThat(balances(withdrawer)).isEqualTo("0, 0");
            execute(depositor, "UPDATE savings SET balance = 20");
            depositor.commit();
            assertThat(balances(reader)).isEqualTo("0, 20");
            endReader();

            end.of(reader);

            assertThatThrownBy(() -> {
                        execute(withdrawer, "UPDATE checking SET balance = -11");
                        withdrawer.commit();
                    })
                    .as("the reader has seen the deposit and not the withdrawal")
                    .hasFieldOrPropertyWithValue("SQLState", "40001");
        }
    }

    @Test
    void should_not_mind_what_is_read_otherwise_below_that_level() throws SQLException {
        try (Connection reader = begin();
                Connection depositor = other()) {
            reader.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
            assertThat(balances(reader)).isEqualTo("0, 0");
            execute(depositor, "UPDATE savings SET balance = 20");
            depositor.commit();
            cutter.dropAt("COMMIT");

            reader.commit();

            assertThat(balances(reader)).isEqualTo("0, 20");
            reader.commit();
        }
    }

    /** Its session is lost before it commits, and with that the server forgets what it has read. */
    private void endReader() throws SQLException {
        cluster.primary()
                .executeAsAdmin(
                        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = 'app' AND state ="
                                + " 'idle in transaction' AND application_name <> '" + OTHERS + "'");
        Awaitility.await()
                .until(() -> cluster.primary()
                                .queryLongAsAdmin(
                                        "SELECT count(*) FROM pg_stat_activity WHERE usename = 'app' AND state ="
                                                + " 'idle in transaction' AND application_name <> '" + OTHERS + "'")
                        == 0);
    }

    private Connection other() throws SQLException {
        Connection other = DriverManager.getConnection(cluster.primary().jdbcUrl() + "&ApplicationName=" + OTHERS);
        other.setAutoCommit(false);
        other.setTransactionIsolation(Connection.TRANSACTION_SERIALIZABLE);
        return other;
    }

    private static String balances(Connection connection) throws SQLException {
        return query(connection, "SELECT concat(c.balance, ', ', s.balance) FROM checking c, savings s");
    }
}
