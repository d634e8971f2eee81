/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.tests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.baton.driver.BatonConnection;
import io.baton.driver.ReplayRefusal;
import io.baton.driver.ReplayReport;
import io.baton.lab.PostgresNode;
import java.sql.CallableStatement;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.sql.Statement;
import java.sql.Types;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An open transaction goes on on the promoted node when that is the same transaction. */
class ReplayTest extends OpenTransactionTest {

    @Test
    void should_go_on_after_writes_and_commit_all_of_them_once() throws SQLException {
        try (Connection connection = begin();
                PreparedStatement insert = connection.prepareStatement("INSERT INTO entry VALUES (?, ?)")) {
            for (int id = 201; id <= 203; id++) {
                insert.setInt(1, id);
                insert.setString(2, "new " + id);
                assertThat(insert.executeUpdate()).isEqualTo(1);
            }
            insert.setInt(1, 204);

            PostgresNode successor = failOver();
            assertThat(insert.executeUpdate()).isEqualTo(1);
            execute(connection, "UPDATE entry SET note = 'changed' WHERE id = 1");
            connection.commit();

            assertThat(successor.queryLong("SELECT count(*) FROM entry WHERE id > 200"))
                    .isEqualTo(4);
            assertThat(successor.queryLong("SELECT count(*) FROM entry WHERE note = 'new 203'"))
                    .isEqualTo(2);
            assertThat(successor.queryLong("SELECT count(*) FROM entry WHERE note = 'changed'"))
                    .isEqualTo(1);
        }
    }

    @Test
    void should_go_on_when_commit_is_the_next_call() throws SQLException {
        try (Connection connection = begin()) {
            execute(connection, "INSERT INTO entry VALUES (201)");
            PostgresNode successor = failOver();
            connection.commit();
            assertThat(successor.queryLong("SELECT count(*) FROM entry WHERE id > 200"))
                    .isEqualTo(1);
        }
    }

    @Test
    void should_forget_the_transaction_when_rollback_is_the_next_call() throws SQLException {
        try (Connection connection = begin()) {
            execute(connection, "INSERT INTO entry VALUES (201)");
            PostgresNode successor = failOver();
            connection.rollback();
            execute(connection, "INSERT INTO entry VALUES (202)");
            connection.commit();
            assertThat(successor.queryLong("SELECT sum(id) FROM entry WHERE id > 200"))
                    .isEqualTo(202);
        }
    }

    @Test
    void should_know_a_transaction_that_was_begun_by_text() throws SQLException {
        try (Connection connection = connect()) {
            execute(connection, "BEGIN ISOLATION LEVEL REPEATABLE READ");
            execute(connection, "INSERT INTO entry VALUES (201)");
            PostgresNode successor = failOver();
            assertThat(query(connection, "SHOW transaction_isolation")).isEqualTo("repeatable read");
            execute(connection, "INSERT INTO entry VALUES (202)");
            execute(connection, "COMMIT");
            assertThat(successor.queryLong("SELECT count(*) FROM entry WHERE id > 200"))
                    .isEqualTo(2);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 10})
    void should_go_on_in_the_middle_of_a_result(int fetchSize) throws SQLException {
        try (Connection connection = begin();
                Statement statement = connection.createStatement()) {
            execute(connection, "INSERT INTO entry VALUES (201, 'row 201')");
            statement.setFetchSize(fetchSize);
            ResultSet rows = statement.executeQuery("SELECT id, note FROM entry ORDER BY id");
            for (int id = 1; id <= 25; id++) {
                assertThat(rows.next()).isTrue();
            }

            PostgresNode successor = failOver();
            assertThat(rows.getString(2)).isEqualTo("row 25");
            for (int id = 26; id <= 100; id++) {
                assertThat(rows.next()).isTrue();
                assertThat(rows.getInt(1)).isEqualTo(id);
            }
            assertThat(rows.next()).isTrue();
            assertThat(rows.getInt(1)).isEqualTo(201);
            assertThat(rows.next()).isFalse();
            connection.commit();

            assertThat(successor.queryLong("SELECT count(*) FROM entry WHERE id > 200"))
                    .isEqualTo(1);
        }
    }

    @Test
    void should_compare_rows_that_came_in_the_binary_format() throws SQLException {
        try (Connection connection = begin();
                PreparedStatement select =
                        connection.prepareStatement("SELECT id, id::float8 / 3, note FROM entry WHERE id = ?")) {
            for (int id = 1; id <= 8; id++) { // pgjdbc prepares on the server, and turns to binary, at the fifth.
                select.setInt(1, id);
                try (ResultSet row = select.executeQuery()) {
                    assertThat(row.next()).isTrue();
                    assertThat(row.getInt(1)).isEqualTo(id);
                }
            }
            failOver();
            select.setInt(1, 9);
            ResultSet row = select.executeQuery();
            assertThat(row.next()).isTrue();
            assertThat(row.getDouble(2)).isEqualTo(3.0);
            connection.commit();
        }
    }

    @Test
    void should_not_mind_rows_that_were_never_fetched() throws SQLException {
        try (Connection connection = begin();
                Statement statement = connection.createStatement()) {
            ResultSet rows = statement.executeQuery("SELECT id, note FROM entry ORDER BY id");
            assertThat(rows.next()).isTrue();
            PostgresNode successor = failOver();
            successor.execute("UPDATE entry SET note = 'somebody else' WHERE id = 2");

            execute(connection, "INSERT INTO entry VALUES (201)");
            assertThat(rows.next()).isTrue();
            assertThat(rows.getString(2)).as("the row is read where it is true").isEqualTo("somebody else");
            connection.commit();
        }
    }

    @Test
    void should_carry_savepoints_over_and_roll_back_to_them() throws SQLException {
        try (Connection connection = begin()) {
            execute(connection, "INSERT INTO entry VALUES (201)");
            Savepoint first = connection.setSavepoint();
            int id = first.getSavepointId();
            execute(connection, "INSERT INTO entry VALUES (202)");
            Savepoint second = connection.setSavepoint("second");
            execute(connection, "INSERT INTO entry VALUES (203)");
            connection.rollback(second);

            PostgresNode successor = failOver();
            execute(connection, "INSERT INTO entry VALUES (204)");
            connection.rollback(first);
            assertThat(first.getSavepointId()).isEqualTo(id);
            execute(connection, "INSERT INTO entry VALUES (205)");
            connection.commit();

            assertThat(successor.queryLong("SELECT sum(id) FROM entry WHERE id > 200"))
                    .isEqualTo(201 + 205);
        }
    }

    @Test
    void should_compare_what_was_read_before_a_rollback_to_a_savepoint() throws SQLException {
        try (Connection connection = begin()) {
            Savepoint before = connection.setSavepoint();
            assertThat(query(connection, "SELECT note FROM entry WHERE id = 7")).isEqualTo("row 7");
            connection.rollback(before);
            execute(connection, "UPDATE entry SET note = 'because it was row 7' WHERE id = 8");
            PostgresNode successor = failOver();
            successor.execute("UPDATE entry SET note = 'somebody else' WHERE id = 7");
            assertThatThrownBy(connection::commit)
                    .satisfies(e -> assertThat(refusal(e)).isEqualTo(ReplayRefusal.RESULT_CHANGED));
        }
    }

    @Test
    void should_replay_a_statement_that_failed_and_was_rolled_back() throws SQLException {
        cluster.primary().execute("CREATE UNIQUE INDEX ON entry (id)");
        try (Connection connection = begin()) {
            Savepoint before = connection.setSavepoint();
            assertThatThrownBy(() -> execute(connection, "INSERT INTO entry VALUES (5)"))
                    .hasFieldOrPropertyWithValue("SQLState", "23505");
            connection.rollback(before);
            execute(connection, "UPDATE entry SET note = 'was there' WHERE id = 5");
            PostgresNode successor = failOver();
            connection.commit();
            assertThat(successor.queryLong("SELECT count(*) FROM entry WHERE note = 'was there'"))
                    .isEqualTo(1);
        }
    }

    @Test
    void should_replay_batches_with_the_values_they_had() throws SQLException {
        try (Connection connection = begin();
                PreparedStatement insert = connection.prepareStatement("INSERT INTO entry VALUES (?, ?)")) {
            byte[] unused = {1};
            for (int id = 201; id <= 203; id++) {
                insert.setInt(1, id);
                insert.setString(2, "batched " + id + unused.length);
                insert.addBatch();
            }
            assertThat(insert.executeBatch()).containsExactly(1, 1, 1);
            insert.setInt(1, 301);
            insert.setString(2, "pending");
            insert.addBatch();
            PostgresNode successor = failOver();
            insert.setInt(1, 302);
            insert.addBatch();
            assertThat(insert.executeBatch()).containsExactly(1, 1);
            connection.commit();
            assertThat(successor.queryLong("SELECT sum(id) FROM entry WHERE id > 200"))
                    .isEqualTo(606 + 301 + 302);
        }
    }

    @Test
    void should_replay_a_statement_that_was_executed_many_times_and_one_that_was_closed() throws SQLException {
        try (Connection connection = begin()) {
            try (PreparedStatement closed = connection.prepareStatement("UPDATE entry SET note = ? WHERE id = ?")) {
                for (int id = 1; id <= 20; id++) {
                    closed.setString(1, "updated " + id);
                    closed.setInt(2, id);
                    assertThat(closed.executeUpdate()).isEqualTo(1);
                }
            }
            PostgresNode successor = failOver();
            connection.commit();
            assertThat(successor.queryLong("SELECT count(*) FROM entry WHERE note = 'updated ' || id"))
                    .isEqualTo(20);
        }
    }

    @Test
    void should_count_what_was_bound_in_the_transaction_alone() throws SQLException {
        try (Connection connection = DriverManager.getConnection(url + "&baton.replayMemory=5000");
                PreparedStatement insert = connection.prepareStatement("INSERT INTO entry VALUES (?, ?)")) {
            for (int id = 201; id <= 210; id++) {
                bind(insert, id, 1_000);
                insert.executeUpdate();
            }
            connection.setAutoCommit(false);
            bind(insert, 211, 1_000);
            insert.executeUpdate();
            PostgresNode successor = failOver();
            connection.commit();
            assertThat(successor.queryLong("SELECT count(*) FROM entry WHERE id > 200"))
                    .isEqualTo(11);
        }
    }

    @Test
    void should_count_what_each_execution_in_the_transaction_was_bound_to() throws SQLException {
        try (Connection connection = DriverManager.getConnection(url + "&baton.replayMemory=5000");
                PreparedStatement insert = connection.prepareStatement("INSERT INTO entry VALUES (?, ?)")) {
            connection.setAutoCommit(false);
            for (int id = 201; id <= 210; id++) {
                bind(insert, id, 1_000);
                insert.executeUpdate();
            }
            failOver();
            assertThatThrownBy(connection::commit)
                    .satisfies(e -> assertThat(refusal(e)).isEqualTo(ReplayRefusal.TOO_MUCH_DATA));
        }
    }

    private static void bind(PreparedStatement insert, int id, int length) throws SQLException {
        insert.setInt(1, id);
        insert.setString(2, "x".repeat(length));
    }

    @Test
    void should_go_on_with_temporary_tables_and_settings_of_the_transaction() throws SQLException {
        try (Connection connection = begin()) {
            execute(connection, "SET LOCAL search_path = pg_catalog");
            execute(connection, "CREATE TEMP TABLE scratch ON COMMIT DROP AS SELECT 1 AS x");
            failOver();
            assertThat(query(connection, "SELECT count(*) FROM pg_temp.scratch"))
                    .isEqualTo("1");
            assertThat(query(connection, "SHOW search_path")).isEqualTo("pg_catalog");
            connection.commit();
            assertThat(query(connection, "SHOW search_path")).isNotEqualTo("pg_catalog");
        }
    }

    @Test
    void should_go_on_on_the_same_node_when_only_the_session_was_lost() throws SQLException {
        try (Connection connection = begin()) {
            execute(connection, "UPDATE entry SET note = 'mine' WHERE id = 1");
            cluster.primary()
                    .executeAsAdmin("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = 'app'");
            execute(connection, "UPDATE entry SET note = 'mine, too' WHERE id = 2");
            connection.commit();
            assertThat(port(connection)).isEqualTo(cluster.primary().port());
            assertThat(cluster.primary().queryLong("SELECT count(*) FROM entry WHERE note LIKE 'mine%'"))
                    .isEqualTo(2);
        }
    }

    @Test
    void should_compare_out_parameters_and_several_results() throws SQLException {
        cluster.primary()
                .execute("CREATE FUNCTION twice(n int, OUT double int, OUT words text[]) LANGUAGE sql AS"
                        + " $$ SELECT 2 * n, ARRAY['a', 'b'] $$");
        try (Connection connection = begin();
                CallableStatement call = connection.prepareCall("{call twice(?, ?, ?)}");
                Statement script = connection.createStatement()) {
            call.setInt(1, 21);
            call.registerOutParameter(2, Types.INTEGER);
            call.registerOutParameter(3, Types.ARRAY);
            call.execute();
            assertThat(call.getInt(2)).isEqualTo(42);
            assertThat(script.execute("UPDATE entry SET note = 'x' WHERE id < 3; SELECT id FROM entry WHERE id = 5"))
                    .isFalse();
            assertThat(script.getUpdateCount()).isEqualTo(2);
            assertThat(script.getMoreResults()).isTrue();
            ResultSet row = script.getResultSet();
            assertThat(row.next()).isTrue();
            assertThat(row.getInt(1)).isEqualTo(5);

            PostgresNode successor = failOver();
            execute(connection, "INSERT INTO entry VALUES (201)");
            assertThat(row.next()).isFalse();
            assertThat(script.getMoreResults()).isFalse();
            assertThat(call.getInt(2)).isEqualTo(42);
            connection.commit();
            assertThat(successor.queryLong("SELECT count(*) FROM entry WHERE note = 'x' OR id = 201"))
                    .isEqualTo(3);
        }
    }

    @Test
    void should_count_what_could_be_replayed_without_an_outage() throws SQLException {
        try (Connection connection = begin()) {
            ReplayReport before = connection.unwrap(BatonConnection.class).replayReport();
            execute(connection, "INSERT INTO entry VALUES (201)");
            connection.commit();
            query(connection, "SELECT pg_logical_emit_message(false, 'x', 'secret')");
            connection.rollback();
            execute(connection, "INSERT INTO entry VALUES (202)");
            execute(connection, "COMMIT");
            connection.rollback(); // of nothing

            ReplayReport report = connection.unwrap(BatonConnection.class).replayReport();
            assertThat(report.transactions() - before.transactions()).isEqualTo(3);
            assertThat(report.refusals()).containsEntry(ReplayRefusal.EXTERNAL_EFFECT, 1L);
            assertThat(report.shapes().get(0).detail()).isEqualTo("SELECT pg_logical_emit_message ( false , ? , ? )");
            assertThat(report.toString()).doesNotContain("secret").contains("1 x EXTERNAL_EFFECT");
        }
    }
}
