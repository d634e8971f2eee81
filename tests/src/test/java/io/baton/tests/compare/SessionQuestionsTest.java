/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.tests.compare;

import static org.assertj.core.api.Assertions.assertThat;

import io.baton.lab.ClusterShape;
import io.baton.lab.PostgresCluster;
import io.baton.lab.PostgresNode;
import io.baton.lab.mysql.Engine;
import io.baton.lab.mysql.GtidCluster;
import io.baton.lab.mysql.GtidNode;
import io.baton.lab.mysql.GtidShape;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Without a fault a session answers what is asked about itself as it does the vendor's driver, in each mode of Baton's. */
class SessionQuestionsTest {

    private static final List<String> OPTIONS = List.of(
            "&baton.autocommit=protected",
            "&baton.autocommit=idempotent",
            "&baton.commitOutcome=ledger",
            "&baton.autocommit=protected&baton.commitOutcome=ledger",
            "&baton.replay=off");

    private static final List<String> OF_MYSQL = List.of(
            "SELECT @@autocommit",
            "SELECT @@session.autocommit, @@autocommit + 0",
            "SELECT f_mode()",
            "SELECT f_mode(), n FROM item",
            "SELECT s_mode FROM v_mode",
            "SHOW VARIABLES LIKE 'autocommit'",
            "SELECT IF(@@autocommit, 'on', 'off')",
            "SELECT BIN(@@autocommit)",
            "SELECT * FROM item WHERE n = BIN(@@autocommit)",
            "SELECT @@transaction_isolation, @@session.transaction_read_only",
            "SELECT COUNT(*) FROM information_schema.INNODB_TRX WHERE trx_mysql_thread_id = CONNECTION_ID()",
            "SELECT BIN(1), COUNT(*) FROM information_schema.INNODB_TRX WHERE trx_mysql_thread_id = CONNECTION_ID()",
            "SELECT LAST_INSERT_ID() > 0, ROW_COUNT(), FOUND_ROWS()",
            "SELECT f_last() > 0",
            "INSERT INTO log (mode) VALUES (@@autocommit)",
            "INSERT INTO log (mode) SELECT BIN(@@autocommit)",
            "INSERT INTO log (mode) VALUES (f_mode())",
            "INSERT INTO log (mode) SELECT VARIABLE_VALUE FROM %s.SESSION_VARIABLES WHERE VARIABLE_NAME = 'autocommit'",
            "UPDATE log SET mode = CONCAT(mode, @@autocommit)",
            "DELETE FROM log WHERE mode = '7'",
            "INSERT INTO noted (n) VALUES (1)",
            "SELECT mode FROM log ORDER BY id",
            "SHOW WARNINGS",
            "DO f_mode()",
            "SELECT NOW() = SYSDATE(), f_mode()",
            "SET @m = f_mode()",
            "SELECT @m");

    private static final List<String> ROUTINES_OF_MYSQL = List.of(
            "CREATE TABLE item (n INT)",
            "INSERT INTO item VALUES (1)",
            "CREATE TABLE log (id INT AUTO_INCREMENT PRIMARY KEY, mode VARCHAR(40))",
            "CREATE TABLE noted (n INT)",
            "CREATE DEFINER=app@'%' FUNCTION f_mode() RETURNS INT NOT DETERMINISTIC READS SQL DATA RETURN @@autocommit",
            "CREATE DEFINER=app@'%' FUNCTION f_last() RETURNS BIGINT NOT DETERMINISTIC READS SQL DATA RETURN LAST_INSERT_ID()",
            "CREATE DEFINER=app@'%' TRIGGER note AFTER INSERT ON noted FOR EACH ROW INSERT INTO log (mode) VALUES (@@autocommit)",
            "CREATE DEFINER=app@'%' VIEW v_mode AS SELECT f_mode() AS s_mode");

    private static final List<String> OF_POSTGRES = List.of(
            "SHOW transaction_isolation",
            "SHOW transaction_read_only",
            "SELECT current_setting('transaction_isolation'), current_setting('transaction_read_only')",
            "SELECT txid_current_if_assigned() IS NULL",
            "SELECT pg_current_xact_id_if_assigned() IS NULL",
            "SELECT now() = statement_timestamp()",
            "SELECT transaction_timestamp() = statement_timestamp(), pg_sleep(0)",
            "SELECT f_same()",
            "SELECT state FROM pg_stat_activity WHERE pid = pg_backend_pid()",
            "SELECT xact_start = query_start, f_same() FROM pg_stat_activity WHERE pid = pg_backend_pid()",
            "INSERT INTO log (mode) VALUES ((now() = statement_timestamp())::text)",
            "INSERT INTO log (mode) SELECT current_setting('transaction_isolation')",
            "UPDATE log SET mode = (transaction_timestamp() = statement_timestamp())::text",
            "SELECT mode FROM log ORDER BY id",
            "SELECT count(*) FROM pg_locks WHERE pid = pg_backend_pid() AND locktype = 'transactionid'",
            "SELECT lastval() > 0",
            "SELECT txid_current() > 0, txid_current_if_assigned() IS NULL",
            "INSERT INTO noted VALUES (1)",
            "SELECT mode FROM log ORDER BY id",
            "SELECT pg_export_snapshot() IS NULL");

    private static final List<String> OBJECTS_OF_POSTGRES = List.of(
            "CREATE TABLE log (id int GENERATED ALWAYS AS IDENTITY, mode text)",
            "CREATE TABLE noted (n int)",
            "CREATE FUNCTION f_same() RETURNS boolean LANGUAGE sql VOLATILE AS 'SELECT now() = statement_timestamp()'",
            "CREATE FUNCTION note() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN INSERT INTO log (mode) VALUES"
                    + " ((now() = statement_timestamp())::text || txid_current_if_assigned()::text IS NULL); RETURN NEW; END $$",
            "CREATE TRIGGER note AFTER INSERT ON noted FOR EACH ROW EXECUTE FUNCTION note()");

    private static List<String> asked(String url, List<String> questions, boolean readOnly) throws SQLException {
        List<String> answers = new ArrayList<>();
        try (Connection connection = DriverManager.getConnection(url)) {
            connection.setReadOnly(readOnly);
            for (String question : questions) {
                try (Statement statement = connection.createStatement()) {
                    answers.add(question + " -> " + shown(statement, () -> statement.execute(question)));
                }
                try (PreparedStatement statement = connection.prepareStatement(question)) {
                    answers.add("prepared " + question + " -> " + shown(statement, statement::execute));
                }
            }
        }
        return answers;
    }

    private interface Run {
        boolean run() throws SQLException;
    }

    private static String shown(Statement statement, Run run) {
        try {
            return run.run() ? rows(statement.getResultSet()) : "count " + statement.getUpdateCount();
        } catch (SQLException e) {
            return String.valueOf(Rendering.ofFailure(e)).replaceAll("\\(conn=\\d+\\) ?", "");
        }
    }

    private static String rows(ResultSet rows) throws SQLException {
        StringBuilder all = new StringBuilder();
        while (rows.next()) {
            for (int i = 1; i <= rows.getMetaData().getColumnCount(); i++) {
                all.append(rows.getString(i)).append(' ');
            }
        }
        return all.toString();
    }

    private static void compare(String vendors, String batons, List<String> questions, List<String> cleaning)
            throws SQLException {
        List<String> differences = new ArrayList<>();
        for (boolean readOnly : List.of(false, true)) {
            clean(vendors, cleaning);
            List<String> expected = asked(vendors, questions, readOnly);
            for (String options : OPTIONS) {
                clean(vendors, cleaning);
                List<String> answers = asked(batons + options, questions, readOnly);
                add(options + (readOnly ? ", read-only" : ""), expected, answers, differences);
            }
        }
        assertThat(String.join("\n", differences)).isEmpty();
    }

    private static void add(String how, List<String> expected, List<String> answers, List<String> differences) {
        for (int i = 0; i < expected.size(); i++) {
            if (!expected.get(i).equals(answers.get(i)) && !answers.get(i).contains(LastWord.REFUSAL)) {
                differences.add(how + ": " + expected.get(i) + ", through Baton " + answers.get(i));
            }
        }
    }

    private static void clean(String url, List<String> cleaning) throws SQLException {
        try (Connection connection = DriverManager.getConnection(url);
                Statement statement = connection.createStatement()) {
            for (String sql : cleaning) {
                statement.execute(sql);
            }
        }
    }

    static void compareOn(Engine engine) throws SQLException {
        try (GtidCluster cluster = GtidCluster.start(GtidShape.single(engine))) {
            GtidNode node = cluster.primary();
            node.executeAsAdmin(
                    "SET GLOBAL log_bin_trust_function_creators = 1",
                    "CREATE TABLE baton_ledger (entry BINARY(16) PRIMARY KEY, outcome CHAR(1) NOT NULL,"
                            + " written TIMESTAMP(6) NOT NULL DEFAULT CURRENT_TIMESTAMP(6)) ENGINE=InnoDB",
                    "GRANT PROCESS ON *.* TO app");
            node.executeAsAdmin(ROUTINES_OF_MYSQL.toArray(String[]::new));
            String batons = node.jdbcUrl().replaceFirst("^jdbc:(\\w+)://[^/]*", "jdbc:baton:$1://" + cluster.hosts());
            String schema = engine == Engine.MARIADB ? "information_schema" : "performance_schema";
            compare(
                    node.jdbcUrl(),
                    batons,
                    OF_MYSQL.stream()
                            .map(q -> q.replace(
                                            "%s.SESSION", schema + (engine == Engine.MARIADB ? ".SESSION" : ".session"))
                                    .replace("session_VARIABLES", "session_variables"))
                            .toList(),
                    List.of("TRUNCATE log", "TRUNCATE noted"));
        }
    }

    @Test
    void should_answer_as_the_vendors_driver_on_mariadb() throws SQLException {
        compareOn(Engine.MARIADB);
    }

    @Test
    void should_answer_as_the_vendors_driver_on_postgres() throws SQLException {
        try (PostgresCluster cluster = PostgresCluster.start(ClusterShape.single())) {
            PostgresNode node = cluster.primary();
            String url = "postgresql://" + node.host() + ":" + node.port() + "/app?user=app&password=app";
            for (String sql : OBJECTS_OF_POSTGRES) {
                node.execute(sql);
            }
            node.execute("CREATE TABLE baton_ledger (entry uuid PRIMARY KEY, outcome \"char\" NOT NULL,"
                    + " written timestamptz NOT NULL)");
            compare(
                    "jdbc:" + url,
                    "jdbc:baton:" + url,
                    OF_POSTGRES,
                    List.of("TRUNCATE log RESTART IDENTITY", "TRUNCATE noted"));
        }
    }
}
