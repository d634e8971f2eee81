/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.tests.mysql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.baton.lab.mysql.Engine;
import io.baton.tests.AnswerCutter;
import java.sql.Connection;
import java.sql.SQLException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever keeps the ledger's entry out, a transaction that the vendor's driver would commit is committed; unless the ledger is insisted on. */
abstract class GtidLedgerHindranceTests extends GtidClusterTest {

    GtidLedgerHindranceTests(Engine engine) {
        super(engine);
    }

    @AfterEach
    void dropTheRest() throws SQLException {
        cluster.primary().executeAsAdmin("DROP DATABASE IF EXISTS elsewhere");
    }

    /** Each is done by the application in its session before it writes. */
    private static final String[] NONE = {};

    private void commitsTwice(String[] before) throws SQLException {
        try (Connection connection = begin()) {
            execute(connection, before);
            for (int i = 1; i <= 2; i++) { // The second entry may go with the COMMIT.
                execute(connection, "INSERT INTO entry VALUES (" + i + ", 'x')");
                connection.commit();
            }
        }
        assertThat(query(cluster.primary(), "SELECT id FROM entry ORDER BY id")).isEqualTo("1, 2");
    }

    @ParameterizedTest
    @ValueSource(strings = {"LOCK TABLES entry WRITE", "LOCK TABLES entry WRITE, person READ"})
    void should_commit_under_locks_that_leave_the_ledger_out(String lock) throws SQLException {
        makeLedger();
        commitsTwice(new String[] {lock});
    }

    @Test
    void should_commit_when_locks_are_taken_after_the_first_commit() throws SQLException {
        makeLedger();
        try (Connection connection = begin()) {
            execute(connection, "INSERT INTO entry VALUES (1, 'x')");
            connection.commit();
            execute(connection, "LOCK TABLES entry WRITE", "INSERT INTO entry VALUES (2, 'x')");
            connection.commit();
            execute(connection, "INSERT INTO entry VALUES (3, 'x')", "UNLOCK TABLES");
        }
        assertThat(query(cluster.primary(), "SELECT COUNT(*) FROM entry")).isIn("3", "2");
    }

    @Test
    void should_say_what_is_missing_under_locks_when_the_ledger_is_insisted_on() throws SQLException {
        makeLedger();
        url += "&baton.commitOutcome=ledger";
        try (Connection connection = begin()) {
            execute(connection, "LOCK TABLES entry WRITE", "INSERT INTO entry VALUES (1, 'x')");
            assertThatThrownBy(connection::commit)
                    .hasMessageContaining("baton.commitOutcome=ledger")
                    .hasMessageContaining("LOCK TABLES")
                    .extracting(e -> ((SQLException) e).getErrorCode())
                    .isEqualTo(1100);
            execute(connection, "UNLOCK TABLES");
        }
        assertThat(query(cluster.primary(), "SELECT COUNT(*) FROM entry")).isEqualTo("0");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "CREATE TRIGGER no BEFORE INSERT ON baton_ledger FOR EACH ROW SIGNAL SQLSTATE '45000'",
                "ALTER TABLE baton_ledger ADD more INT NOT NULL CHECK (more > 0)",
                "ALTER TABLE baton_ledger DROP COLUMN outcome",
                "ALTER TABLE baton_ledger ENGINE = MyISAM",
                "ALTER TABLE baton_ledger MODIFY entry BINARY(8)",
                "CREATE OR REPLACE VIEW v AS SELECT 1",
                "DROP TABLE baton_ledger",
            })
    void should_commit_whatever_became_of_the_table(String change) throws SQLException {
        makeLedger();
        cluster.primary().executeAsAdmin(change);
        commitsTwice(NONE);
        cluster.primary().executeAsAdmin("DROP VIEW IF EXISTS v");
    }

    @Test
    void should_commit_when_the_table_is_in_a_database_that_goes_away() throws SQLException {
        cluster.primary()
                .executeAsAdmin(
                        "CREATE DATABASE elsewhere",
                        "CREATE TABLE elsewhere.baton_ledger (entry BINARY(16) PRIMARY KEY, outcome CHAR(1) NOT NULL,"
                                + " written TIMESTAMP(6) NOT NULL DEFAULT CURRENT_TIMESTAMP(6)) ENGINE=InnoDB",
                        "GRANT ALL ON elsewhere.* TO app@'%'");
        url += "&baton.ledgerTable=elsewhere.baton_ledger";
        try (Connection connection = begin()) {
            execute(connection, "INSERT INTO entry VALUES (1, 'x')");
            connection.commit();
            cluster.primary().executeAsAdmin("DROP DATABASE elsewhere");
            execute(connection, "INSERT INTO entry VALUES (2, 'x')");
            connection.commit();
        }
        assertThat(query(cluster.primary(), "SELECT id FROM entry ORDER BY id")).isEqualTo("1, 2");
    }

    @Test
    void should_commit_when_an_administrator_holds_the_table() throws Exception {
        makeLedger();
        try (Connection administrator = cluster.primary().connectAsAdmin();
                Connection connection = begin()) {
            execute(connection, "SET lock_wait_timeout = 1", "INSERT INTO entry VALUES (1, 'x')");
            execute(administrator, "LOCK TABLES baton_ledger WRITE");
            connection.commit();
            execute(connection, "INSERT INTO entry VALUES (2, 'x')");
            connection.commit();
        }
        assertThat(query(cluster.primary(), "SELECT id FROM entry ORDER BY id")).isEqualTo("1, 2");
    }

    /** What it would be asked by is not kept with the transaction: it must not be taken for evidence. */
    @Test
    void should_not_know_by_a_table_without_transactions() throws Exception {
        makeLedger();
        cluster.primary().executeAsAdmin("ALTER TABLE baton_ledger ENGINE = MyISAM");
        try (AnswerCutter cutter = new AnswerCutter(cluster.primary().port())) {
            url = url(hosts(cutter.port()));
            try (Connection connection = begin()) {
                execute(connection, "INSERT INTO entry VALUES (1, 'x')");
                cutter.dropAt("COMMIT");
                assertThatThrownBy(connection::commit).hasFieldOrPropertyWithValue("SQLState", "08007");
            }
        }
    }

    @Test
    void should_insist_on_a_table_with_transactions() throws SQLException {
        makeLedger();
        cluster.primary().executeAsAdmin("ALTER TABLE baton_ledger ENGINE = MyISAM");
        url += "&baton.commitOutcome=ledger";
        try (Connection connection = begin()) {
            execute(connection, "INSERT INTO entry VALUES (1, 'x')");
            assertThatThrownBy(connection::commit).hasMessageContaining("knows transactions");
            assertThat(query(cluster.primary(), "SELECT COUNT(*) FROM entry")).isEqualTo("0");
        }
    }

    /** On a replica that is read-only, transactions on temporary tables are committed like others. */
    @Test
    void should_commit_what_a_replica_lets_a_session_keep_to_itself() throws SQLException {
        makeLedger();
        url = url(cluster.replicas().get(0).host() + ":"
                        + cluster.replicas().get(0).port()) + "&baton.failoverTimeout=2s";
        try (Connection connection = connect()) {
            connection.setReadOnly(true);
            connection.setAutoCommit(false);
            execute(connection, "SELECT 1");
            connection.commit();
        }
    }

    @Test
    void should_commit_a_transaction_that_is_read_only_for_the_server() throws SQLException {
        makeLedger();
        try (Connection connection = connect()) {
            execute(connection, "CREATE TEMPORARY TABLE mine (id INT)");
            execute(connection, "START TRANSACTION READ ONLY", "INSERT INTO mine VALUES (1)");
            execute(connection, "COMMIT");
            assertThat(query(connection, "SELECT id FROM mine")).isEqualTo("1");
        }
    }
}
