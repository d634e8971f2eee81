/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.tests.answers;

import static org.assertj.core.api.Assertions.assertThat;

import io.baton.lab.mysql.Engine;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Rows that are fetched in parts, whose transaction has ended or cannot be replayed when their session is lost. */
class CursorsTest {

    private static final EnumSet<Fault> FAULTS = EnumSet.of(Fault.LOST_REQUEST, Fault.LOST_ANSWER, Fault.ENDED_SESSION);

    private static final int EVERY = Boolean.getBoolean("baton.answers.all") ? 1 : 3;

    /** What the vendor's driver says of a cursor that its transaction has taken with it, and of a result that is closed. */
    private static final Set<String> GONE = Set.of("34000", "55000", "24000", "HY000", "S1000");

    /** How the transaction ends before the rows do. */
    private interface End {
        void of(Connection connection) throws SQLException;
    }

    private static Work work(String name, String query, End end) {
        return Work.of(
                        name,
                        (connection, done) -> {
                            connection.setAutoCommit(false);
                            try (Statement statement = connection.createStatement()) {
                                statement.setFetchSize(2);
                                ResultSet rows = statement.executeQuery(query);
                                StringBuilder seen = new StringBuilder();
                                read(rows, 2, seen);
                                end.of(connection);
                                done.reached();
                                read(rows, 3, seen);
                                seen.append(Rows.of(connection, "SELECT count(*) FROM item"));
                                connection.commit();
                                return seen.toString();
                            }
                        },
                        "SELECT count(*) FROM item")
                .before("DELETE FROM item WHERE n > 100");
    }

    /** Two more, where the first of them was refused: so far the application has not acknowledged anything. */
    private static void read(ResultSet rows, int times, StringBuilder seen) throws SQLException {
        for (int i = 0; i < times; i++) {
            try {
                seen.append(rows.next() ? rows.getInt(1) + " " : "end ");
            } catch (SQLException e) {
                if (!GONE.contains(String.valueOf(e.getSQLState()))) {
                    throw e;
                }
                seen.append("gone ");
            }
        }
    }

    private static List<Work> works(String hint) {
        String query = "SELECT n FROM item ORDER BY n";
        return List.of(
                work("commit", query, Connection::commit),
                work("rollback", query, Connection::rollback),
                work("commit by text", query, connection -> run(connection, "COMMIT")),
                work("auto-commit", query, connection -> {
                    connection.setAutoCommit(true);
                    connection.setAutoCommit(false);
                }),
                work("not to be replayed", hint + query, connection -> {}),
                work("written and committed", query, connection -> {
                    run(connection, "INSERT INTO item VALUES (101)");
                    connection.commit();
                }));
    }

    private static void run(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    @Test
    void should_tell_of_rows_that_cannot_be_fetched_any_more_on_postgres() throws Exception {
        try (Site site = Site.postgres()) {
            site.asAdmin(List.of(
                    "CREATE TABLE item (n int)",
                    "INSERT INTO item SELECT generate_series(1, 9)",
                    "GRANT ALL ON item TO app"));
            judge(site, works("/*@noreplay*/ "));
        }
    }

    @Test
    void should_tell_of_rows_that_cannot_be_fetched_any_more_on_mariadb() throws Exception {
        try (Site site = Site.of(Engine.MARIADB)) {
            site.asAdmin(List.of(
                    "CREATE TABLE item (n int)",
                    "INSERT INTO item VALUES (1), (2), (3), (4), (5), (6), (7), (8), (9)"));
            site.createLedger();
            judge(site, works("/*@noreplay*/ "));
        }
    }

    private static void judge(Site site, List<Work> works) throws Exception {
        Report report = new Report();
        for (Work work : works) {
            new Sweep(site, report).sample(work, FAULTS, EVERY);
        }
        System.out.println(report);
        assertThat(report.violations()).isEmpty();
    }
}
