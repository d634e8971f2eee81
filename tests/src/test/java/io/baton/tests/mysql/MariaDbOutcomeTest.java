/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.tests.mysql;

import static io.baton.lab.Sql.execute;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.baton.lab.mysql.Engine;
import io.baton.tests.AnswerCutter.Side;
import java.sql.Connection;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** On MariaDB the entry goes to the server in the message of the COMMIT, from the second one of a session on. */
class MariaDbOutcomeTest extends GtidOutcomeTests {

    MariaDbOutcomeTest() {
        super(Engine.MARIADB);
    }

    /** A connection whose next COMMIT is not the first one of its session. */
    private Connection beginAgain() throws SQLException {
        makeLedger();
        Connection connection = begin();
        execute(connection, "INSERT INTO entry VALUES (0, 'x')");
        connection.commit();
        cluster.primary().executeAsAdmin("DELETE FROM entry", "DELETE FROM baton_ledger");
        return connection;
    }

    private String ledger() throws SQLException {
        return query(cluster.primary(), "SELECT outcome FROM baton_ledger ORDER BY entry");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "&useServerPrepStmts=true", "&sessionVariables=sql_mode=ORACLE"})
    void should_take_no_round_trip_of_its_own(String options) throws SQLException {
        url += options;
        try (Connection connection = beginAgain()) {
            int fewest = Integer.MAX_VALUE;
            for (int i = 1; i <= 5; i++) { // In between there are probes.
                execute(connection, "INSERT INTO entry VALUES (" + i + ", 'x')");
                int before = cutter.requests();
                connection.commit();
                fewest = Math.min(fewest, cutter.requests() - before);
            }
            assertThat(fewest).isEqualTo(1);
            connection.rollback();
            assertThat(entries()).isEqualTo("1, 2, 3, 4, 5");
            assertThat(ledger()).isEqualTo("C, C, C, C, C");
        }
    }

    @Test
    void should_return_normally_when_only_the_answer_of_a_later_commit_was_lost() throws SQLException {
        try (Connection connection = beginAgain()) {
            execute(connection, "INSERT INTO entry VALUES (1, 'x')");
            cutter.cutAfter("COMMIT", Side.BOTH);
            connection.commit();
            assertThat(entries()).isEqualTo("1");
            assertThat(ledger()).isEqualTo("C");
        }
    }

    @Test
    void should_replay_what_did_not_arrive() throws SQLException {
        try (Connection connection = beginAgain()) {
            execute(connection, "INSERT INTO entry VALUES (1, 'x')");
            cutter.dropAt("COMMIT");
            connection.commit();
            assertThat(entries()).isEqualTo("1");
            assertThat(ledger()).isEqualTo("A, C");
        }
    }

    /** As on the first COMMIT: without the table its outcome cannot be found out, and it is committed for all that. */
    @Test
    void should_commit_without_an_entry_when_the_table_has_gone() throws SQLException {
        try (Connection connection = beginAgain()) {
            cluster.primary().executeAsAdmin("DROP TABLE baton_ledger");
            execute(connection, "INSERT INTO entry VALUES (1, 'x')");
            connection.commit();
            assertThat(entries()).isEqualTo("1");

            execute(connection, "INSERT INTO entry VALUES (2, 'x')");
            cutter.cutAfter("COMMIT", Side.BOTH);
            assertThatThrownBy(connection::commit).hasFieldOrPropertyWithValue("SQLState", "08007");
        }
    }

    @Test
    void should_commit_nothing_when_the_table_that_is_insisted_on_has_gone() throws SQLException {
        url += "&baton.commitOutcome=ledger";
        try (Connection connection = beginAgain()) {
            cluster.primary().executeAsAdmin("DROP TABLE baton_ledger");
            execute(connection, "INSERT INTO entry VALUES (1, 'x')");
            assertThatThrownBy(connection::commit).hasMessageContaining("CREATE TABLE `app`.baton_ledger");
            assertThat(query(connection, "SELECT COUNT(*) FROM entry")).isEqualTo("0");
        }
    }
}
