/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.tests.answers;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.EnumSet;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What looks like a read is done once or told to be unknown, whatever it does; and what only reads is never noticed. */
class ReadsTest {

    private static final EnumSet<Fault> FAULTS =
            EnumSet.of(Fault.LOST_REQUEST, Fault.LOST_ANSWER, Fault.TORN_ANSWER, Fault.ENDED_SESSION);

    /** Every message of every work; else a sample. */
    private static final boolean ALL = Boolean.getBoolean("baton.answers.all");

    private static final String LEDGER = "&baton.commitOutcome=ledger";

    private static final List<String> SCHEMA = List.of(
            "CREATE TABLE ev (n int)",
            "CREATE TABLE kv (k int, v text)",
            "INSERT INTO kv VALUES (1, 'one')",
            "CREATE FUNCTION f_ins(x int) RETURNS int LANGUAGE sql AS 'INSERT INTO ev VALUES (x) RETURNING n'",
            "CREATE FUNCTION f_kv(kv) RETURNS int LANGUAGE sql AS 'INSERT INTO ev VALUES (($1).k) RETURNING n'",
            "CREATE FUNCTION f_read(x int) RETURNS bigint LANGUAGE plpgsql AS"
                    + " 'BEGIN IF x < 0 THEN RAISE EXCEPTION ''negative''; END IF;"
                    + " RETURN (SELECT count(*) FROM kv WHERE k >= x); END'",
            "CREATE FUNCTION f_quiet(x int) RETURNS int LANGUAGE plpgsql AS"
                    + " 'BEGIN INSERT INTO ev VALUES (x); RETURN 1; EXCEPTION WHEN OTHERS THEN RETURN 1; END'",
            "CREATE FUNCTION f_once(x int) RETURNS int LANGUAGE plpgsql AS 'BEGIN IF NOT EXISTS (SELECT FROM ev WHERE"
                    + " n = x) THEN INSERT INTO ev VALUES (x); END IF; RETURN x; END'",
            "CREATE FUNCTION rank(text) RETURNS int LANGUAGE sql AS 'INSERT INTO ev VALUES (length($1)) RETURNING n'",
            "CREATE VIEW writing AS SELECT f_ins(k) AS n FROM kv",
            "CREATE VIEW behind AS SELECT n + 1 AS n FROM writing",
            "CREATE FUNCTION f_op(int, int) RETURNS int LANGUAGE sql AS 'INSERT INTO ev VALUES ($1) RETURNING n'",
            "CREATE OPERATOR #+# (LEFTARG = int, RIGHTARG = int, FUNCTION = f_op)",
            "CREATE FUNCTION f_step(int, kv) RETURNS int LANGUAGE sql AS 'INSERT INTO ev VALUES (($2).k) RETURNING n'",
            "CREATE AGGREGATE max(kv) (SFUNC = f_step, STYPE = int)",
            "CREATE CAST (kv AS int) WITH FUNCTION f_kv(kv)",
            "CREATE TABLE guarded (k int)",
            "INSERT INTO guarded VALUES (1)",
            "CREATE POLICY guards ON guarded USING (f_ins(k) > 0)",
            "ALTER TABLE guarded ENABLE ROW LEVEL SECURITY",
            "CREATE DOMAIN checked AS int CHECK (f_ins(VALUE) > 0)",
            "GRANT ALL ON ALL TABLES IN SCHEMA public TO app");

    private static final List<String> READING_THAT_WRITES = List.of(
            "SELECT f_ins(1)",
            "SELECT * FROM writing",
            "SELECT n FROM behind",
            "TABLE behind",
            "SELECT kv.f_kv FROM kv",
            "SELECT rank('x')",
            "SELECT rank(v) FROM kv",
            "SELECT k #+# 2 FROM kv",
            "SELECT max(kv) FROM kv",
            "SELECT kv::int FROM kv",
            "SELECT CAST(kv AS int) FROM kv",
            "SELECT * FROM guarded",
            "SELECT k::checked FROM kv",
            "SELECT f_quiet(1)",
            "SELECT f_once(1)",
            "WITH x AS (SELECT rank('x') AS n) SELECT * FROM x",
            "VALUES (rank('x'))",
            "SELECT 1; SELECT rank('x')");

    private static final List<String> READING = List.of(
            "SELECT k, v FROM kv ORDER BY k",
            "SELECT f_read(0)",
            "SELECT CAST(k AS text), count(*), max(v) FROM kv GROUP BY k",
            "SELECT upper(left(v, 2)), extract(year FROM DATE '2020-01-01'), to_char(k, '999') FROM kv",
            "SELECT \"public\".\"kv\".\"k\", row_number() OVER (ORDER BY k) FROM \"public\".\"kv\"",
            "SHOW search_path",
            "SELECT 1; SELECT 2");

    /** All rows of all results. */
    private static String all(Connection connection, String sql) throws SQLException {
        StringBuilder all = new StringBuilder();
        try (Statement statement = connection.createStatement()) {
            boolean rows = statement.execute(sql);
            while (rows) {
                all.append(Rows.text(statement.getResultSet()));
                rows = statement.getMoreResults();
            }
        }
        return all.toString();
    }

    private static Work inAutoCommit(String sql, boolean readOnly) {
        return Work.of(
                        "auto-commit" + (readOnly ? ", declared read-only: " : ": ") + sql,
                        (connection, done) -> {
                            connection.setReadOnly(readOnly);
                            return all(connection, sql);
                        },
                        "SELECT n FROM ev ORDER BY n")
                .before("DELETE FROM ev");
    }

    private static Work inTransaction(String sql) {
        return Work.of(
                        "transaction: " + sql,
                        (connection, done) -> {
                            connection.setAutoCommit(false);
                            String seen = all(connection, sql);
                            connection.commit();
                            return seen;
                        },
                        "SELECT n FROM ev ORDER BY n")
                .before("DELETE FROM ev");
    }

    private static Work byText(String sql) {
        return Work.of(
                        "transaction by text: " + sql,
                        (connection, done) -> {
                            Rows.update(connection, "BEGIN");
                            String seen = all(connection, sql);
                            Rows.update(connection, "COMMIT");
                            return seen;
                        },
                        "SELECT n FROM ev ORDER BY n")
                .before("DELETE FROM ev");
    }

    @Test
    void should_do_once_what_looks_like_a_read_and_writes() throws Exception {
        try (Site site = site()) {
            Report report = new Report();
            Sweep sweep = new Sweep(site, report);
            int n = 0;
            for (String sql : READING_THAT_WRITES) {
                List<Work> works =
                        List.of(inAutoCommit(sql, false), inTransaction(sql), inAutoCommit(sql, true), byText(sql));
                for (Work work : ALL ? works : List.of(works.get(n % 2), works.get(2 + n / 2 % 2))) {
                    sweep.sample(work, FAULTS, ALL ? 1 : 4);
                }
                n++;
            }
            conclude(report);
        }
    }

    @Test
    void should_not_let_a_read_be_noticed() throws Exception {
        try (Site site = site()) {
            Report report = new Report();
            Sweep sweep = new Sweep(site, report);
            int n = 0;
            for (String sql : READING) {
                for (Work work :
                        List.of(inAutoCommit(sql, n % 2 == 1), n++ % 2 == 0 ? inTransaction(sql) : byText(sql))) {
                    sweep.sample(work, FAULTS, ALL ? 1 : 4);
                    for (Told.Kind kind : List.of(Told.Kind.UNKNOWN, Told.Kind.LOST, Told.Kind.CONNECTION_LOST)) {
                        assertThat(report.count(work.toString(), kind))
                                .as(work + " " + report)
                                .isZero();
                    }
                }
            }
            conclude(report);
        }
    }

    private static Work writing(String sql, String truth) {
        return Work.of(
                sql,
                (connection, done) -> {
                    connection.setAutoCommit(false);
                    String seen = Integer.toString(Rows.update(connection, sql));
                    connection.commit();
                    return seen;
                },
                truth);
    }

    @Test
    void should_do_once_what_has_no_transaction_id_before_its_commit() throws Exception {
        try (Site site = site()) {
            site.createLedger();
            Report report = new Report();
            Sweep sweep = new Sweep(site, report);
            for (String options : List.of("", LEDGER)) {
                Work cursor = writing("DECLARE c CURSOR WITH HOLD FOR SELECT f_ins(1)", "SELECT n FROM ev")
                        .before("DELETE FROM ev")
                        .options(options);
                sweep.run(cursor, FAULTS);
                Work nothing = writing("UPDATE ev SET n = 2 WHERE n = 7", "SELECT n FROM ev")
                        .options(options);
                sweep.sample(nothing, FAULTS, 2);
            }
            conclude(report);
        }
    }

    /** The other server, which is the same one here, commits before this one does. */
    @Test
    void should_do_once_what_is_written_to_a_foreign_table() throws Exception {
        try (Site site = site()) {
            site.createLedger();
            String port = site.vendorsUrl("").replaceFirst("^.*?:(\\d+)/.*$", "$1");
            site.asAdmin(List.of(
                    "CREATE EXTENSION postgres_fdw",
                    "CREATE SERVER there FOREIGN DATA WRAPPER postgres_fdw OPTIONS (host '127.0.0.1', port '" + port
                            + "', dbname 'app')",
                    "CREATE USER MAPPING FOR app SERVER there OPTIONS (user 'app', password 'app')",
                    "CREATE FOREIGN TABLE far (n int) SERVER there OPTIONS (table_name 'ev')",
                    "CREATE FUNCTION f_far() RETURNS trigger LANGUAGE plpgsql AS"
                            + " 'BEGIN INSERT INTO far VALUES (NEW.k); RETURN NULL; END'",
                    "CREATE TABLE near (k int)",
                    "CREATE TRIGGER near_far AFTER INSERT ON near FOR EACH ROW EXECUTE FUNCTION f_far()",
                    "GRANT ALL ON far, near TO app"));
            Report report = new Report();
            Sweep sweep = new Sweep(site, report);
            for (String options : List.of("", LEDGER)) {
                for (String sql : List.of("INSERT INTO far VALUES (1)", "INSERT INTO near VALUES (1)")) {
                    Work work = writing(sql, "SELECT n FROM ev")
                            .before("DELETE FROM ev", "DELETE FROM near")
                            .options(options);
                    sweep.sample(work, FAULTS, 2);
                }
            }
            conclude(report);
        }
    }

    /** Others write in the moment of the fault, so that what is run again reads something else. */
    @Test
    void should_say_that_a_read_is_lost_where_its_level_would_not_have_it() throws Exception {
        try (Site site = Site.postgres()) {
            site.asAdmin(List.of("CREATE TABLE kv (k int)", "INSERT INTO kv VALUES (1)", "GRANT ALL ON kv TO app"));
            Report report = new Report();
            Sweep sweep = new Sweep(site, report);
            sweep.run(readAt(Connection.TRANSACTION_SERIALIZABLE), FAULTS);
            sweep.run(readAt(Connection.TRANSACTION_REPEATABLE_READ), FAULTS);
            System.out.println(report.toString().lines().limit(3).toList());
            assertThat(report.violations())
                    .as("what it reads after the fault is true")
                    .allSatisfy(sentence -> assertThat(sentence).contains("NOTHING and saw [2]"));
            assertThat(report.count("level 8", Told.Kind.LOST)).isPositive();
            assertThat(report.count("level 8", Told.Kind.UNKNOWN)).isZero();
            assertThat(report.count("level 4", Told.Kind.LOST)).isZero();
            assertThat(report.count("level 4", Told.Kind.UNKNOWN)).isZero();
        }
    }

    private static Work readAt(int level) {
        return Work.of(
                        "level " + level,
                        (connection, done) -> {
                            connection.setTransactionIsolation(level);
                            connection.setAutoCommit(false);
                            String seen = Rows.of(connection, "SELECT sum(k) FROM kv");
                            connection.commit();
                            return seen;
                        },
                        "SELECT 1")
                .before("UPDATE kv SET k = 1")
                .meanwhile("UPDATE kv SET k = 2");
    }

    private static void conclude(Report report) {
        System.out.println(report);
        assertThat(report.violations()).isEmpty();
    }

    private static Site site() throws SQLException {
        Site site = Site.postgres();
        site.asAdmin(SCHEMA);
        return site;
    }
}
