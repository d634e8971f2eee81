/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.tests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.baton.driver.CommitOutcomeUnknown;
import io.baton.lab.PostgresNode;
import java.sql.BatchUpdateException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Writes in auto-commit mode whose answer is lost, with each choice of {@code baton.autocommit}. */
class AutoCommitWritesTest extends CutterTest {

    @Override
    String options() {
        return "&baton.autocommit=protected";
    }

    @ParameterizedTest
    @ValueSource(strings = {"INSERT", "logical_emit_message", "COMMIT"})
    void should_write_once_whichever_answer_is_lost(String last) throws SQLException {
        cluster.primary().execute("CREATE TABLE item (id int GENERATED ALWAYS AS IDENTITY, name text)");
        try (Connection connection = connect();
                PreparedStatement insert = connection.prepareStatement(
                        "INSERT INTO item (name) VALUES (?)", Statement.RETURN_GENERATED_KEYS)) {
            insert.setString(1, "a");
            cutter.cutAfter(last, AnswerCutter.Side.BOTH);

            assertThat(insert.executeUpdate()).isEqualTo(1);

            assertThat(connection.getAutoCommit()).isTrue();
            try (ResultSet key = insert.getGeneratedKeys()) {
                assertThat(key.next()).isTrue();
                assertThat(cluster.primary().queryLong("SELECT id FROM item")).isEqualTo(key.getInt("id"));
            }
            insert.setString(1, "b");
            insert.executeUpdate();
            assertThat(cluster.primary().queryLong("SELECT count(*) FROM item")).isEqualTo(2);
            assertNothingIsOpen();
        }
    }

    private void assertNothingIsOpen() {
        Awaitility.await()
                .until(() -> cluster.primary()
                                .queryLongAsAdmin("SELECT count(*) FROM pg_stat_activity"
                                        + " WHERE usename = 'app' AND state LIKE 'idle in transaction%'")
                        == 0);
    }

    @Test
    void should_not_write_twice_what_only_plain_auto_commit_would_not_know() throws SQLException {
        url = url.replace("=protected", "=plain");
        Connection connection = connect();
        cutter.cutAfter("INSERT", AnswerCutter.Side.BOTH);

        assertThatThrownBy(() -> execute(connection, "INSERT INTO entry VALUES (1)"))
                .isInstanceOf(CommitOutcomeUnknown.class);
        connection.close();
    }

    @Test
    void should_write_again_on_the_promoted_node_that_does_not_have_it() throws Exception {
        PostgresNode old = cluster.primary();
        old.execute("INSERT INTO entry VALUES (1)");
        Connection connection = connect(); // pgjdbc sends the text of COMMIT once in a session only.
        awaitEntries(cluster.node(1), 1);
        stopSending();
        cutter.cutOffAfter("COMMIT");
        CompletableFuture<Integer> update = inBackground(() -> {
            try (Statement statement = connection.createStatement()) {
                return statement.executeUpdate("INSERT INTO entry VALUES (2), (3)");
            }
        });
        Awaitility.await().until(() -> entries(old) == 3);
        old.kill();
        cutter.close();
        promote();

        assertThat(update.get(2, TimeUnit.MINUTES)).isEqualTo(2);

        assertThat(cluster.primary().queryLong("SELECT sum(id) FROM entry")).isEqualTo(6);
        connection.close();
    }

    @Test
    void should_run_what_cannot_run_in_a_transaction_as_it_is() throws SQLException {
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            statement.execute("VACUUM entry");
            statement.executeUpdate("CREATE INDEX CONCURRENTLY entry_id ON entry (id)");
            assertThatThrownBy(() -> statement.execute("VACUUM nowhere"))
                    .isInstanceOf(SQLException.class)
                    .hasFieldOrPropertyWithValue("SQLState", "42P01");
            statement.execute("CREATE PROCEDURE twice() LANGUAGE plpgsql AS"
                    + " 'BEGIN INSERT INTO entry VALUES (1); COMMIT; INSERT INTO entry VALUES (2); END'");
            statement.execute("CALL twice()");
            assertThat(entries(cluster.primary())).isEqualTo(2);
            assertNothingIsOpen();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"LOCK TABLE entry", "DECLARE c CURSOR FOR SELECT 1"})
    void should_not_let_pass_what_needs_a_transaction_of_the_application(String sql) throws SQLException {
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            assertThatThrownBy(() -> statement.execute(sql)).hasFieldOrPropertyWithValue("SQLState", "25P01");
        }
    }

    @Test
    void should_show_the_servers_refusal_and_go_on() throws SQLException {
        cluster.primary().execute("ALTER TABLE entry ADD UNIQUE (id) DEFERRABLE INITIALLY DEFERRED");
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            assertThatThrownBy(() -> statement.executeUpdate("INSERT INTO nowhere VALUES (1)"))
                    .hasFieldOrPropertyWithValue("SQLState", "42P01");
            assertThatThrownBy(() -> statement.executeUpdate("INSERT INTO entry VALUES (1), (1)"))
                    .hasFieldOrPropertyWithValue("SQLState", "23505");
            assertThat(statement.executeUpdate("INSERT INTO entry VALUES (2)")).isEqualTo(1);
            assertThat(connection.getAutoCommit()).isTrue();
            assertThat(entries(cluster.primary())).isEqualTo(1);
            assertNothingIsOpen();
        }
    }

    @Test
    void should_keep_rows_that_would_have_been_fetched_in_parts() throws SQLException {
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            statement.setFetchSize(7);
            int rows = 0;
            try (ResultSet returned =
                    statement.executeQuery("INSERT INTO entry SELECT g FROM generate_series(1, 50) g RETURNING id")) {
                while (returned.next()) {
                    rows++;
                }
            }
            assertThat(rows).isEqualTo(50);
            assertThat(statement.getFetchSize()).isEqualTo(7);
            assertThat(entries(cluster.primary())).isEqualTo(50);
        }
    }

    @Test
    void should_write_all_of_a_batch_or_nothing() throws SQLException {
        cluster.primary().execute("ALTER TABLE entry ADD PRIMARY KEY (id)");
        try (Connection connection = connect();
                PreparedStatement insert = connection.prepareStatement("INSERT INTO entry VALUES (?)")) {
            batch(insert, 1, 2, 3);
            cutter.cutAfter("COMMIT", AnswerCutter.Side.BOTH);
            assertThat(insert.executeBatch()).containsExactly(1, 1, 1);
            batch(insert, 4, 5, 3);
            assertThatThrownBy(insert::executeBatch).isInstanceOf(BatchUpdateException.class);
            assertThat(entries(cluster.primary())).isEqualTo(3);
        }
    }

    private static void batch(PreparedStatement insert, int... ids) throws SQLException {
        for (int id : ids) {
            insert.setInt(1, id);
            insert.addBatch();
        }
    }

    @Test
    void should_leave_a_transaction_that_was_begun_by_text_to_the_application() throws SQLException {
        try (Connection connection = connect()) {
            execute(connection, "BEGIN");
            execute(connection, "INSERT INTO entry VALUES (1)");
            execute(connection, "INSERT INTO entry VALUES (2)");
            execute(connection, "ROLLBACK");
            assertThat(entries(cluster.primary())).isZero();
        }
    }

    @Test
    void should_not_take_back_the_write_of_another_thread_with_a_failed_one() throws Exception {
        int each = 100;
        try (Connection connection = connect()) {
            List<CompletableFuture<Void>> writers = new ArrayList<>();
            for (int writer = 0; writer < 4; writer++) {
                boolean fails = writer % 2 == 1;
                writers.add(inBackground(() -> {
                    for (int i = 0; i < each; i++) {
                        writeOrFail(connection, fails);
                    }
                    return null;
                }));
            }
            for (CompletableFuture<Void> writer : writers) {
                writer.get(2, TimeUnit.MINUTES);
            }
            assertThat(entries(cluster.primary())).isEqualTo(2L * each);
        }
    }

    /** As with a pool, where the next one to use the connection is another thread. */
    @Test
    void should_leave_nothing_open_after_a_call_that_executed_nothing() throws Exception {
        try (Connection connection = connect();
                PreparedStatement insert = connection.prepareStatement("INSERT INTO entry VALUES (?)")) {
            insert.getMetaData();
            insert.getParameterMetaData();
            writeInAnotherThread(connection);
            assertThatThrownBy(insert::executeUpdate).as("nothing is bound").isInstanceOf(SQLException.class);
            writeInAnotherThread(connection);
            insert.close();
            assertThatThrownBy(insert::executeUpdate).as("it is closed").isInstanceOf(SQLException.class);
            writeInAnotherThread(connection);
            assertThat(entries(cluster.primary())).isEqualTo(3);
            assertNothingIsOpen();
        }
    }

    private static void writeInAnotherThread(Connection connection) throws Exception {
        inBackground(() -> {
                    execute(connection, "INSERT INTO entry VALUES (1)");
                    return null;
                })
                .get(2, TimeUnit.MINUTES);
    }

    private static void writeOrFail(Connection connection, boolean fails) throws SQLException {
        if (fails) {
            assertThatThrownBy(() -> execute(connection, "INSERT INTO entry VALUES (1 / 0)"))
                    .hasFieldOrPropertyWithValue("SQLState", "22012");
        } else {
            execute(connection, "INSERT INTO entry VALUES (1)");
        }
    }

    @ParameterizedTest
    @EnumSource(AnswerCutter.Side.class)
    void should_run_again_what_the_application_says_is_idempotent(AnswerCutter.Side side) throws SQLException {
        url = url.replace("=protected", "=idempotent");
        cluster.primary().execute("INSERT INTO entry VALUES (1, 'a')");
        try (Connection connection = connect()) {
            cutter.cutAfter("UPDATE", side);
            execute(connection, "UPDATE entry SET note = note || 'b'");
            Awaitility.await()
                    .untilAsserted(() -> assertThat(cluster.primary().queryLong("SELECT length(note) FROM entry"))
                            .as("run twice, as the application allows")
                            .isEqualTo(3));
            connection.setAutoCommit(false);
            execute(connection, "UPDATE entry SET note = note || 'c'");
            cutter.cutAfter("COMMIT", AnswerCutter.Side.BOTH);
            connection.commit();
            assertThat(cluster.primary().queryLong("SELECT length(note) FROM entry"))
                    .as("a transaction is none of that")
                    .isEqualTo(4);
        }
    }

    /** pgjdbc breaks off by itself in such a batch, and leaves the answers to what it has sent to whoever asks next. */
    @Test
    void should_not_give_one_call_the_answer_to_another_after_the_drivers_own_failure() throws SQLException {
        url += "&reWriteBatchedInserts=true";
        try (Connection connection = connect();
                PreparedStatement batch = connection.prepareStatement("INSERT INTO entry VALUES (?, ?); SELECT 2")) {
            for (int id = 1; id <= 3; id++) {
                batch.setInt(1, id);
                batch.setString(2, "x");
                batch.addBatch();
            }
            assertThat(catchThrowable(batch::executeBatch)).isInstanceOf(RuntimeException.class);
            assertThat(query(connection, "SELECT 'mine'")).isEqualTo("mine");
            assertThat(query(connection, "SELECT count(*) FROM entry")).isEqualTo("0");
        }
    }
}
