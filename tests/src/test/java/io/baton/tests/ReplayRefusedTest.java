/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.tests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.baton.driver.ReplayRefusal;
import io.baton.driver.TransactionLost;
import io.baton.lab.PostgresNode;
import java.sql.CallableStatement;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.sql.Statement;
import java.sql.Types;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An open transaction that would be another one on the promoted node is refused, with the reason. */
class ReplayRefusedTest extends OpenTransactionTest {

    @Test
    void should_refuse_when_a_row_that_was_read_has_changed() throws SQLException {
        try (Connection connection = begin()) {
            assertThat(query(connection, "SELECT note FROM entry WHERE id = 7")).isEqualTo("row 7");
            execute(connection, "UPDATE entry SET note = 'from ' || note WHERE id = 8");
            PostgresNode successor = failOver();
            successor.execute("UPDATE entry SET note = 'somebody else' WHERE id = 7");

            assertThatThrownBy(() -> execute(connection, "INSERT INTO entry VALUES (201)"))
                    .satisfies(e -> assertThat(refusal(e)).isEqualTo(ReplayRefusal.RESULT_CHANGED))
                    .hasMessageContaining("SELECT note FROM entry WHERE id = ?")
                    .hasMessageNotContaining("7");
            assertThatThrownBy(connection::commit).isInstanceOf(TransactionLost.class);
            assertThat(successor.queryLong("SELECT count(*) FROM entry WHERE note LIKE 'from%'"))
                    .isZero();
        }
    }

    @Test
    void should_refuse_when_an_update_would_hit_another_number_of_rows() throws SQLException {
        try (Connection connection = begin()) {
            execute(connection, "UPDATE entry SET note = 'mine' WHERE id BETWEEN 1 AND 3");
            PostgresNode successor = failOver();
            successor.execute("DELETE FROM entry WHERE id = 2");
            assertThatThrownBy(connection::commit)
                    .satisfies(e -> assertThat(refusal(e)).isEqualTo(ReplayRefusal.COUNT_CHANGED));
            connection.rollback();
            assertThat(query(connection, "SELECT count(*) FROM entry WHERE note = 'mine'"))
                    .isEqualTo("0");
        }
    }

    @Test
    void should_refuse_when_a_statement_that_failed_would_work_now() throws SQLException {
        cluster.primary().execute("CREATE UNIQUE INDEX ON entry (id)");
        try (Connection connection = begin()) {
            Savepoint before = connection.setSavepoint();
            assertThatThrownBy(() -> execute(connection, "INSERT INTO entry VALUES (5)"))
                    .hasFieldOrPropertyWithValue("SQLState", "23505");
            connection.rollback(before);
            PostgresNode successor = failOver();
            successor.execute("DELETE FROM entry WHERE id = 5");
            assertThatThrownBy(() -> execute(connection, "UPDATE entry SET note = 'was there' WHERE id = 5"))
                    .satisfies(e -> assertThat(refusal(e)).isEqualTo(ReplayRefusal.OUTCOME_CHANGED));
        }
    }

    @Test
    void should_refuse_a_transaction_that_is_too_long() throws SQLException {
        url += "&baton.replayCalls=3";
        try (Connection connection = begin()) {
            for (int i = 0; i < 4; i++) {
                execute(connection, "INSERT INTO entry VALUES (201)");
            }
            failOver();
            assertThatThrownBy(connection::commit)
                    .satisfies(e -> assertThat(refusal(e)).isEqualTo(ReplayRefusal.TOO_MANY_CALLS));
        }
    }

    @Test
    void should_replay_the_next_transaction_after_one_that_was_too_long() throws SQLException {
        url += "&baton.replayCalls=3";
        try (Connection connection = begin()) {
            for (int i = 0; i < 4; i++) {
                execute(connection, "INSERT INTO entry VALUES (201)");
            }
            connection.commit();
            execute(connection, "INSERT INTO entry VALUES (202)");
            PostgresNode successor = failOver();
            connection.commit();
            assertThat(successor.queryLong("SELECT count(*) FROM entry WHERE id = 202"))
                    .isEqualTo(1);
        }
    }

    @Test
    void should_not_replay_what_was_committed_by_text_before() throws SQLException {
        try (Connection connection = begin()) {
            execute(connection, "INSERT INTO entry VALUES (201)");
            execute(connection, "/* done */ COMMIT;");
            execute(connection, "INSERT INTO entry VALUES (202)");
            PostgresNode successor = failOver();
            connection.commit();
            assertThat(successor.queryLong("SELECT count(*) FROM entry WHERE id = 201"))
                    .isEqualTo(1);
            assertThat(successor.queryLong("SELECT count(*) FROM entry WHERE id = 202"))
                    .isEqualTo(1);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"COMMIT; BEGIN; INSERT INTO entry VALUES (202)", "COMMIT AND CHAIN"})
    void should_refuse_when_a_text_ended_a_transaction_and_began_another(String text) throws SQLException {
        try (Connection connection = begin()) {
            execute(connection, "INSERT INTO entry VALUES (201)");
            execute(connection, text);
            PostgresNode successor = failOver();
            assertThatThrownBy(connection::commit)
                    .satisfies(e -> assertThat(refusal(e)).isEqualTo(ReplayRefusal.ENDED_BY_TEXT));
            assertThat(successor.queryLong("SELECT count(*) FROM entry WHERE id > 200"))
                    .isEqualTo(1);
        }
    }

    @Test
    void should_refuse_what_has_effects_outside_the_transaction() throws SQLException {
        try (Connection connection = begin()) {
            query(connection, "SELECT pg_logical_emit_message(false, 'x', 'y')");
            failOver();
            assertThatThrownBy(connection::commit)
                    .satisfies(e -> assertThat(refusal(e)).isEqualTo(ReplayRefusal.EXTERNAL_EFFECT));
        }
    }

    @Test
    void should_refuse_when_an_out_parameter_would_be_another() throws SQLException {
        cluster.primary()
                .execute("CREATE FUNCTION entries(OUT n bigint) LANGUAGE sql AS $$ SELECT count(*) FROM entry $$");
        try (Connection connection = begin();
                CallableStatement call = connection.prepareCall("{? = call entries()}")) {
            call.registerOutParameter(1, Types.BIGINT);
            call.execute();
            assertThat(call.getLong(1)).isEqualTo(100);
            PostgresNode successor = failOver();
            successor.execute("DELETE FROM entry WHERE id = 1");
            assertThatThrownBy(connection::commit)
                    .satisfies(e -> assertThat(refusal(e)).isEqualTo(ReplayRefusal.COUNT_CHANGED));
        }
    }

    @Test
    void should_not_replay_what_was_scrolled_or_read_as_a_cursor() throws SQLException {
        try (Connection connection = begin();
                Statement statement =
                        connection.createStatement(ResultSet.TYPE_SCROLL_INSENSITIVE, ResultSet.CONCUR_READ_ONLY)) {
            ResultSet rows = statement.executeQuery("SELECT id FROM entry ORDER BY id");
            assertThat(rows.last()).isTrue();
            failOver();
            assertThatThrownBy(connection::commit)
                    .satisfies(e -> assertThat(refusal(e)).isEqualTo(ReplayRefusal.ROWS_READ_OUT_OF_ORDER));
        }
    }

    @Test
    void should_not_replay_a_transaction_of_two_threads() throws Exception {
        try (Connection connection = begin()) {
            execute(connection, "INSERT INTO entry VALUES (201)");
            inBackground(() -> {
                        execute(connection, "INSERT INTO entry VALUES (202)");
                        return null;
                    })
                    .get(2, TimeUnit.MINUTES);
            failOver();
            assertThatThrownBy(connection::commit)
                    .satisfies(e -> assertThat(refusal(e)).isEqualTo(ReplayRefusal.SHARED_BY_THREADS));
        }
    }

    @Test
    void should_not_replay_a_transaction_that_the_server_ended_on_purpose() throws SQLException {
        try (Connection connection = begin()) {
            execute(connection, "SET LOCAL idle_in_transaction_session_timeout = '100ms'");
            execute(connection, "INSERT INTO entry VALUES (201)");
            Awaitility.await()
                    .until(() -> cluster.primary()
                                    .queryLongAsAdmin("SELECT count(*) FROM pg_stat_activity WHERE usename = 'app'"
                                            + " AND state = 'idle in transaction'")
                            == 0);
            assertThatThrownBy(() -> execute(connection, "INSERT INTO entry VALUES (202)"))
                    .satisfies(e -> assertThat(refusal(e)).isEqualTo(ReplayRefusal.ENDED_BY_SERVER_LIMIT));
        }
    }

    @Test
    void should_refuse_by_hint() throws SQLException {
        try (Connection connection = begin()) {
            execute(connection, "INSERT /*@noreplay*/ INTO entry VALUES (201)");
            failOver();
            assertThatThrownBy(connection::commit)
                    .satisfies(e -> assertThat(refusal(e)).isEqualTo(ReplayRefusal.DISABLED_BY_HINT));
        }
    }
}
