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

/** What a transaction leaves in the session is there after its COMMIT by text, or the application is told, also when the answer is lost. */
class CommittedByTextTest {

    private static final EnumSet<Fault> FAULTS =
            EnumSet.of(Fault.LOST_REQUEST, Fault.LOST_ANSWER, Fault.ORPHANED_SESSION, Fault.ENDED_SESSION);

    private static final int EVERY = Boolean.getBoolean("baton.answers.all") ? 1 : 4;

    private static Work leaving(String texts, String question) {
        return Work.of(
                        texts,
                        (connection, done) -> {
                            connection.setAutoCommit(false);
                            for (String sql : texts.split("; ", -1)) {
                                execute(connection, sql);
                                if (sql.equals("COMMIT")) {
                                    done.reached();
                                }
                            }
                            String seen = Rows.of(connection, question);
                            connection.commit();
                            return seen;
                        },
                        "SELECT n FROM plain ORDER BY n")
                .before("DELETE FROM plain");
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    @Test
    void should_leave_in_the_session_what_was_committed_by_text_on_postgres() throws Exception {
        try (Site site = Site.postgres()) {
            site.asAdmin(List.of("CREATE TABLE plain (n int)", "GRANT ALL ON plain TO app"));
            String insert = "INSERT INTO plain VALUES (1); ";
            judge(
                    site,
                    leaving(insert + "SET app.tenant = 'b'; COMMIT", "SELECT current_setting('app.tenant', true)"),
                    leaving("SET app.tenant = 'b'; COMMIT", "SELECT current_setting('app.tenant', true)"),
                    leaving(insert + "LISTEN news; COMMIT", "SELECT pg_listening_channels()"),
                    leaving(insert + "CREATE TEMP TABLE seen (n int); COMMIT", "SELECT count(*) FROM seen"),
                    leaving(
                            "CREATE TEMP TABLE seen (n int); COMMIT; " + insert + "COMMIT",
                            "SELECT count(*) FROM seen"));
        }
    }

    @Test
    void should_leave_in_the_session_what_was_committed_by_text_on_mariadb() throws Exception {
        try (Site site = Site.of(Engine.MARIADB)) {
            site.asAdmin(List.of("CREATE TABLE plain (n int)"));
            site.createLedger();
            String insert = "INSERT INTO plain VALUES (1); ";
            judge(
                    site,
                    leaving(insert + "SET @tenant = 'b'; COMMIT", "SELECT @tenant"),
                    leaving("SET @tenant = 'b'; SELECT 1; COMMIT", "SELECT @tenant"),
                    leaving(insert + "CREATE TEMPORARY TABLE seen (n int); COMMIT", "SELECT count(*) FROM seen"));
        }
    }

    private static void judge(Site site, Work... works) throws Exception {
        Report report = new Report();
        for (Work work : works) {
            new Sweep(site, report).sample(work, FAULTS, EVERY);
        }
        System.out.println(report);
        assertThat(report.violations()).isEmpty();
    }
}
