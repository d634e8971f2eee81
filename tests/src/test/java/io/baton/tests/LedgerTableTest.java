/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.tests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.baton.lab.ClusterShape;
import java.sql.Connection;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Sessions of PostgreSQL that find another table under the ledger's name than Baton's own session does, or none for evidence. */
class LedgerTableTest extends CutterTest {

    private static final String COLUMNS =
            " (entry uuid PRIMARY KEY, outcome \"char\" NOT NULL, written timestamptz NOT NULL)";

    @Override
    ClusterShape shape() {
        return ClusterShape.single();
    }

    @Override
    String options() {
        return "&baton.commitOutcome=ledger";
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SET search_path = other, public",
                "CREATE TEMPORARY TABLE noise (id int)",
                "SET ROLE app",
            })
    void should_find_the_entry_in_the_table_that_it_was_written_to(String before) throws SQLException {
        makeLedger();
        cluster.primary().execute("CREATE SCHEMA other");
        cluster.primary().execute("CREATE TABLE other.baton_ledger" + COLUMNS);
        for (boolean first : new boolean[] {true, false}) {
            try (Connection connection = begin()) {
                if (!first) { // Then the entry goes with the COMMIT, into the table of the first one.
                    execute(connection, "INSERT INTO entry VALUES (0)");
                    connection.commit();
                }
                execute(connection, before);
                execute(connection, "INSERT INTO public.entry VALUES (1)");
                cutter.cutAfter("COMMIT", AnswerCutter.Side.BOTH);
                connection.commit();
            }
        }
        assertThat(cluster.primary().queryLong("SELECT count(*) FROM entry WHERE id = 1"))
                .isEqualTo(2);
    }

    @Test
    void should_not_be_misled_by_a_temporary_table() throws SQLException {
        makeLedger();
        try (Connection connection = begin()) {
            execute(connection, "INSERT INTO entry VALUES (1)");
            connection.commit();
            execute(connection, "CREATE TEMPORARY TABLE baton_ledger" + COLUMNS);
            execute(connection, "INSERT INTO entry VALUES (2)");
            cutter.cutAfter("COMMIT", AnswerCutter.Side.BOTH);
            connection.commit();
            assertThat(entries(cluster.primary())).isEqualTo(2);
        }
        try (Connection connection = begin()) {
            execute(connection, "CREATE TEMPORARY TABLE baton_ledger" + COLUMNS);
            execute(connection, "INSERT INTO entry VALUES (3)");
            assertThatThrownBy(connection::commit).hasMessageContaining("temporary, unlogged");
            assertThat(query(connection, "SELECT count(*) FROM entry")).isEqualTo("2");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ALTER TABLE baton_ledger SET UNLOGGED",
                "ALTER TABLE baton_ledger ENABLE ROW LEVEL SECURITY; ALTER TABLE baton_ledger FORCE ROW LEVEL SECURITY;"
                        + " CREATE POLICY writes ON baton_ledger FOR INSERT WITH CHECK (true)"
            })
    void should_insist_on_a_table_that_is_evidence(String change) throws SQLException {
        makeLedger();
        cluster.primary().execute(change);
        try (Connection connection = begin()) {
            execute(connection, "INSERT INTO entry VALUES (1)");
            assertThatThrownBy(connection::commit).hasMessageContaining("baton.commitOutcome=ledger");
            assertThat(query(connection, "SELECT count(*) FROM entry")).isEqualTo("0");
        }
    }

    @Test
    void should_commit_what_a_read_only_transaction_keeps_to_itself() throws SQLException {
        makeLedger();
        try (Connection connection = connect()) {
            execute(connection, "CREATE TEMPORARY TABLE mine (id int)");
            connection.setReadOnly(true);
            connection.setAutoCommit(false);
            execute(connection, "INSERT INTO mine VALUES (1)");
            connection.commit();
            assertThat(query(connection, "SELECT count(*) FROM mine")).isEqualTo("1");
        }
    }
}
