/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.topology.dialect;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the answer to a COMMIT, and to a write of auto-commit mode, proves: the whole table. */
class CommitRefusalsTest {

    @ParameterizedTest(name = "{0} {1}")
    @CsvSource(textBlock = """
            # number, text, certain at COMMIT, may have committed by itself, of the node
            1213, Deadlock found, true, false, false
            1205, Lock wait timeout exceeded, true, false, false
            3101, Plugin instructed the server to rollback, true, false, false
            1290, The server is running with the --read-only option, true, false, false
            1836, Running in read-only mode, true, false, false
            1874, InnoDB is in read only mode, true, false, false
            1792, Cannot execute statement in a READ ONLY transaction, true, false, false
            1399, XAER_RMFAIL, true, false, false
            1180, Got error 149 - 'Lock deadlock; Retry transaction' during COMMIT, true, false, false
            1180, Fehler 149 "Lock deadlock; Retry transaction" beim COMMIT, true, false, false
            1180, "(conn=149) Got error 5 - 'Input/output error' during COMMIT", false, true, true
            1180, Got error 5 - 'Input/output error' during COMMIT, false, true, true
            1180, Error while appending streaming replication fragment (Not connected to Primary Component), false, true, true
            3100, Error on observer while running replication hook 'before_commit', false, true, true
            1047, WSREP has not yet prepared node for application use, false, false, true
            1026, Error writing file, false, true, false
            1598, Binary logging not possible, false, true, false
            1950, An attempt was made to binlog GTID, false, true, false
            1317, Query execution was interrupted, false, false, false
            1969, max_statement_time exceeded, false, false, false
            3024, maximum statement execution time exceeded, false, false, false
            1105, Unknown error, false, false, false
            1062, Duplicate entry, false, false, false
            1644, of the application's own, false, false, false
            3572, Statement aborted because lock(s) could not be acquired immediately, false, false, false
            9999, what nobody has heard of, false, false, false
            """)
    void should_know_what_servers_of_mysql_and_mariadb_prove(
            int number, String text, boolean certain, boolean mayHaveCommitted, boolean ofTheNode) {
        SQLException answer = new SQLException(text, "HY000", number);
        assertThat(MySqlCommitRefusals.proveNothingCommitted(answer)).isEqualTo(certain);
        assertThat(MySqlCommitRefusals.mayHaveCommitted(answer)).isEqualTo(mayHaveCommitted);
        assertThat(MySqlCommitRefusals.areOfTheNode(answer)).isEqualTo(ofTheNode);
    }

    @ParameterizedTest
    @CsvSource({
        "40001, true",
        "23505, true",
        "57014, true",
        "53100, true",
        "58030, true",
        "XX000, true",
        "P0001, true",
        "08006, true",
        "40003, false",
        "08007, false"
    })
    void should_believe_postgresql_unless_it_says_itself_that_it_does_not_know(String state, boolean certain) {
        assertThat(PostgresFailures.provesNothingCommitted(new SQLException("", state)))
                .isEqualTo(certain);
    }

    @Test
    void should_take_for_the_applications_own_what_no_server_says() {
        assertThat(MySqlCommitRefusals.mayHaveCommitted(new SQLException("raised", "45000", 1598)))
                .isFalse();
    }

    @Test
    void should_see_what_is_behind_the_first_exception() {
        SQLException first = new SQLException("a batch", "HY000");
        first.setNextException(new SQLException("", "HY000", 3100));
        assertThat(MySqlCommitRefusals.mayHaveCommitted(first)).isTrue();
    }
}
