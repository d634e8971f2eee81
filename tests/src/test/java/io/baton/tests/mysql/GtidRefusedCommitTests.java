/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.tests.mysql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.baton.driver.CommitOutcomeUnknown;
import io.baton.lab.mysql.Engine;
import io.baton.lab.mysql.GtidShape;
import io.baton.tests.AnswerForger;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * What a server answers to a COMMIT, or to a write of auto-commit mode, when it has committed and when it has not: only what proves
 * that nothing is committed is a refusal.
 */
abstract class GtidRefusedCommitTests extends GtidClusterTest {

    private AnswerForger forger;

    GtidRefusedCommitTests(Engine engine) {
        super(engine);
    }

    @Override
    GtidShape shape(Engine of) {
        return GtidShape.single(of);
    }

    @BeforeEach
    void putForgerBefore() throws IOException {
        forger = new AnswerForger(cluster.primary().port());
        url = url(hosts(forger.port()));
    }

    @AfterEach
    void closeForger() throws IOException {
        forger.close();
    }

    private String entries() throws SQLException {
        return query(cluster.primary(), "SELECT id FROM entry ORDER BY id");
    }

    private static final String ALL = """
            3100, HY000, Error on observer while running replication hook 'before_commit'.
            1180, HY000, Got error 5 - 'provider status: Not connected to Primary Component' during COMMIT
            1047, 08S01, WSREP has not yet prepared node for application use
            1317, 70100, Query execution was interrupted
            1969, 70100, Query execution was interrupted (max_statement_time exceeded)
            3024, HY000, Query execution was interrupted; maximum statement execution time exceeded
            1026, HY000, Error writing file 'binlog'
            1598, HY000, Binary logging not possible
            1950, HY000, An attempt was made to binlog GTID which would create an out-of-order sequence number
            1105, HY000, Unknown error
            9999, HY000, what nobody has heard of
            """;

    @ParameterizedTest
    @CsvSource(textBlock = ALL, quoteCharacter = '"')
    void should_find_out_what_is_committed_whatever_the_server_says(int code, String state, String message)
            throws SQLException {
        makeLedger();
        try (Connection connection = begin()) {
            execute(connection, "INSERT INTO entry VALUES (1, 'x')");
            forger.answer("COMMIT", true, code, state, message);
            connection.commit();
            assertThat(entries()).isEqualTo("1");

            execute(connection, "INSERT INTO entry VALUES (2, 'x')");
            forger.answer("COMMIT", true, code, state, message); // The entry may be in the same message.
            connection.commit();
            assertThat(entries()).isEqualTo("1, 2");

            execute(connection, "INSERT INTO entry VALUES (3, 'x')");
            forger.answer("COMMIT", false, code, state, message);
            Throwable told = catchThrowable(connection::commit);
            if (told == null) {
                assertThat(entries()).isEqualTo("1, 2, 3"); // Replayed: it was the node.
            } else {
                assertThat(((SQLException) told).getErrorCode()).isEqualTo(code);
                assertThat(entries()).isEqualTo("1, 2");
            }
            execute(connection, "INSERT INTO entry VALUES (4, 'x')");
            connection.commit();
            assertThat(entries()).endsWith("4");
        }
    }

    @ParameterizedTest
    @CsvSource(textBlock = ALL, quoteCharacter = '"')
    void should_say_that_it_is_not_known_without_a_ledger(int code, String state, String message) throws SQLException {
        for (boolean reaches : new boolean[] {true, false}) {
            try (Connection connection = begin()) {
                execute(connection, "INSERT INTO entry VALUES (1, 'x')");
                forger.answer("COMMIT", reaches, code, state, message);
                assertThat(catchThrowable(connection::commit))
                        .isInstanceOf(CommitOutcomeUnknown.class)
                        .hasFieldOrPropertyWithValue("SQLState", "08007");
                assertThat(connection.isClosed()).isTrue();
            }
        }
        assertThat(entries()).isEqualTo("1");
    }

    /** Those that were judged: each comes before the server begins to commit, or from what keeps the whole group from committing. */
    @ParameterizedTest
    @CsvSource(textBlock = """
            1213, 40001, Deadlock found when trying to get lock; try restarting transaction
            1205, HY000, Lock wait timeout exceeded; try restarting transaction
            3101, 40000, Plugin instructed the server to rollback the current transaction.
            1180, HY000, Got error 149 - 'Lock deadlock; Retry transaction' during COMMIT
            1290, HY000, The MySQL server is running with the --read-only option so it cannot execute this statement
            1792, 25006, Cannot execute statement in a READ ONLY transaction.
            1399, XAE07, XAER_RMFAIL: The command cannot be executed when global transaction is in the  ACTIVE state
            """, quoteCharacter = '"')
    void should_pass_a_refusal_on_that_is_certain(int code, String state, String message) throws SQLException {
        makeLedger();
        try (Connection connection = begin()) {
            execute(connection, "INSERT INTO entry VALUES (1, 'x')");
            forger.answer("COMMIT", false, code, state, message);
            SQLException told = (SQLException) Objects.requireNonNull(catchThrowable(connection::commit));
            assertThat(told.getErrorCode()).isEqualTo(code);
            assertThat(connection.isClosed()).isFalse();
            connection.rollback();
            assertThat(entries()).isEmpty();
        }
    }

    @ParameterizedTest
    @CsvSource({"3100, true", "1180, true", "1026, true", "1950, true", "1062, false", "1205, false", "1317, false"})
    void should_know_which_refusals_of_auto_commit_writes_may_have_come_too_late(int code, boolean unknown)
            throws SQLException {
        try (Connection connection = connect()) {
            forger.answer("INSERT INTO entry", true, code, "HY000", "a refusal");
            SQLException told = (SQLException) Objects.requireNonNull(
                    catchThrowable(() -> execute(connection, "INSERT INTO entry VALUES (1, 'x')")));
            assertThat(told instanceof CommitOutcomeUnknown).isEqualTo(unknown);
            assertThat(connection.isClosed()).isEqualTo(unknown);
            if (!unknown) {
                assertThat(told.getErrorCode()).isEqualTo(code);
            }
        }
    }

    /** The server's last word in the session; MariaDB's driver takes a transaction for open behind it, and none was. */
    @ParameterizedTest
    @CsvSource({"1053, 08S01", "1927, 70100", "3169, HY000"})
    void should_not_tell_of_a_lost_transaction_where_a_write_of_its_own_was_ended(int code, String state)
            throws SQLException {
        for (boolean reaches : new boolean[] {true, false}) {
            try (Connection connection = connect()) {
                forger.answer("INSERT INTO entry", reaches, code, state, "the session was ended");
                assertThat(catchThrowable(() -> execute(connection, "INSERT INTO entry VALUES (1, 'x')")))
                        .isInstanceOf(CommitOutcomeUnknown.class);
            }
        }
        assertThat(entries()).isEqualTo("1");
    }

    /** As the servers say it themselves. */
    @Test
    void should_pass_on_what_a_write_was_refused_for() throws SQLException {
        cluster.primary()
                .executeAsAdmin(
                        "CREATE TRIGGER no BEFORE INSERT ON person FOR EACH ROW SIGNAL SQLSTATE '45000' SET MYSQL_ERRNO = 1644");
        try (Connection connection = connect()) {
            assertThat(catchThrowable(() -> execute(connection, "INSERT INTO person (name) VALUES ('x')")))
                    .hasFieldOrPropertyWithValue("SQLState", "45000");
            assertThat(connection.isClosed()).isFalse();
        }
    }
}
