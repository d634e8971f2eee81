/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.tests.mysql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.baton.driver.BatonConnection;
import io.baton.driver.CommitOutcomeUnknown;
import io.baton.driver.ReplayRefusal;
import io.baton.driver.TransactionLost;
import io.baton.lab.mysql.Engine;
import io.baton.lab.mysql.GtidNode;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An open transaction of MySQL or MariaDB goes on on the promoted node when that is the same transaction. */
abstract class GtidReplayTests extends GtidClusterTest {

    GtidReplayTests(Engine engine) {
        super(engine);
    }

    /** Without it a COMMIT into a session that has just died would be a doubt. */
    @BeforeEach
    void makeItsLedger() throws SQLException {
        makeLedger();
    }

    private static long key(PreparedStatement insert, String name) throws SQLException {
        insert.setString(1, name);
        insert.executeUpdate();
        try (ResultSet keys = insert.getGeneratedKeys()) {
            assertThat(keys.next()).isTrue();
            return keys.getLong(1);
        }
    }

    private static void assertLost(Connection connection, String sql, ReplayRefusal reason) {
        assertThatThrownBy(() -> execute(connection, sql))
                .isInstanceOfSatisfying(
                        TransactionLost.class, e -> assertThat(e.refusal()).isEqualTo(reason))
                .hasFieldOrPropertyWithValue("SQLState", "40001");
    }

    /** MySQL says goodbye in the answer to the statement, and Connector/J takes its connection for a good one still. */
    @Test
    void should_go_on_when_the_primary_is_stopped_during_a_statement() throws Exception {
        cluster.primary().execute("INSERT INTO entry VALUES (1, 'one')");
        Connection other = cluster.primary().connect(); // Ends with its server.
        try (Connection connection = begin()) {
            other.setAutoCommit(false);
            execute(other, "DELETE FROM entry");
            execute(connection, "INSERT INTO person (name) VALUES ('new')");
            CompletableFuture<Void> update = CompletableFuture.runAsync(() -> {
                try {
                    execute(connection, "UPDATE entry SET note = 'changed'");
                } catch (SQLException e) {
                    throw new CompletionException(e);
                }
            });
            Awaitility.await()
                    .until(() -> cluster.primary()
                                    .queryLongAsAdmin("SELECT COUNT(*) FROM information_schema.PROCESSLIST"
                                            + " WHERE INFO LIKE 'UPDATE entry%'")
                            > 0);
            cluster.awaitReplicated();
            cluster.primary().stopFast();
            GtidNode successor = cluster.replicas().get(0);
            cluster.promote(successor);
            update.get(2, TimeUnit.MINUTES);
            connection.commit();
            assertThat(query(successor, "SELECT note FROM entry")).isEqualTo("changed");
            assertThat(query(successor, "SELECT name FROM person")).isEqualTo("new");
        }
    }

    @Test
    void should_go_on_after_reads_and_writes_and_commit_all_of_them_once() throws SQLException {
        execute(cluster.primary().connect(), "INSERT INTO entry VALUES (1, 'one'), (2, 'two')");
        try (Connection connection = begin();
                PreparedStatement insert = connection.prepareStatement("INSERT INTO entry VALUES (?, ?)")) {
            assertThat(query(connection, "SELECT id, note FROM entry ORDER BY id"))
                    .isEqualTo("1 one, 2 two");
            for (int id = 3; id <= 5; id++) {
                insert.setInt(1, id);
                insert.setString(2, "new");
                insert.addBatch();
            }
            insert.executeBatch();
            Savepoint undone = connection.setSavepoint();
            execute(connection, "DELETE FROM entry");
            connection.rollback(undone);

            GtidNode successor = failOver();
            execute(connection, "UPDATE entry SET note = 'changed' WHERE id = 1");
            connection.commit();

            assertThat(query(successor, "SELECT id, note FROM entry ORDER BY id"))
                    .isEqualTo("1 changed, 2 two, 3 new, 4 new, 5 new");
        }
    }

    @Test
    void should_keep_generated_keys() throws SQLException {
        try (Connection other = connect();
                Connection connection = begin();
                PreparedStatement insert = connection.prepareStatement(
                        "INSERT INTO person (name) VALUES (?)", Statement.RETURN_GENERATED_KEYS)) {
            long first = key(insert, "first");
            execute(other, "INSERT INTO person (name) VALUES ('other')"); // So that the replay would get another key.
            long second = key(insert, "second");
            execute(connection, "INSERT INTO entry VALUES (" + second + ", 'of second')");

            GtidNode successor = failOver();
            successor.execute("INSERT INTO person (id, name) VALUES (1000, 'in between')");
            long third = key(insert, "third");
            connection.commit();

            assertThat(query(
                            successor,
                            "SELECT id, name FROM person WHERE name IN ('first', 'second', 'third') ORDER BY id"))
                    .isEqualTo(first + " first, " + second + " second, " + third + " third");
            assertThat(query(successor, "SELECT COUNT(*), COUNT(DISTINCT id) FROM person"))
                    .isEqualTo("5 5");
        }
    }

    @Test
    void should_not_replay_when_a_generated_key_belongs_to_somebody_else() throws SQLException {
        try (Connection connection = begin();
                PreparedStatement insert = connection.prepareStatement(
                        "INSERT INTO person (name) VALUES (?)", Statement.RETURN_GENERATED_KEYS)) {
            long mine = key(insert, "mine");
            GtidNode successor = failOver();
            successor.execute("INSERT INTO person (id, name) VALUES (" + mine + ", 'theirs')");

            assertLost(connection, "SELECT 1", ReplayRefusal.OUTCOME_CHANGED);
            connection.rollback();
            assertThat(query(successor, "SELECT name FROM person")).isEqualTo("theirs");
        }
    }

    @Test
    void should_not_replay_when_nothing_keeps_a_key_from_standing_twice() throws SQLException {
        cluster.primary().execute("ALTER TABLE person DROP PRIMARY KEY, ADD KEY (id)");
        try (Connection connection = begin();
                PreparedStatement insert = connection.prepareStatement(
                        "INSERT INTO person (name) VALUES (?)", Statement.RETURN_GENERATED_KEYS)) {
            key(insert, "mine");
            failOver();
            assertLost(connection, "SELECT 1", ReplayRefusal.VALUE_TAKEN);
            connection.rollback();
        }
    }

    @Test
    void should_not_lend_the_key_of_one_statement_to_the_next() throws SQLException {
        try (Connection connection = begin();
                PreparedStatement given = connection.prepareStatement(
                        "INSERT INTO person (id, name) VALUES (70, ?)", Statement.RETURN_GENERATED_KEYS);
                PreparedStatement insert = connection.prepareStatement(
                        "INSERT INTO person (name) VALUES (?)", Statement.RETURN_GENERATED_KEYS)) {
            assertThat(key(given, "given")).isEqualTo(70);
            GtidNode successor = failOver();
            assertThat(key(insert, "generated")).isEqualTo(71);
            connection.commit();
            assertThat(query(successor, "SELECT id FROM person ORDER BY id")).isEqualTo("70, 71");
        }
    }

    @Test
    void should_keep_the_time_that_was_read() throws SQLException {
        try (Connection connection = begin()) {
            String read = query(connection, "SELECT NOW(6)");
            execute(connection, "INSERT INTO entry VALUES (1, '" + read + "')");
            failOver();
            execute(connection, "INSERT INTO entry VALUES (2, 'x')");
            connection.commit();
            assertThat(query(connection, "SELECT NOW(6)"))
                    .as("its own time again")
                    .isGreaterThan(read);
            assertThat(query(connection, "SELECT note FROM entry WHERE id = 1")).isEqualTo(read);
        }
    }

    @Test
    void should_refuse_when_the_rows_have_changed() throws SQLException {
        cluster.primary().execute("INSERT INTO entry VALUES (1, 'one')");
        try (Connection connection = begin()) {
            query(connection, "SELECT note FROM entry");
            execute(connection, "UPDATE entry SET note = 'mine' WHERE id = 1");
            GtidNode successor = failOver();
            successor.execute("UPDATE entry SET note = 'theirs'");

            assertLost(connection, "SELECT 1", ReplayRefusal.RESULT_CHANGED);
            connection.rollback();
            assertThat(query(connection, "SELECT note FROM entry")).isEqualTo("theirs");
        }
    }

    @Test
    void should_refuse_what_cannot_be_the_same_twice() throws SQLException {
        try (Connection connection = begin()) {
            query(connection, "SELECT UUID()");
            execute(connection, "INSERT INTO entry VALUES (1, 'x')");
            failOver();
            assertLost(connection, "SELECT 1", ReplayRefusal.RESULT_CHANGED);
            connection.rollback();
        }
    }

    /** A table that is made in a transaction commits what came before; to replay that would be to do it twice. */
    @Test
    void should_replay_nothing_that_a_definition_has_committed() throws SQLException {
        try (Connection connection = begin()) {
            execute(connection, "INSERT INTO entry VALUES (1, 'committed')");
            execute(connection, "CREATE TABLE made (a int)");
            execute(connection, "INSERT INTO entry VALUES (2, 'open')");
            GtidNode successor = failOver();
            execute(connection, "INSERT INTO entry VALUES (3, 'after')");
            connection.commit();
            assertThat(query(successor, "SELECT id FROM entry ORDER BY id")).isEqualTo("1, 2, 3");
            successor.execute("DROP TABLE made");
        }
    }

    @Test
    void should_not_replay_what_beginning_another_transaction_has_committed() throws SQLException {
        try (Connection connection = connect()) {
            execute(connection, "START TRANSACTION", "INSERT INTO entry VALUES (1, 'committed')");
            execute(connection, "BEGIN", "INSERT INTO entry VALUES (2, 'lost')");
            GtidNode successor = failOver();
            assertLost(connection, "SELECT 1", ReplayRefusal.ENDED_BY_TEXT);
            connection.createStatement().execute("ROLLBACK");
            assertThat(query(successor, "SELECT id FROM entry")).isEqualTo("1");
        }
    }

    /** What a procedure has committed is not lost, and not to be done again. */
    @Test
    void should_not_claim_to_know_what_a_procedure_has_committed() throws SQLException {
        cluster.primary()
                .executeAsAdmin("CREATE PROCEDURE app.halves() BEGIN INSERT INTO app.entry VALUES (3, 'x'); COMMIT;"
                        + " INSERT INTO app.entry VALUES (4, 'x'); END");
        try (Connection connection = begin()) {
            execute(connection, "INSERT INTO entry VALUES (1, 'x')", "CALL halves()");
            GtidNode successor = failOver();
            assertThatThrownBy(() -> execute(connection, "INSERT INTO entry VALUES (5, 'x')"))
                    .isInstanceOf(CommitOutcomeUnknown.class)
                    .hasFieldOrPropertyWithValue("SQLState", "08007");
            assertThat(connection.isClosed()).isTrue();
            assertThat(query(successor, "SELECT id FROM entry ORDER BY id")).isEqualTo("1, 3");
        } finally {
            cluster.primary().executeAsAdmin("DROP PROCEDURE app.halves");
        }
    }

    /** The server commits before it looks whether the definition can be done. */
    @Test
    void should_not_do_again_what_a_definition_that_failed_has_committed() throws SQLException {
        try (Connection connection = begin()) {
            execute(connection, "INSERT INTO entry VALUES (1, 'committed')");
            assertThatThrownBy(() -> execute(connection, "CREATE TABLE entry (id int)"))
                    .hasFieldOrPropertyWithValue("SQLState", "42S01");
            execute(connection, "INSERT INTO entry VALUES (2, 'open')");
            GtidNode successor = failOver();
            assertThatThrownBy(() -> execute(connection, "INSERT INTO entry VALUES (3, 'x')"))
                    .isInstanceOf(CommitOutcomeUnknown.class);
            assertThat(query(successor, "SELECT id FROM entry")).isEqualTo("1");
        }
    }

    /** Connector/J believes then that no transaction is open. */
    @Test
    void should_end_a_transaction_in_which_an_answer_failed_in_the_middle() throws SQLException {
        fillEntries();
        try (Connection connection = begin()) {
            failInTheMiddle(connection, 1);
            connection.commit();
            assertThat(query(cluster.primary(), "SELECT note FROM entry WHERE id = 1"))
                    .isEqualTo("changed");
            failInTheMiddle(connection, 2);
            connection.rollback();
            execute(connection, "INSERT INTO entry VALUES (1000, 'x')");
            connection.commit();
            assertThat(query(cluster.primary(), "SELECT note FROM entry WHERE id = 2"))
                    .isEqualTo("row 2");
        }
    }

    private static void failInTheMiddle(Connection connection, int id) throws SQLException {
        execute(connection, "UPDATE entry SET note = 'changed' WHERE id = " + id);
        assertThatThrownBy(
                        () -> query(
                                connection,
                                "SELECT CASE WHEN id = 90 THEN (SELECT id FROM entry WHERE id < 5) ELSE id END FROM entry ORDER BY id"))
                .hasFieldOrPropertyWithValue("SQLState", "21000");
    }

    @Test
    void should_know_a_transaction_that_was_begun_by_text() throws SQLException {
        try (Connection connection = connect()) {
            execute(connection, "START TRANSACTION", "INSERT INTO entry VALUES (1, 'x')");
            GtidNode successor = failOver();
            execute(connection, "INSERT INTO entry VALUES (2, 'x')", "COMMIT");
            assertThat(query(successor, "SELECT id FROM entry ORDER BY id")).isEqualTo("1, 2");
        }
    }

    /** After a deadlock the server has rolled back everything, and what follows is another transaction. */
    @Test
    void should_begin_anew_after_a_deadlock() throws Exception {
        cluster.primary().execute("INSERT INTO person (id, name) VALUES (1, 'a'), (2, 'b')");
        try (Connection connection = begin();
                Connection other = cluster.primary().connect()) {
            other.setAutoCommit(false);
            execute(other, "INSERT INTO entry VALUES (8, 'x'), (9, 'x'), (10, 'x')"); // The one with less is chosen.
            execute(other, "UPDATE person SET name = 'other' WHERE id = 1");
            execute(connection, "UPDATE person SET name = 'mine' WHERE id = 2");
            Thread waiting = new Thread(() -> {
                try {
                    execute(other, "UPDATE person SET name = 'other' WHERE id = 2");
                    other.commit();
                } catch (SQLException e) {
                    throw new AssertionError(e);
                }
            });
            waiting.start();
            Awaitility.await()
                    .until(() -> cluster.primary()
                                    .queryLongAsAdmin("SELECT COUNT(*) FROM information_schema.PROCESSLIST"
                                            + " WHERE INFO LIKE 'UPDATE person SET name = ''other'' WHERE id = 2%'")
                            > 0);
            assertThatThrownBy(() -> execute(connection, "UPDATE person SET name = 'mine' WHERE id = 1"))
                    .hasFieldOrPropertyWithValue("SQLState", "40001")
                    .isNotInstanceOf(TransactionLost.class);
            waiting.join();
            other.close();

            execute(connection, "INSERT INTO entry VALUES (1, 'after the deadlock')");
            GtidNode successor = failOver();
            execute(connection, "INSERT INTO entry VALUES (2, 'x')");
            connection.commit();
            assertThat(query(successor, "SELECT name FROM person")).isEqualTo("other, other");
            assertThat(query(successor, "SELECT id FROM entry WHERE id < 5 ORDER BY id"))
                    .isEqualTo("1, 2");
        }
    }

    private void fillEntries() throws SQLException {
        List<String> values = new ArrayList<>();
        for (int id = 1; id <= 100; id++) {
            values.add("(" + id + ", 'row " + id + "')");
        }
        cluster.primary().execute("INSERT INTO entry VALUES " + String.join(", ", values));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 10})
    void should_go_on_in_the_middle_of_a_result(int fetchSize) throws SQLException {
        fillEntries();
        try (Connection connection = begin();
                Statement statement = connection.createStatement()) {
            execute(connection, "INSERT INTO entry VALUES (201, 'row 201')");
            statement.setFetchSize(fetchSize);
            ResultSet rows = statement.executeQuery("SELECT id, note FROM entry ORDER BY id");
            for (int id = 1; id <= 25; id++) {
                assertThat(rows.next()).isTrue();
            }
            GtidNode successor = failOver();
            assertThat(rows.getString(2)).isEqualTo("row 25");
            for (int id = 26; id <= 100; id++) {
                assertThat(rows.next()).isTrue();
                assertThat(rows.getInt(1)).isEqualTo(id);
            }
            assertThat(rows.next()).isTrue();
            assertThat(rows.next()).isFalse();
            connection.commit();
            assertThat(query(successor, "SELECT COUNT(*) FROM entry")).isEqualTo("101");
        }
    }

    /** What was set before the transaction is set again before it, what was set within it at its place. */
    @Test
    void should_set_variables_when_they_were_set() throws SQLException {
        try (Connection connection = begin()) {
            execute(connection, "SET @tenant = 'a'");
            execute(connection, "INSERT INTO entry VALUES (1, @tenant)");
            execute(connection, "SET @tenant = 'b'");
            execute(connection, "INSERT INTO entry VALUES (2, @tenant)");
            GtidNode successor = failOver();
            execute(connection, "INSERT INTO entry VALUES (3, @tenant)");
            connection.rollback();
            execute(connection, "INSERT INTO entry VALUES (4, @tenant)");
            connection.commit();
            assertThat(query(successor, "SELECT id, note FROM entry")).isEqualTo("4 b");
        }
    }

    @Test
    void should_carry_the_session_over() throws SQLException {
        try (Connection connection = connect()) {
            execute(connection, "SET SESSION time_zone = '+03:00'", "SET @a = 7, @b = 'x'");
            execute(connection, "SET NAMES utf8mb4");
            connection.setTransactionIsolation(Connection.TRANSACTION_SERIALIZABLE);
            execute(connection, "USE information_schema");
            failOver();
            assertThat(query(connection, "SELECT @@time_zone, @a, @b, DATABASE()"))
                    .isEqualTo("+03:00 7 x information_schema");
            assertThat(connection.getTransactionIsolation()).isEqualTo(Connection.TRANSACTION_SERIALIZABLE);
            connection.setCatalog("app");
            assertThat(query(connection, "SELECT COUNT(*) FROM entry")).isEqualTo("0");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "CREATE TEMPORARY TABLE t (a int)",
                "SELECT GET_LOCK('job', 1)",
                "SELECT @n := 5",
                "LOCK TABLES entry WRITE"
            })
    void should_not_carry_over_what_no_other_session_has(String sql) throws SQLException {
        try (Connection connection = connect()) {
            execute(connection, sql);
            assertThat(connection.unwrap(BatonConnection.class).pins()).hasSize(1);
            failOver();
            assertThatThrownBy(() -> execute(connection, "SELECT 1")).hasFieldOrPropertyWithValue("SQLState", "08006");
            assertThat(connection.isClosed()).isTrue();
        }
    }
}
