/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.tests.state;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * A text is run through Baton in one session of a real server, and by the vendor's driver in another one; then Baton's session is ended.
 * Afterwards the application is told, or the next session shows what the vendor's does. {@code -Dbaton.disguises=N} tries more of them,
 * {@code -Dbaton.disguises.seed=N} others.
 */
class SessionDisguisesTest {

    private static final int TEXTS = Integer.getInteger("baton.disguises", 150);

    private static final long SEED = Long.getLong("baton.disguises.seed", 14);

    private static final Set<String> TOLD = Set.of("08006", "08007", "40001");

    private static SessionSite site;

    @BeforeAll
    static void start() throws SQLException {
        site = new SessionSite();
        site.asAdmin(
                "CREATE ROLE worker; GRANT worker TO app; GRANT ALL ON SCHEMA public TO PUBLIC",
                "CREATE TABLE plain (n int); INSERT INTO plain VALUES (1); CREATE TABLE noted (x text)",
                "CREATE FUNCTION set_tenant(t text) RETURNS text LANGUAGE plpgsql AS $$ BEGIN "
                        + "PERFORM set_config('app.tenant', t, false); RETURN t; END $$",
                "CREATE FUNCTION calls_it(t text) RETURNS text LANGUAGE sql AS 'SELECT \"set_tenant\"(t)'",
                "CREATE FUNCTION atomic_it(t text) RETURNS text LANGUAGE sql BEGIN ATOMIC SELECT set_tenant(t); END",
                "CREATE FUNCTION lock_it() RETURNS text LANGUAGE plpgsql AS $$ BEGIN PERFORM pg_advisory_lock(5); RETURN 'l'; END $$",
                "CREATE FUNCTION make_it() RETURNS text LANGUAGE plpgsql AS $$ BEGIN "
                        + "EXECUTE 'CREATE TEMP TABLE IF NOT EXISTS made (id int)'; RETURN 'm'; END $$",
                "CREATE FUNCTION sets_locally(t text) RETURNS text LANGUAGE plpgsql AS $$ BEGIN "
                        + "PERFORM set_config('app.tenant', t, true); SET LOCAL work_mem = '6MB'; RETURN t; END $$",
                "CREATE FUNCTION harmless(t text) RETURNS text LANGUAGE plpgsql AS $$ DECLARE r text; BEGIN "
                        + "SELECT upper(t) INTO r; UPDATE plain SET n = n; RETURN r; END $$",
                "CREATE VIEW sets_in_view AS SELECT set_config('app.tenant', 'v', false) AS x",
                "CREATE VIEW sets_in_view_of_view AS SELECT x || 'y' AS x FROM sets_in_view",
                "CREATE TABLE policed (id int); INSERT INTO policed VALUES (1); ALTER TABLE policed ENABLE ROW LEVEL SECURITY; "
                        + "CREATE POLICY p ON policed USING (calls_it('p') IS NOT NULL)",
                "CREATE FUNCTION sets_by_trigger() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN SET app.tenant = 't'; RETURN NULL; END $$",
                "CREATE TABLE parent_of_triggering (id int PRIMARY KEY); INSERT INTO parent_of_triggering VALUES (1), (2)",
                "CREATE TABLE triggering (id int REFERENCES parent_of_triggering ON DELETE CASCADE); INSERT INTO triggering VALUES (2)",
                "CREATE TRIGGER t AFTER INSERT OR DELETE ON triggering FOR EACH STATEMENT EXECUTE FUNCTION sets_by_trigger()",
                "CREATE TABLE defaulting (id int, x text DEFAULT calls_it('d'))",
                "CREATE DOMAIN dom AS text CHECK (set_config('app.tenant', VALUE, false) IS NOT NULL); CREATE TABLE domained (d dom)",
                "CREATE FUNCTION sets_by_operator(text, text) RETURNS text LANGUAGE sql AS 'SELECT set_tenant($2)'; "
                        + "CREATE OPERATOR @@@ (LEFTARG = text, RIGHTARG = text, FUNCTION = sets_by_operator)",
                "CREATE FUNCTION sets_of_row(plain) RETURNS text LANGUAGE sql AS 'SELECT set_tenant(''r'')'",
                "CREATE PROCEDURE sets_in_procedure() LANGUAGE plpgsql AS $$ BEGIN SET app.tenant = 'p'; END $$",
                "CREATE FUNCTION agg_step(text, text) RETURNS text LANGUAGE sql AS 'SELECT set_tenant($2)'; "
                        + "CREATE AGGREGATE agg_it(text) (SFUNC = agg_step, STYPE = text)",
                "GRANT ALL ON ALL TABLES IN SCHEMA public TO app, worker");
    }

    @AfterAll
    static void stop() {
        site.close();
    }

    @Test
    void should_show_the_same_in_the_next_session_or_tell() throws Exception {
        Disguises disguises = new Disguises(SEED);
        List<String> violations = new ArrayList<>();
        Map<String, Integer> counts = new TreeMap<>();
        List<String> inVain = new ArrayList<>();
        for (int i = 0; i < TEXTS; i++) {
            String text = disguises.next();
            boolean atOnce = i % 2 == 0;
            List<String> expected;
            String failed;
            try (Connection vendors = site.connect(false)) {
                failed = run(vendors, text);
                expected = SessionSite.facts(vendors);
            }
            String told = "nothing";
            try (Connection connection = site.connect(true)) {
                int session = SessionSite.number(connection);
                List<String> before = SessionSite.facts(connection);
                if (!run(connection, text).equals(failed)) {
                    violations.add("fails otherwise: " + text);
                }
                if (!atOnce) {
                    SessionSite.rows(connection, "SELECT 1");
                }
                site.end(session);
                try {
                    connection.setAutoCommit(false);
                    SessionSite.rows(
                            connection, "SELECT 1"); // The first call of a transaction is run again, whatever it is.
                    connection.rollback();
                    connection.setAutoCommit(true);
                    List<String> facts = SessionSite.facts(connection);
                    if (!facts.equals(expected)) {
                        violations.add(text + "\n  expected " + expected + "\n  shows " + facts);
                    }
                } catch (SQLException e) {
                    told = String.valueOf(e.getSQLState());
                    assertThat(TOLD).as(text + ": " + e.getMessage()).contains(told);
                    if (before.equals(expected)) {
                        inVain.add((atOnce ? "at once: " : "later: ") + text);
                    }
                }
            }
            counts.merge(told + (atOnce ? ", ended at once" : ", ended later"), 1, Integer::sum);
        }
        System.out.println(
                "disguised texts, seed " + SEED + ": " + counts + ", told though nothing was left: " + inVain.size());
        inVain.forEach(text -> System.out.println("  " + text));
        assertThat(violations).isEmpty();
    }

    /** The SQLState with which it fails; empty when it does not. */
    private static String run(Connection connection, String text) {
        try {
            SessionSite.execute(connection, text);
            return "";
        } catch (SQLException e) {
            return String.valueOf(e.getSQLState());
        }
    }
}
