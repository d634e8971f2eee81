/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.tests.mysql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.baton.driver.TransactionLost;
import io.baton.lab.mysql.Engine;
import io.baton.lab.mysql.GtidCluster;
import io.baton.lab.mysql.GtidShape;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Rows are inserted in a transaction whose session ends before its COMMIT, while others insert as well. The table holds what the
 * application was told, or nothing of it, and nobody's later insert fails.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class GtidGeneratedValuesTests {

    /** Statements of a schema are separated by semicolons, those within one of them by ¦. */
    private static final Pattern STATEMENT_ENDS = Pattern.compile("; *(?![^;]*¦)|; *(?=CREATE)");

    static final String PLAIN = "CREATE TABLE t (id bigint AUTO_INCREMENT PRIMARY KEY, name varchar(20), no int)";
    private static final String COUNTER = "; CREATE TABLE counter (n int); INSERT INTO counter VALUES (0);"
            + "CREATE FUNCTION next_no() RETURNS int MODIFIES SQL DATA BEGIN UPDATE counter SET n = n + 1;"
            + " RETURN (SELECT n FROM counter)¦ END";
    private static final String LOG = "; CREATE TABLE log (id bigint AUTO_INCREMENT PRIMARY KEY, parent bigint)";
    private static final String TELLING = "KEYS INSERT INTO t (name) VALUES ('mine')";
    private static final String STORED = "SELECT id FROM t WHERE name = 'mine' ORDER BY id";

    private final Engine engine;
    private GtidCluster cluster;
    private String url;

    GtidGeneratedValuesTests(Engine engine) {
        this.engine = engine;
    }

    @BeforeAll
    final void start() throws SQLException {
        cluster = GtidCluster.start(GtidShape.single(engine));
        cluster.primary().executeAsAdmin("SET GLOBAL log_bin_trust_function_creators = 1");
        cluster.primary()
                .executeAsAdmin("CREATE TABLE app.baton_ledger (entry BINARY(16) PRIMARY KEY, outcome CHAR(1) NOT NULL,"
                        + " written TIMESTAMP(6) NOT NULL DEFAULT CURRENT_TIMESTAMP(6)) ENGINE=InnoDB");
        url = cluster.primary().jdbcUrl().replaceFirst("^jdbc:(\\w+)://", "jdbc:baton:$1://");
    }

    @AfterAll
    final void stop() {
        if (cluster != null) {
            cluster.close();
        }
    }

    @AfterEach
    final void drop() throws SQLException {
        cluster.primary()
                .executeAsAdmin(
                        "USE app",
                        "DROP VIEW IF EXISTS v",
                        "DROP TABLE IF EXISTS t, u, base, counter, log, child",
                        "DROP FUNCTION IF EXISTS next_no",
                        "DROP FUNCTION IF EXISTS logged");
        if (engine == Engine.MARIADB) {
            cluster.primary().executeAsAdmin("DROP SEQUENCE IF EXISTS app.s");
        }
    }

    enum Fate {
        KEPT,
        LOST
    }

    /** What both servers know. A statement behind KEYS is asked for the keys that it generated; what one behind QUIET returns are no keys. */
    static Stream<Arguments> transactions() {
        String yes = "SELECT 1";
        String child = PLAIN + "; CREATE TABLE child (parent bigint)";
        String parents = "SELECT COUNT(*) = 0 FROM child WHERE parent NOT IN (SELECT id FROM t WHERE name = 'mine')";
        String counts = "SELECT (SELECT n FROM counter) = (SELECT COUNT(*) FROM t)";
        return Stream.of(
                arguments("how many rows", PLAIN, List.of(TELLING, "SELECT ROW_COUNT()"), "", yes, Fate.LOST),
                arguments(
                        "how many rows afterwards",
                        PLAIN,
                        List.of(TELLING),
                        "INSERT INTO t (name, no) VALUES ('mine', ROW_COUNT())",
                        yes,
                        Fate.LOST),
                arguments("a key", PLAIN, List.of(TELLING), "", yes, Fate.KEPT),
                arguments("by SET", PLAIN, List.of("KEYS INSERT INTO t SET name = 'mine'"), "", yes, Fate.KEPT),
                arguments(
                        "two rows",
                        PLAIN,
                        List.of("KEYS INSERT INTO t (name) VALUES ('mine'), ('mine')"),
                        "",
                        yes,
                        Fate.KEPT),
                arguments("nobody saw it", PLAIN, List.of("INSERT INTO t (name) VALUES ('mine')"), "", yes, Fate.KEPT),
                arguments(
                        "without a list",
                        PLAIN,
                        List.of("KEYS INSERT INTO t VALUES (NULL, 'mine', 1)"),
                        "",
                        yes,
                        Fate.LOST),
                arguments(
                        "a key of its own",
                        PLAIN,
                        List.of("KEYS INSERT INTO t (id, name) VALUES (7000, 'mine')", TELLING),
                        "",
                        yes,
                        Fate.KEPT),
                arguments(
                        "ignoring",
                        PLAIN,
                        List.of("KEYS INSERT IGNORE INTO t (name) VALUES ('mine')"),
                        "",
                        yes,
                        Fate.LOST),
                arguments(
                        "replacing",
                        PLAIN.replace("no int", "no int UNIQUE"),
                        List.of("KEYS REPLACE INTO t (name, no) VALUES ('mine', 1)"),
                        "",
                        "SELECT COUNT(*) = 6 FROM t WHERE name <> 'mine'",
                        Fate.LOST),
                arguments(
                        "updating",
                        PLAIN.replace("no int", "no int UNIQUE"),
                        List.of(
                                "KEYS INSERT INTO t (name, no) VALUES ('mine', 1) ON DUPLICATE KEY UPDATE name = 'mine'"),
                        "",
                        yes,
                        Fate.LOST),
                arguments(
                        "from a query", PLAIN, List.of("KEYS INSERT INTO t (name) SELECT 'mine'"), "", yes, Fate.LOST),
                arguments(
                        "a view",
                        PLAIN + "; CREATE VIEW v AS SELECT id, name FROM t",
                        List.of("KEYS INSERT INTO v (name) VALUES ('mine')"),
                        "",
                        yes,
                        Fate.LOST),
                arguments(
                        "before trigger that counts",
                        PLAIN + COUNTER + "; CREATE TRIGGER g BEFORE INSERT ON t FOR EACH ROW SET NEW.no = next_no()",
                        List.of(TELLING),
                        "",
                        counts,
                        Fate.LOST),
                arguments(
                        "before trigger that takes a key first",
                        PLAIN + LOG
                                + "; CREATE TRIGGER g BEFORE INSERT ON t FOR EACH ROW INSERT INTO log (parent) VALUES (0)",
                        List.of(TELLING),
                        "",
                        "SELECT MAX(id) < 20 FROM log",
                        Fate.LOST),
                arguments(
                        "before trigger that numbers",
                        PLAIN + COUNTER + LOG
                                + "; CREATE TRIGGER g BEFORE INSERT ON t FOR EACH ROW SET NEW.id = next_no() + 100",
                        List.of("KEYS INSERT INTO t (name) VALUES ('mine')", "INSERT INTO log (parent) VALUES (1)"),
                        "",
                        counts,
                        Fate.LOST),
                arguments(
                        "after trigger that generates a key",
                        PLAIN + LOG
                                + "; CREATE TRIGGER g AFTER INSERT ON t FOR EACH ROW INSERT INTO log (parent) VALUES (NEW.id)",
                        List.of("KEYS INSERT INTO t (name) VALUES ('mine'), ('mine')", TELLING),
                        "",
                        "SELECT COUNT(*) = (SELECT COUNT(*) FROM t) AND MAX(id) < 30 FROM log WHERE parent IN (SELECT id FROM t)",
                        Fate.KEPT),
                arguments(
                        "a function that takes a key first",
                        PLAIN + LOG + "; CREATE FUNCTION logged() RETURNS int MODIFIES SQL DATA BEGIN"
                                + " INSERT INTO log (parent) VALUES (0)¦ RETURN 1¦ END",
                        List.of("KEYS INSERT INTO t (name, no) VALUES ('mine', logged())"),
                        "",
                        "SELECT COALESCE(MAX(id) < 20, 1) FROM log",
                        Fate.LOST),
                arguments(
                        "not unique",
                        PLAIN.replace("PRIMARY KEY", ", KEY (id)")
                                .replace("bigint AUTO_INCREMENT ,", "bigint AUTO_INCREMENT,"),
                        List.of(TELLING),
                        "",
                        yes,
                        Fate.LOST),
                arguments(
                        "a child",
                        child,
                        List.of(TELLING, "INSERT INTO child VALUES (LAST_INSERT_ID())"),
                        "",
                        parents,
                        Fate.KEPT),
                arguments(
                        "a child afterwards",
                        child,
                        List.of(TELLING),
                        "INSERT INTO child VALUES (LAST_INSERT_ID())",
                        parents,
                        Fate.KEPT),
                arguments(
                        "a child of whom nobody saw",
                        child,
                        List.of("INSERT INTO t (name) VALUES ('mine')", "INSERT INTO child VALUES (@@identity)"),
                        "",
                        parents,
                        Fate.KEPT),
                arguments(
                        "a child of an earlier transaction",
                        child,
                        List.of(TELLING, "COMMIT", "INSERT INTO child VALUES (LAST_INSERT_ID())"),
                        "",
                        "SELECT COUNT(*) = 0 FROM child",
                        Fate.LOST),
                arguments(
                        "the same afterwards",
                        child,
                        List.of(TELLING, "COMMIT", "INSERT INTO child VALUES (0)"),
                        "INSERT INTO child VALUES (@@last_insert_id)",
                        "SELECT COUNT(*) = 0 FROM child",
                        Fate.LOST),
                arguments(
                        "a table made between",
                        PLAIN,
                        List.of(
                                TELLING,
                                "CREATE TABLE u (id bigint AUTO_INCREMENT PRIMARY KEY, a int)",
                                "INSERT INTO u (a) VALUES (1)",
                                TELLING),
                        "",
                        yes,
                        Fate.KEPT));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("transactions")
    final void should_store_what_was_told(
            String name, String schema, List<String> before, String after, String invariant, Fate fate)
            throws SQLException {
        for (String sql : STATEMENT_ENDS.split("USE app; " + schema, 0)) {
            // The application may not read the functions of others on MySQL.
            String its = sql.replace('¦', ';').replace("CREATE FUNCTION", "CREATE DEFINER=app@'%' FUNCTION");
            cluster.primary().executeAsAdmin("USE app", its);
        }
        try (Connection connection = DriverManager.getConnection(url)) {
            connection.setAutoCommit(false);
            List<String> told = new ArrayList<>();
            for (String sql : before) {
                run(connection, sql, told);
            }
            endSession();
            others("between");
            Fate is = Fate.KEPT;
            try {
                if (!after.isEmpty()) {
                    run(connection, after, told);
                }
                connection.commit();
            } catch (TransactionLost e) {
                assertThat(e.getSQLState()).isEqualTo("40001");
                is = Fate.LOST;
                connection.rollback();
            }
            others("later");
            if (is == Fate.KEPT) {
                assertThat(read(STORED)).containsAll(told);
            }
            assertThat(read(invariant)).containsExactly("1");
            assertThat(is).isEqualTo(fate);
        }
    }

    private void endSession() throws SQLException {
        String question =
                "SELECT trx_mysql_thread_id FROM information_schema.innodb_trx WHERE trx_mysql_thread_id <> 0";
        long session = cluster.primary().queryLongAsAdmin(question);
        cluster.primary().executeAsAdmin("KILL " + session);
        Awaitility.await()
                .until(() -> cluster.primary()
                                .queryLongAsAdmin(
                                        "SELECT COUNT(*) FROM information_schema.PROCESSLIST WHERE ID = " + session)
                        == 0);
    }

    private void others(String name) throws SQLException {
        for (int i = 0; i < 3; i++) {
            cluster.primary().execute("INSERT INTO t (name) VALUES ('" + name + "')");
        }
    }

    private static void run(Connection connection, String sql, List<String> told) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            if (sql.startsWith("QUIET ")) {
                all(statement.executeQuery(sql.substring(6)), new ArrayList<>());
            } else if (sql.startsWith("KEYS ")) {
                statement.executeUpdate(sql.substring(5), Statement.RETURN_GENERATED_KEYS);
                all(statement.getGeneratedKeys(), told);
            } else if (statement.execute(sql)) {
                all(statement.getResultSet(), told);
            }
        }
    }

    private static void all(ResultSet rows, List<String> values) throws SQLException {
        while (rows.next()) {
            values.add(rows.getString(1));
        }
    }

    private List<String> read(String sql) throws SQLException {
        List<String> values = new ArrayList<>();
        try (Connection connection = cluster.primary().connect();
                Statement statement = connection.createStatement()) {
            all(statement.executeQuery(sql), values);
        }
        return values;
    }
}
