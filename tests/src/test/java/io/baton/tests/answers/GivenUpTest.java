/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.tests.answers;

import static org.assertj.core.api.Assertions.assertThat;

import io.baton.lab.mysql.Engine;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.EnumSet;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a lost session need not be told for: its loss has done it already, has undone it, or it cannot have been committed. */
class GivenUpTest {

    private static final EnumSet<Fault> FAULTS = EnumSet.of(Fault.LOST_REQUEST, Fault.LOST_ANSWER, Fault.ENDED_SESSION);

    private static Work rollback(String name, boolean autoCommit, String... texts) {
        return Work.of(
                        name,
                        (connection, done) -> {
                            connection.setAutoCommit(autoCommit);
                            String told = run(connection, texts);
                            connection.setAutoCommit(true);
                            done.reached();
                            return told;
                        },
                        "SELECT n FROM plain ORDER BY n")
                .before("DELETE FROM plain");
    }

    /** Counts and warnings of each text. */
    private static String run(Connection connection, String... texts) throws SQLException {
        StringBuilder told = new StringBuilder();
        for (String text : texts) {
            try (Statement statement = connection.createStatement()) {
                told.append(statement.execute(text)).append(' ').append(statement.getUpdateCount());
                told.append(statement.getWarnings() == null ? "" : " warned").append("; ");
            }
        }
        return told.toString();
    }

    private static final String INSERT = "INSERT INTO plain VALUES (1)";

    @Test
    void should_not_tell_of_a_lost_rollback_by_text_on_postgres() throws Exception {
        try (Site site = Site.postgres()) {
            site.asAdmin(List.of(
                    "CREATE TABLE plain (n int)",
                    "GRANT ALL ON plain TO app",
                    "CREATE PROCEDURE add(n int) LANGUAGE plpgsql AS $$ BEGIN INSERT INTO plain VALUES (n); END $$"));
            Report report = new Report();
            Sweep sweep = new Sweep(site, report);
            List<Work> works = List.of(
                    rollback("a rollback by text", false, INSERT, "ROLLBACK"),
                    rollback("a rollback of a transaction by text", true, "BEGIN", INSERT, "ROLLBACK"),
                    rollback("abort", true, "START TRANSACTION", INSERT, "/* no more */ ABORT WORK"),
                    rollback("a call in a transaction", false, INSERT, "CALL add(2)", "COMMIT"),
                    rollback(
                            "a block in a transaction",
                            true,
                            "BEGIN",
                            "DO $$ BEGIN INSERT INTO plain VALUES (3); END $$",
                            "ROLLBACK"),
                    rollback("a call first", false, "CALL add(2)", INSERT, "COMMIT"));
            for (Work work : works) {
                sweep.run(work, FAULTS);
            }
            sweep.run(Work.of("listening", (connection, done) -> run(connection, "LISTEN news"), "SELECT 1"), FAULTS);
            conclude(report);
        }
    }

    @Test
    void should_not_tell_of_a_lost_rollback_by_text_on_mariadb() throws Exception {
        try (Site site = Site.of(Engine.MARIADB)) {
            site.asAdmin(List.of("CREATE TABLE plain (n int)"));
            site.createLedger();
            Report report = new Report();
            Sweep sweep = new Sweep(site, report);
            sweep.run(rollback("a rollback by text", false, INSERT, "ROLLBACK"), FAULTS);
            sweep.run(rollback("a rollback of a transaction by text", true, "BEGIN", INSERT, "ROLLBACK"), FAULTS);
            conclude(report);
        }
    }

    private static void conclude(Report report) {
        System.out.println(report);
        assertThat(report.violations()).isEmpty();
        assertThat(report.count(Told.Kind.NOTHING)).isEqualTo(report.faults());
    }
}
