/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.tests.answers;

import static org.assertj.core.api.Assertions.assertThat;

import io.baton.lab.Sql;
import io.baton.lab.mysql.Engine;
import java.sql.CallableStatement;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What commits, sets or locks, in spellings that do not look like it. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class DisguisedTexts {

    private static final Set<Fault> FAULTS = EnumSet.allOf(Fault.class);
    private static final int EVERY_NTH = Integer.getInteger("baton.answers.everyNth", 5);

    private final Engine engine;
    private Site site;

    DisguisedTexts(Engine engine) {
        this.engine = engine;
    }

    /** Texts that write row 2 and commit. */
    abstract List<String> committing();

    /** Texts that write row 2 and do not. */
    abstract List<String> writing();

    /** Texts that make {@code @v} seven. */
    abstract List<String> setting();

    @BeforeAll
    void start() throws SQLException {
        site = Site.of(engine);
        site.createLedger();
        site.asAdmin(List.of(
                "CREATE TABLE plain (n INT PRIMARY KEY)",
                "CREATE PROCEDURE two() BEGIN INSERT INTO plain VALUES (2); COMMIT; END",
                "CREATE PROCEDURE given(n INT) BEGIN INSERT INTO plain VALUES (n); COMMIT; END",
                "CREATE PROCEDURE sets() BEGIN SET @v = 7; END",
                "CREATE TABLE kept (n INT) ENGINE=MyISAM",
                "CREATE TABLE altered (n INT)",
                "CREATE DATABASE other",
                "CREATE TABLE other.altered (n INT)",
                "GRANT ALL ON other.* TO app@'%'"));
    }

    @AfterAll
    void stop() throws Exception {
        site.close();
    }

    @ParameterizedTest
    @MethodSource("committing")
    void should_never_do_twice_what_a_text_has_committed(String text) throws SQLException {
        judge(Work.of(
                        "committed by " + text,
                        (connection, done) -> {
                            connection.setAutoCommit(false);
                            Rows.update(connection, "INSERT INTO plain VALUES (1)");
                            Sql.execute(connection, text);
                            done.reached();
                            Rows.update(connection, "INSERT INTO plain VALUES (3)");
                            connection.commit();
                            return "";
                        },
                        "SELECT n FROM plain ORDER BY n")
                .before("DELETE FROM plain"));
    }

    @ParameterizedTest
    @MethodSource("committing")
    void should_never_do_twice_what_a_text_does_in_auto_commit_mode(String text) throws SQLException {
        judge(Work.of(
                        "auto-commit " + text,
                        (connection, done) -> {
                            connection.setAutoCommit(true);
                            Sql.execute(connection, text);
                            done.reached();
                            Rows.update(connection, "INSERT INTO plain VALUES (3)");
                            return "";
                        },
                        "SELECT n FROM plain ORDER BY n")
                .before("DELETE FROM plain"));
    }

    @ParameterizedTest
    @MethodSource("callable")
    void should_never_do_twice_what_a_callable_statement_has_committed(String text) throws SQLException {
        judge(Work.of(
                        "called by " + text,
                        (connection, done) -> {
                            connection.setAutoCommit(false);
                            Rows.update(connection, "INSERT INTO plain VALUES (1)");
                            try (CallableStatement call = connection.prepareCall(text)) {
                                call.setInt(1, 2);
                                call.execute();
                            }
                            done.reached();
                            Rows.update(connection, "INSERT INTO plain VALUES (3)");
                            connection.commit();
                            return "";
                        },
                        "SELECT n FROM plain ORDER BY n")
                .before("DELETE FROM plain"));
    }

    static List<String> callable() {
        return List.of("{call given(?)}", " { CALL `given` ( ? ) } ", "CALL given(?)", "{call app.given(?)}");
    }

    @ParameterizedTest
    @MethodSource("writing")
    void should_lose_and_double_no_write(String text) throws SQLException {
        judge(Work.of(
                        "written by " + text,
                        (connection, done) -> {
                            connection.setAutoCommit(false);
                            Rows.update(connection, "INSERT INTO plain VALUES (1)");
                            Sql.execute(connection, text);
                            connection.commit();
                            done.reached();
                            connection.setAutoCommit(true);
                            Sql.execute(connection, text.replace("(2)", "(3)"));
                            return "";
                        },
                        "SELECT n FROM plain ORDER BY n")
                .before("DELETE FROM plain"));
    }

    @ParameterizedTest
    @MethodSource("setting")
    void should_not_lose_what_was_set(String text) throws SQLException {
        judge(Work.of(
                        "set by " + text,
                        (connection, done) -> {
                            connection.setAutoCommit(true);
                            Sql.execute(connection, text);
                            return Sql.queryString(connection, "SELECT @v")
                                    + ' '
                                    + Sql.queryString(connection, "SELECT @v");
                        },
                        "SELECT n FROM plain ORDER BY n")
                .before("DELETE FROM plain"));
    }

    /** What the session has, as a question shows it: the same in the next one, or the application is told. */
    @ParameterizedTest
    @MethodSource("io.baton.tests.answers.SessionStates#all")
    void should_have_the_same_session_or_tell(String texts, String question) throws SQLException {
        judge(Work.of(
                        texts,
                        (connection, done) -> {
                            connection.setAutoCommit(true);
                            for (String text : texts.split(" \\| ", -1)) {
                                if (text.startsWith("isolation ")) {
                                    connection.setTransactionIsolation(Integer.parseInt(text.substring(10)));
                                } else {
                                    Sql.execute(connection, text);
                                }
                            }
                            return answer(connection, question) + answer(connection, question);
                        },
                        "SELECT n FROM plain ORDER BY n")
                .before("DELETE FROM plain"));
    }

    private static String answer(Connection connection, String question) throws SQLException {
        try {
            return Rows.of(connection, question);
        } catch (SQLException e) {
            if (String.valueOf(e.getSQLState()).startsWith("42")) {
                return e.getSQLState();
            }
            throw e;
        }
    }

    @Test
    void should_begin_a_transaction_as_it_was_told() throws SQLException {
        for (boolean autoCommit : List.of(true, false)) {
            judge(Work.of(
                            "the next transaction is read-only, auto-commit " + autoCommit,
                            (connection, done) -> {
                                connection.setAutoCommit(autoCommit);
                                Sql.execute(connection, "SET TRANSACTION READ ONLY");
                                if (autoCommit) {
                                    Sql.execute(connection, "BEGIN");
                                }
                                String seen = refusal(connection);
                                Sql.execute(connection, "ROLLBACK");
                                return seen;
                            },
                            "SELECT n FROM plain ORDER BY n")
                    .before("DELETE FROM plain"));
        }
    }

    private static String refusal(Connection connection) throws SQLException {
        try {
            return "" + Rows.update(connection, "INSERT INTO plain VALUES (1)");
        } catch (SQLException e) {
            if (e.getErrorCode() == 1792) {
                return "read-only";
            }
            throw e;
        }
    }

    /** What a table without transactions has is there for good; the hint says that it must not come twice. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "/*@noreplay*/ INSERT INTO kept VALUES (2)",
                "INSERT INTO kept VALUES (2) /* @noreplay */",
                "INSERT INTO kept SELECT /*@noreplay*/ 2"
            })
    void should_not_run_twice_what_a_hint_forbids(String text) throws SQLException {
        for (String options : List.of("", "&baton.autocommit=protected", "&baton.autocommit=idempotent")) {
            judge(Work.of(
                            "hinted " + text,
                            (connection, done) -> {
                                if (engine == Engine.MARIADB) { // MySQL with GTIDs refuses it in a transaction.
                                    connection.setAutoCommit(false);
                                    Sql.execute(connection, text);
                                    Rows.update(connection, "INSERT INTO plain VALUES (1)");
                                    Sql.execute(connection, text);
                                    connection.commit();
                                }
                                connection.setAutoCommit(true);
                                Sql.execute(connection, text);
                                return "";
                            },
                            "SELECT COUNT(*) > " + (engine == Engine.MARIADB ? 3 : 1) + " FROM kept")
                    .before("DELETE FROM kept", "DELETE FROM plain")
                    .options(options));
        }
    }

    private void judge(Work work) throws SQLException {
        Report report = new Report();
        new Sweep(site, report).sample(work, FAULTS, EVERY_NTH);
        System.out.println(report);
        assertThat(report.violations()).isEmpty();
    }
}
