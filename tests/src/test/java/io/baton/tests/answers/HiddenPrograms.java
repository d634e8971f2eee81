/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.tests.answers;

import static org.assertj.core.api.Assertions.assertThat;

import io.baton.lab.Sql;
import io.baton.lab.mysql.Engine;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.EnumSet;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What stands in no text of the application: engines of tables, and what views, triggers and routines of MySQL and MariaDB do. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class HiddenPrograms {

    private static final int EVERY_NTH = Integer.getInteger("baton.answers.everyNth", 5);

    private final Engine engine;
    private Site site;

    HiddenPrograms(Engine engine) {
        this.engine = engine;
    }

    @BeforeAll
    void start() throws SQLException {
        site = Site.of(engine);
        site.createLedger();
        site.asAdmin(List.of(
                "CREATE TABLE plain (n INT PRIMARY KEY)",
                "CREATE TABLE audit (n INT)",
                "CREATE TABLE kept (n INT) ENGINE=MyISAM",
                "CREATE TABLE logged (n INT) ENGINE=MyISAM",
                "CREATE VIEW shown AS SELECT n FROM kept",
                "CREATE TRIGGER logs AFTER INSERT ON logged FOR EACH ROW INSERT INTO kept VALUES (NEW.n)",
                "CREATE FUNCTION keeps() RETURNS INT DETERMINISTIC MODIFIES SQL DATA BEGIN INSERT INTO kept VALUES (1); RETURN 1; END",
                "CREATE FUNCTION `Two Keep`() RETURNS INT DETERMINISTIC MODIFIES SQL DATA RETURN keeps()",
                "CREATE FUNCTION set_v(n INT) RETURNS INT DETERMINISTIC NO SQL BEGIN SET @v = n; RETURN n; END",
                "CREATE FUNCTION modes() RETURNS INT DETERMINISTIC READS SQL DATA BEGIN DECLARE m INT DEFAULT 1; DECLARE CONTINUE HANDLER FOR SQLEXCEPTION SET sql_mode = 'ANSI_QUOTES';"
                        + " SELECT n INTO m FROM absent; RETURN m; END",
                "CREATE FUNCTION into_v() RETURNS INT DETERMINISTIC READS SQL DATA BEGIN DECLARE a INT; SELECT 1, 7 INTO a, @v; RETURN a; END",
                "CREATE FUNCTION lock_a() RETURNS INT DETERMINISTIC NO SQL RETURN GET_LOCK('a', 0)",
                "CREATE FUNCTION temporary_one() RETURNS INT DETERMINISTIC MODIFIES SQL DATA BEGIN"
                        + " CREATE TEMPORARY TABLE made (n INT); RETURN 1; END",
                "CREATE DEFINER=app@'%' FUNCTION adds(n INT) RETURNS INT DETERMINISTIC NO SQL BEGIN DECLARE m INT DEFAULT n; SET m = m + 1; RETURN m; END",
                "CREATE TABLE triggered (n INT)",
                "CREATE TRIGGER tells BEFORE INSERT ON triggered FOR EACH ROW SET @v = NEW.n",
                "CREATE TABLE audited (n INT)",
                "CREATE TRIGGER audits AFTER INSERT ON audited FOR EACH ROW INSERT INTO audit SELECT NEW.n FROM DUAL WHERE @off IS NULL",
                "CREATE VIEW v_plain AS SELECT n FROM audited",
                "CREATE VIEW v_audited AS SELECT n, n + 1 AS m FROM audited",
                "CREATE VIEW v_sets AS SELECT set_v(7) AS one",
                "CREATE VIEW v_triggered AS SELECT n FROM triggered",
                "CREATE DATABASE unseen",
                "CREATE FUNCTION unseen.hidden() RETURNS INT DETERMINISTIC NO SQL BEGIN SET @v = 7; RETURN 1; END",
                "CREATE VIEW v_hidden AS SELECT unseen.hidden() AS one",
                "CREATE FUNCTION unseen.half_hidden() RETURNS INT DETERMINISTIC NO SQL BEGIN SET @v = 7; RETURN 1; END",
                "GRANT EXECUTE ON FUNCTION unseen.half_hidden TO app@'%'"));
    }

    @AfterAll
    void stop() throws Exception {
        site.close();
    }

    /** Nothing undoes it, so that it must neither be done again, the call in flight included, nor be called undone. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "INSERT INTO kept VALUES (2)",
                "INSERT INTO app . `kept`(n) VALUES (2)",
                "INSERT INTO shown VALUES (2)",
                "INSERT INTO logged VALUES (2)",
                "SELECT `keeps`()",
                "DO `two keep`()"
            })
    void should_not_write_twice_into_a_table_without_transactions(String text) throws SQLException {
        judge(Work.of(
                        text,
                        (connection, done) -> {
                            connection.setAutoCommit(false);
                            if (engine == Engine.MARIADB) { // MySQL with GTIDs lets nothing else be in its transaction.
                                Rows.update(connection, "INSERT INTO plain VALUES (1)");
                            }
                            Sql.execute(connection, text);
                            connection.commit();
                            done.reached();
                            Sql.execute(connection, text); // Begins a transaction.
                            connection.commit();
                            return "";
                        },
                        "SELECT COUNT(*) > 2 FROM kept",
                        "SELECT COUNT(*) > 2 FROM logged")
                .before("DELETE FROM kept", "DELETE FROM logged", "DELETE FROM plain"));
    }

    /** The application is told, or has the same session. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT set_v(7) # SELECT @v",
                "DO `SET_V` (7) # SELECT @v",
                "UPDATE plain SET n = app . set_v(n) # SELECT @v",
                "SELECT * FROM v_sets # SELECT @v",
                "SELECT one FROM (SELECT * FROM `app`.`v_sets`) AS d # SELECT @v",
                "SELECT into_v() # SELECT @v",
                "INSERT INTO triggered VALUES (7) # SELECT @v",
                "INSERT INTO v_triggered(n) SELECT 7 # SELECT @v",
                "SELECT * FROM v_hidden # SELECT @v",
                "SELECT unseen.half_hidden() # SELECT @v",
                "SELECT modes() # SELECT @@sql_mode",
                "SELECT lock_a() # SELECT IS_USED_LOCK('a') = CONNECTION_ID()",
            })
    void should_have_the_same_session_or_tell(String textAndQuestion) throws SQLException {
        String[] both = textAndQuestion.split(" # ", -1);
        judge(Work.of(
                        both[0],
                        (connection, done) -> {
                            connection.setAutoCommit(true);
                            String seen = rows(connection, both[0]);
                            done.reached();
                            return seen + Rows.of(connection, both[1]) + Rows.of(connection, both[1]);
                        },
                        "SELECT n FROM plain")
                .before(
                        "DELETE FROM plain",
                        "INSERT INTO plain VALUES (7)",
                        "DO GET_LOCK('a', 30)", // The session of the run before may be about to end, and has it until
                        // then.
                        "DO RELEASE_LOCK('a')"));
    }

    /** What computes, reads and writes into tables of its transaction costs no session. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT adds(1)",
                "INSERT INTO audited VALUES (1)",
                "INSERT INTO v_plain (n) VALUES (1)",
                "SELECT n, m, adds(m) FROM v_audited",
                "SELECT n FROM kept",
                "SELECT COUNT(*) FROM triggered",
                "SELECT n FROM v_triggered"
            })
    void should_replay_what_keeps_to_its_transaction(String text) throws SQLException {
        try (Connection connection = DriverManager.getConnection(site.batonsUrl(""))) {
            int session = (int) Sql.queryLong(connection, "SELECT CONNECTION_ID()");
            connection.setAutoCommit(false);
            rows(connection, text);
            site.end(session);
            site.awaitEnd(session);
            assertThat(rows(connection, "SELECT 1")).isEqualTo("[1]");
            connection.commit();
        }
    }

    private static String rows(Connection connection, String text) throws SQLException {
        return text.startsWith("SELECT") ? Rows.of(connection, text) : String.valueOf(Rows.update(connection, text));
    }

    private void judge(Work work) throws SQLException {
        Report report = new Report();
        new Sweep(site, report).sample(work, EnumSet.allOf(Fault.class), EVERY_NTH);
        System.out.println(report);
        assertThat(report.violations()).isEmpty();
    }
}
