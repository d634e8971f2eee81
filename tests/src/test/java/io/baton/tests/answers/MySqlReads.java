/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.tests.answers;

import static org.assertj.core.api.Assertions.assertThat;

import io.baton.lab.mysql.Engine;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;

/** As {@link ReadsTest}, on MySQL and MariaDB. */
final class MySqlReads {

    private static final EnumSet<Fault> FAULTS =
            EnumSet.of(Fault.LOST_REQUEST, Fault.LOST_ANSWER, Fault.TORN_ANSWER, Fault.ENDED_SESSION);

    /** Of rows that are fetched one by one the application may have some when the answer is torn. */
    private static final EnumSet<Fault> WHOLE_ANSWERS =
            EnumSet.of(Fault.LOST_REQUEST, Fault.LOST_ANSWER, Fault.ENDED_SESSION);

    private static final boolean ALL = Boolean.getBoolean("baton.answers.all");

    private static final List<String> SCHEMA = List.of(
            "CREATE TABLE app.ev (n int)",
            "CREATE TABLE app.kept (n int) ENGINE = MyISAM",
            "CREATE TABLE app.kv (k int, v varchar(20))",
            "INSERT INTO app.kv VALUES (1, 'one')",
            "CREATE DEFINER=app@'%' FUNCTION app.f_ins(x int) RETURNS int BEGIN INSERT INTO app.ev VALUES (x); RETURN x; END",
            "CREATE DEFINER=app@'%' FUNCTION app.f_kept(x int) RETURNS int BEGIN INSERT INTO app.kept VALUES (x); RETURN x; END",
            "CREATE DEFINER=app@'%' FUNCTION app.f_quiet(x int) RETURNS int BEGIN DECLARE CONTINUE HANDLER FOR SQLEXCEPTION BEGIN END;"
                    + " INSERT INTO app.ev VALUES (x); RETURN x; END",
            "CREATE DEFINER=app@'%' FUNCTION app.f_read(x int) RETURNS int RETURN (SELECT count(*) FROM app.kv WHERE k >= x)",
            "CREATE VIEW app.writing AS SELECT app.f_ins(k) AS n FROM app.kv",
            "CREATE VIEW app.behind AS SELECT n + 1 AS n FROM app.writing");

    private MySqlReads() {}

    static void judge(Engine engine) throws Exception {
        List<String> writing = new ArrayList<>(List.of(
                "SELECT * FROM writing",
                "SELECT f_ins(1)",
                "SELECT n FROM behind",
                "SELECT f_quiet(1)",
                "SELECT app.f_kept(k) FROM kv",
                "SELECT count(n) FROM behind"));
        try (Site site = Site.of(engine)) {
            site.asAdmin(List.of("SET GLOBAL log_bin_trust_function_creators = 1"));
            if (engine == Engine.MARIADB) {
                site.asAdmin(List.of("CREATE SEQUENCE app.sq"));
                writing.add("SELECT NEXTVAL(sq) IS NULL");
            }
            site.asAdmin(SCHEMA);
            Report report = new Report();
            Sweep sweep = new Sweep(site, report);
            for (String sql :
                    writing) { // Where a connection is declared read-only, both drivers make the server refuse them.
                sweep.sample(inAutoCommit(sql, false), FAULTS, ALL ? 1 : 2);
                if (!sql.contains(
                        "kept")) { // A table without transactions keeps what a lost one wrote: docs/replay.md.
                    sweep.sample(inTransaction(sql), FAULTS, ALL ? 1 : 3);
                }
            }
            for (Work work : List.of(
                    inAutoCommit("SELECT k, lower(v) FROM kv", false),
                    inAutoCommit("SELECT f_read(0)", true),
                    inAutoCommit("SELECT k FROM kv", true, 1),
                    inTransaction("SELECT k, count(*) FROM kv GROUP BY k"))) {
                sweep.sample(work, WHOLE_ANSWERS, ALL ? 1 : 2);
                for (Told.Kind kind : List.of(Told.Kind.UNKNOWN, Told.Kind.LOST, Told.Kind.CONNECTION_LOST)) {
                    assertThat(report.count(work.toString(), kind))
                            .as(work + " " + report)
                            .isZero();
                }
            }
            System.out.println(report);
            assertThat(report.violations()).isEmpty();
        }
    }

    private static Work inAutoCommit(String sql, boolean readOnly) {
        return inAutoCommit(sql, readOnly, 0);
    }

    private static Work inAutoCommit(String sql, boolean readOnly, int fetchSize) {
        String name = "auto-commit" + (readOnly ? ", declared read-only: " : ": ") + sql;
        return work(fetchSize == 0 ? name : name + ", fetched by " + fetchSize, (connection, done) -> {
            connection.setReadOnly(readOnly);
            return rows(connection, sql, fetchSize);
        });
    }

    private static Work inTransaction(String sql) {
        return work("transaction: " + sql, (connection, done) -> {
            connection.setAutoCommit(false);
            String seen = rows(connection, sql, 0);
            connection.commit();
            return seen;
        });
    }

    private static String rows(Connection connection, String sql, int fetchSize) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.setFetchSize(fetchSize);
            String rows = Rows.text(statement.executeQuery(sql));
            return rows + statement.getFetchSize();
        }
    }

    private static Work work(String name, Program program) {
        return Work.of(name, program, "SELECT n FROM app.ev ORDER BY n", "SELECT n FROM app.kept ORDER BY n")
                .before("DELETE FROM app.ev", "DELETE FROM app.kept");
    }
}
