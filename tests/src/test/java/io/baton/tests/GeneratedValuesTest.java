/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.tests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.baton.driver.TransactionLost;
import io.baton.lab.ClusterShape;
import io.baton.lab.PostgresCluster;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * One row is inserted in a transaction whose session ends before its COMMIT, while others insert as well. Whatever target, default,
 * trigger or list of results it is: the table holds what the application was told, or nothing of it, and nobody's later insert fails.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class GeneratedValuesTest {

    private static final String NAMED = ", name text)";
    private static final String PLAIN = "CREATE TABLE t (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY" + NAMED;
    private static final String COUNTER = "CREATE TABLE counter (n int); INSERT INTO counter VALUES (0);"
            + "CREATE FUNCTION next_no() RETURNS int LANGUAGE sql AS 'UPDATE counter SET n = n + 1 RETURNING n';";
    private static final String COUNTED = COUNTER + "CREATE TABLE t (no int PRIMARY KEY DEFAULT next_no()" + NAMED;
    private static final String COUNTS = "SELECT (SELECT n FROM counter) = (SELECT max(no) FROM t)";
    private static final String TRIGGER = " ON t FOR EACH ROW EXECUTE FUNCTION f()";
    private static final String MINE = "INSERT INTO t (name) VALUES ('mine')";

    private PostgresCluster cluster;
    private String url;

    @BeforeAll
    void start() {
        cluster = PostgresCluster.start(ClusterShape.single());
        url = "jdbc:baton:postgresql://" + cluster.hosts() + "/app?user=app&password=app";
    }

    @AfterAll
    void stop() {
        cluster.close();
    }

    @AfterEach
    void drop() throws SQLException {
        cluster.primary().execute("DROP OWNED BY app");
        cluster.primary().executeAsAdmin("GRANT CREATE, USAGE ON SCHEMA public TO app");
    }

    /** What becomes of the transaction. */
    private enum Fate {
        /** It is committed. */
        KEPT,
        /** The application is told 40001. */
        LOST
    }

    private static String function(String language, String body) {
        return "CREATE FUNCTION f() RETURNS trigger LANGUAGE " + language + " AS $$BEGIN " + body + " END$$;";
    }

    private static String withDefault(String type, String expression) {
        return "CREATE TABLE t (id bigserial PRIMARY KEY, at " + type + " DEFAULT " + expression + NAMED;
    }

    /** Of its last statement before the session is lost: {@code INSERT} and what it returns, then what has to be so. */
    private static Stream<Arguments> insertions() {
        String plainKept = "SELECT true";
        return Stream.of(
                // Targets whose keys are given.
                arguments("identity always", PLAIN, MINE, "id", plainKept, Fate.KEPT),
                arguments(
                        "identity by default", PLAIN.replace("ALWAYS", "BY DEFAULT"), MINE, "*", plainKept, Fate.KEPT),
                arguments("int identity", PLAIN.replace("bigint", "int"), MINE, "t.id", plainKept, Fate.KEPT),
                arguments(
                        "serial",
                        "CREATE TABLE t (id serial PRIMARY KEY" + NAMED,
                        MINE,
                        "\"id\"",
                        plainKept,
                        Fate.KEPT),
                arguments(
                        "smallserial",
                        "CREATE TABLE t (id smallserial PRIMARY KEY" + NAMED,
                        MINE,
                        "id",
                        plainKept,
                        Fate.KEPT),
                arguments(
                        "numeric of a sequence",
                        "CREATE SEQUENCE s; CREATE TABLE t (id numeric PRIMARY KEY DEFAULT nextval('s')" + NAMED,
                        MINE,
                        "id, name",
                        plainKept,
                        Fate.KEPT),
                arguments(
                        "serial with another sequence in its default",
                        "CREATE SEQUENCE s START 1000; CREATE TABLE t (id bigserial PRIMARY KEY" + NAMED
                                + "; ALTER TABLE t ALTER id SET DEFAULT nextval('s')",
                        MINE,
                        "id",
                        "SELECT last_value < 10 FROM t_id_seq",
                        Fate.KEPT),
                arguments(
                        "descending",
                        PLAIN.replace("IDENTITY", "IDENTITY (INCREMENT -1)"),
                        MINE,
                        "id",
                        plainKept,
                        Fate.KEPT),
                arguments(
                        "steps of ten",
                        PLAIN.replace("IDENTITY", "IDENTITY (INCREMENT 10)"),
                        MINE,
                        "id",
                        plainKept,
                        Fate.KEPT),
                arguments("cache", PLAIN.replace("IDENTITY", "IDENTITY (CACHE 20)"), MINE, "id", plainKept, Fate.KEPT),
                arguments(
                        "cycle",
                        PLAIN.replace("IDENTITY", "IDENTITY (MAXVALUE 5000 CYCLE)"),
                        MINE,
                        "id",
                        plainKept,
                        Fate.LOST),
                arguments(
                        "explicit default",
                        PLAIN,
                        "INSERT INTO t (id, name) VALUES (DEFAULT, 'mine')",
                        "id",
                        plainKept,
                        Fate.KEPT),
                arguments(
                        "two rows",
                        PLAIN,
                        "INSERT INTO t (name) VALUES ('mine'), ('mine')",
                        "id",
                        plainKept,
                        Fate.KEPT),
                arguments(
                        "drawn by the statement",
                        "CREATE SEQUENCE s; CREATE TABLE t (id bigint PRIMARY KEY DEFAULT nextval('s')" + NAMED,
                        "INSERT INTO t (id, name) VALUES (nextval('s'), 'mine')",
                        "id",
                        plainKept,
                        Fate.KEPT),
                arguments(
                        "drawn by somebody's own nextval",
                        COUNTER + "CREATE FUNCTION nextval(text) RETURNS bigint LANGUAGE sql AS 'SELECT next_no()';"
                                + "CREATE TABLE t (no bigint PRIMARY KEY DEFAULT public.nextval('no'::text)" + NAMED,
                        "INSERT INTO t (no, name) VALUES (nextval('counter'), 'mine')",
                        "no",
                        COUNTS,
                        Fate.LOST),
                arguments(
                        "clock", withDefault("timestamptz", "clock_timestamp()"), MINE, "id, at", plainKept, Fate.KEPT),
                arguments(
                        "clock of another zone",
                        withDefault("timestamp(3)", "(now() AT TIME ZONE 'UTC')"),
                        MINE,
                        "at",
                        plainKept,
                        Fate.KEPT),
                arguments("current date", withDefault("date", "CURRENT_DATE + 30"), MINE, "at", plainKept, Fate.KEPT),
                arguments("uuid", withDefault("uuid", "gen_random_uuid()"), MINE, "at", plainKept, Fate.KEPT),
                arguments("random", withDefault("float8", "random() * 100"), MINE, "id, at", plainKept, Fate.KEPT),
                arguments(
                        "after trigger",
                        PLAIN + "; CREATE TABLE log (id bigserial, of bigint);"
                                + function("plpgsql", "INSERT INTO log (of) VALUES (new.id); RETURN new;")
                                + "CREATE TRIGGER g AFTER INSERT" + TRIGGER,
                        MINE,
                        "id",
                        "SELECT (SELECT array_agg(id ORDER BY id) FROM t) = (SELECT array_agg(of ORDER BY of) FROM log)",
                        Fate.KEPT),
                arguments(
                        "partitions",
                        "CREATE TABLE t (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY" + NAMED
                                + " PARTITION BY HASH (id);"
                                + "CREATE TABLE t1 PARTITION OF t FOR VALUES WITH (MODULUS 2, REMAINDER 0);"
                                + "CREATE TABLE t2 PARTITION OF t FOR VALUES WITH (MODULUS 2, REMAINDER 1)",
                        MINE,
                        "id",
                        plainKept,
                        Fate.KEPT),
                // Results that are not the columns.
                arguments(
                        "a date under the name of a time",
                        withDefault("timestamptz", "clock_timestamp()"),
                        MINE,
                        "id, at::date AS at",
                        "SELECT bool_and(at::time <> '00:00') FROM t",
                        Fate.KEPT),
                arguments(
                        "another column under the name of the key",
                        "CREATE TABLE t (id bigserial PRIMARY KEY, no int DEFAULT 7" + NAMED,
                        MINE,
                        "no AS id",
                        "SELECT count(*) = 0 FROM t WHERE name = 'mine' AND id = 7",
                        Fate.KEPT),
                arguments("the key under another name", PLAIN, MINE, "id AS no", plainKept, Fate.LOST),
                arguments("an expression", PLAIN, MINE, "id + 1 AS id", plainKept, Fate.LOST),
                arguments("a cast", PLAIN, MINE, "id::text", plainKept, Fate.LOST),
                arguments("the whole row", PLAIN, MINE, "t", plainKept, Fate.LOST),
                arguments("columns of the system", PLAIN, MINE, "id, xmin", plainKept, Fate.LOST),
                // Defaults that do more.
                arguments("a counter without gaps", COUNTED, MINE, "no", COUNTS, Fate.LOST),
                arguments(
                        "a counter beside a key",
                        COUNTER + "CREATE TABLE t (id bigserial PRIMARY KEY, no int UNIQUE DEFAULT next_no()" + NAMED,
                        MINE,
                        "id, no",
                        COUNTS,
                        Fate.LOST),
                arguments(
                        "a counter in an expression",
                        COUNTED.replace("DEFAULT next_no()", "DEFAULT next_no() + 0"),
                        MINE,
                        "no",
                        COUNTS,
                        Fate.LOST),
                arguments(
                        "a counter called as functions of the server are",
                        (COUNTED + "; CREATE FUNCTION random(int) RETURNS int LANGUAGE sql AS 'SELECT next_no()';"
                                + "ALTER TABLE t ALTER no SET DEFAULT random(1)"),
                        MINE,
                        "no",
                        COUNTS,
                        Fate.LOST),
                arguments(
                        "a counter that is the default of a domain",
                        COUNTER + "CREATE DOMAIN number AS int DEFAULT next_no(); CREATE TABLE t (no number PRIMARY KEY"
                                + NAMED,
                        MINE,
                        "no",
                        COUNTS,
                        Fate.LOST),
                arguments(
                        "text with a number",
                        "CREATE SEQUENCE s; CREATE TABLE t (id text PRIMARY KEY DEFAULT 'ORD-' || nextval('s')" + NAMED,
                        MINE,
                        "id",
                        plainKept,
                        Fate.LOST),
                arguments(
                        "a sequence by a text that is looked up",
                        "CREATE SEQUENCE s; CREATE TABLE t (id bigint PRIMARY KEY DEFAULT nextval('s'::text)" + NAMED,
                        MINE,
                        "id",
                        plainKept,
                        Fate.LOST),
                arguments(
                        "two keys of which one is told",
                        "CREATE TABLE t (id bigserial PRIMARY KEY, no serial UNIQUE" + NAMED,
                        MINE,
                        "id",
                        plainKept,
                        Fate.LOST),
                arguments("not unique", "CREATE TABLE t (id bigserial" + NAMED, MINE, "id", plainKept, Fate.LOST),
                arguments(
                        "unique at the end only",
                        "CREATE TABLE t (id bigserial, name text, UNIQUE (id) DEFERRABLE INITIALLY DEFERRED)",
                        MINE,
                        "id",
                        plainKept,
                        Fate.LOST),
                // Targets that do more.
                arguments(
                        "before trigger with a counter",
                        COUNTER + "CREATE TABLE t (no int PRIMARY KEY" + NAMED + ";"
                                + function("plpgsql", "new.no = coalesce(new.no, next_no()); RETURN new;")
                                + "CREATE TRIGGER g BEFORE INSERT" + TRIGGER,
                        MINE,
                        "no",
                        COUNTS,
                        Fate.LOST),
                arguments(
                        "before trigger beside a key",
                        COUNTER + "CREATE TABLE t (id bigserial PRIMARY KEY, no int" + NAMED + ";"
                                + function("plpgsql", "new.no = next_no(); RETURN new;")
                                + "CREATE TRIGGER g BEFORE INSERT" + TRIGGER,
                        MINE,
                        "id, no",
                        COUNTS,
                        Fate.LOST),
                arguments(
                        "before trigger of a partition",
                        "CREATE TABLE t (id bigint GENERATED BY DEFAULT AS IDENTITY PRIMARY KEY" + NAMED
                                + " PARTITION BY RANGE (id); CREATE TABLE t1 PARTITION OF t DEFAULT;"
                                + function("plpgsql", "new.name = new.name || ''; RETURN new;")
                                + "CREATE TRIGGER g BEFORE INSERT ON t1 FOR EACH ROW EXECUTE FUNCTION f()",
                        MINE,
                        "id",
                        plainKept,
                        Fate.LOST),
                arguments(
                        "instead of trigger of a view",
                        COUNTER + "CREATE TABLE base (no int PRIMARY KEY" + NAMED
                                + "; CREATE VIEW t AS SELECT * FROM base;"
                                + "ALTER VIEW t ALTER no SET DEFAULT 0;"
                                + function(
                                        "plpgsql",
                                        "new.no = next_no(); INSERT INTO base VALUES (new.no, new.name); RETURN new;")
                                + "CREATE TRIGGER g INSTEAD OF INSERT" + TRIGGER,
                        MINE,
                        "no",
                        COUNTS,
                        Fate.LOST),
                arguments(
                        "a view that can be written to",
                        "CREATE TABLE base (id bigserial PRIMARY KEY" + NAMED + "; CREATE VIEW t AS SELECT * FROM base",
                        MINE,
                        "id",
                        plainKept,
                        Fate.LOST),
                arguments(
                        "a rule",
                        PLAIN + "; CREATE TABLE log (of bigint); CREATE RULE r AS ON INSERT TO t DO ALSO"
                                + " INSERT INTO log VALUES (1)",
                        MINE,
                        "id",
                        "SELECT (SELECT count(*) FROM t) = (SELECT count(*) FROM log)",
                        Fate.LOST),
                // Statements that mean something else.
                arguments(
                        "overriding user value",
                        PLAIN.replace("ALWAYS", "BY DEFAULT"),
                        "INSERT INTO t (id, name) OVERRIDING USER VALUE VALUES (7000, 'mine')",
                        "id",
                        "SELECT max(id) < 7000 FROM t",
                        Fate.LOST),
                arguments(
                        "overriding system value",
                        PLAIN,
                        "INSERT INTO t (id, name) OVERRIDING SYSTEM VALUE VALUES (7000, 'mine')",
                        "id",
                        "SELECT max(id) = 7000 FROM t",
                        Fate.KEPT),
                arguments("on conflict", PLAIN, MINE + " ON CONFLICT DO NOTHING", "id", plainKept, Fate.LOST),
                arguments("from a query", PLAIN, "INSERT INTO t (name) SELECT 'mine'", "id", plainKept, Fate.LOST),
                // The session is asked for what it drew.
                arguments(
                        "after trigger that asks",
                        PLAIN + "; CREATE TABLE log (of bigint);"
                                + function("plpgsql", "INSERT INTO log VALUES (lastval()); RETURN new;")
                                + "CREATE TRIGGER g AFTER INSERT" + TRIGGER,
                        MINE,
                        "id",
                        "SELECT (SELECT array_agg(id ORDER BY id) FROM t) = (SELECT array_agg(of ORDER BY of) FROM log)",
                        Fate.LOST),
                arguments(
                        "after trigger that asks and takes no for an answer",
                        PLAIN + "; CREATE TABLE log (of bigint);"
                                + function(
                                        "plpgsql",
                                        "BEGIN INSERT INTO log VALUES (currval('t_id_seq')); EXCEPTION WHEN OTHERS THEN"
                                                + " INSERT INTO log VALUES (0); END; RETURN new;")
                                + "CREATE TRIGGER g AFTER INSERT" + TRIGGER,
                        MINE,
                        "id",
                        "SELECT (SELECT array_agg(id ORDER BY id) FROM t) = (SELECT array_agg(of ORDER BY of) FROM log)",
                        Fate.LOST),
                arguments(
                        "a default that asks",
                        "CREATE TABLE t (id bigserial PRIMARY KEY, code text DEFAULT 'P' || currval('t_id_seq')"
                                + NAMED,
                        MINE,
                        "id",
                        "SELECT bool_and(code = 'P' || id) FROM t",
                        Fate.LOST));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("insertions")
    void should_store_what_was_told(
            String name, String schema, String insert, String returned, String invariant, Fate fate)
            throws SQLException {
        cluster.primary().execute(schema);
        assertThat(fate(insert, returned, invariant, () -> others("between"))).isEqualTo(fate);
    }

    /** Values may come up again by themselves then. */
    @ParameterizedTest(name = "{0}")
    @MethodSource("insertions")
    void should_store_what_was_told_also_when_nobody_else_works(
            String name, String schema, String insert, String returned, String invariant, Fate fate)
            throws SQLException {
        cluster.primary().execute(schema);
        Fate is = fate(insert, returned, invariant, () -> {});
        assertThat(is == Fate.LOST && fate == Fate.KEPT).as("lost").isFalse();
    }

    private Fate fate(String insert, String returned, String invariant, Meanwhile meanwhile) throws SQLException {
        try (Connection connection = begin()) {
            List<String> told = rows(connection, insert + " RETURNING " + returned);
            endSession();
            meanwhile.happens();
            Fate is = end(connection);
            others("later");
            List<String> stored = is == Fate.LOST ? told : read("SELECT " + returned + " FROM t WHERE name = 'mine'");
            assertThat(stored).containsExactlyInAnyOrderElementsOf(told);
            assertThat(read("SELECT count(*) FROM t WHERE name = 'mine'"))
                    .containsExactly(is == Fate.KEPT ? String.valueOf(told.size()) : "0");
            assertThat(read(invariant)).containsExactly("t");
            return is;
        }
    }

    @FunctionalInterface
    private interface Meanwhile {
        void happens() throws SQLException;
    }

    /** What the transaction does before its session is lost, what it does afterwards, and what has to be so in the end. */
    private static Stream<Arguments> transactions() {
        String child = PLAIN + "; CREATE TABLE child (of bigint)";
        String sequence = PLAIN + "; CREATE SEQUENCE s; CREATE TABLE child (of bigint)";
        String parents = "SELECT coalesce(bool_and(of IN (SELECT id FROM t WHERE name = 'mine')), true) FROM child";
        String asked = "INSERT INTO child VALUES (currval('t_id_seq'))";
        String told = MINE + " RETURNING id";
        String trigger = function("plpgsql", "new.name = new.name || ''; RETURN new;")
                + "CREATE TRIGGER g BEFORE INSERT" + TRIGGER;
        return Stream.of(
                arguments("a child by currval", child, List.of(told, asked), "", parents, Fate.LOST),
                arguments(
                        "a child by lastval",
                        child,
                        List.of(told, asked.replace("currval('t_id_seq')", "lastval()")),
                        "",
                        parents,
                        Fate.LOST),
                arguments("a child by currval afterwards", child, List.of(told), asked, parents, Fate.LOST),
                arguments("lastval afterwards", child, List.of(told), "SELECT lastval()", parents, Fate.LOST),
                arguments(
                        "a child of a parent whose key nobody saw",
                        child,
                        List.of(MINE, asked),
                        "",
                        parents,
                        Fate.KEPT),
                arguments("the same afterwards", child, List.of(MINE), asked, parents, Fate.KEPT),
                arguments(
                        "currval of another sequence afterwards",
                        child + "; CREATE TABLE u (id bigserial PRIMARY KEY, name text)",
                        List.of(told, "INSERT INTO u (name) VALUES ('mine')"),
                        "INSERT INTO u (id) VALUES (currval('u_id_seq') + 1000)",
                        "SELECT max(id) - 1000 = (SELECT id FROM u WHERE name = 'mine') FROM u",
                        Fate.KEPT),
                arguments(
                        "drawn and asked for",
                        sequence,
                        List.of(MINE, "SELECT nextval('s')", "INSERT INTO child VALUES (currval('s'))"),
                        "",
                        "SELECT true",
                        Fate.LOST),
                arguments(
                        "drawn and asked for afterwards",
                        sequence,
                        List.of(MINE, "SELECT nextval('s')"),
                        "INSERT INTO child VALUES (currval('s'))",
                        "SELECT true",
                        Fate.LOST),
                arguments("drawn", sequence, List.of(MINE, "SELECT nextval('s')"), "", "SELECT true", Fate.KEPT),
                arguments(
                        "drawn by somebody's own nextval",
                        COUNTED + "; CREATE FUNCTION nextval(text) RETURNS int LANGUAGE sql AS 'SELECT next_no()'",
                        List.of(MINE, "SELECT nextval('s')"),
                        "",
                        "SELECT (SELECT n FROM counter) = (SELECT count(*) FROM t)",
                        Fate.LOST),
                arguments("set", sequence, List.of(MINE, "SELECT setval('s', 100)"), "", "SELECT true", Fate.LOST),
                arguments(
                        "set, quoted",
                        sequence,
                        List.of(MINE, "SELECT pg_catalog.\"setval\"('s', 100)"),
                        "",
                        "SELECT true",
                        Fate.LOST),
                arguments(
                        "drawn, then restarted",
                        PLAIN,
                        List.of(told, "TRUNCATE t RESTART IDENTITY", told),
                        "",
                        "SELECT true",
                        Fate.KEPT),
                arguments(
                        "restarted",
                        PLAIN,
                        List.of(told, "ALTER SEQUENCE t_id_seq RESTART WITH 1000", told),
                        "",
                        "SELECT max(id) > 1000 FROM t",
                        Fate.KEPT),
                arguments("a trigger made between", PLAIN, List.of(told, trigger, told), "", "SELECT true", Fate.LOST),
                arguments(
                        "a default made between",
                        PLAIN + "; " + COUNTER,
                        List.of(told, "ALTER TABLE t ADD no int UNIQUE DEFAULT next_no()", MINE + " RETURNING no"),
                        "",
                        "SELECT (SELECT n FROM counter) = (SELECT max(no) FROM t)",
                        Fate.LOST),
                arguments(
                        "a table made before",
                        PLAIN,
                        List.of(
                                MINE,
                                "CREATE TABLE u (id bigserial PRIMARY KEY, name text)",
                                "INSERT INTO u (name) VALUES ('mine') RETURNING id"),
                        "",
                        "SELECT count(*) = 1 FROM u",
                        Fate.KEPT),
                arguments(
                        "after an undone failure",
                        PLAIN,
                        List.of("SAVEPOINT a", told, "ROLLBACK TO a", told),
                        "",
                        "SELECT true",
                        Fate.KEPT),
                arguments(
                        "two tables",
                        PLAIN + "; CREATE TABLE u (id bigserial PRIMARY KEY, of bigint REFERENCES t)",
                        List.of(
                                told,
                                "INSERT INTO u (of) SELECT id FROM t WHERE name = 'mine'",
                                "INSERT INTO u (of) VALUES (NULL) RETURNING *"),
                        "",
                        "SELECT count(*) = 2 FROM u",
                        Fate.KEPT));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("transactions")
    void should_not_tell_of_other_values_than_were_drawn(
            String name, String schema, List<String> before, String after, String invariant, Fate fate)
            throws SQLException {
        cluster.primary().execute(schema);
        try (Connection connection = begin()) {
            for (String sql : before) {
                all(connection, sql);
            }
            endSession();
            others("between");
            Fate is = Fate.KEPT;
            try {
                if (!after.isEmpty()) {
                    all(connection, after);
                }
                connection.commit();
            } catch (TransactionLost e) {
                is = Fate.LOST;
                connection.rollback();
            }
            others("later");
            if (is == Fate.KEPT) {
                assertThat(read(invariant)).containsExactly("t");
            } else {
                assertThat(read("SELECT count(*) FROM t WHERE name = 'mine'")).containsExactly("0");
            }
            assertThat(is).isEqualTo(fate);
        }
    }

    private static void all(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            if (statement.execute(sql)) {
                ResultSet rows = statement.getResultSet();
                while (rows.next()) {
                    rows.getString(1);
                }
            }
        }
    }

    private Connection begin() throws SQLException {
        Connection connection = DriverManager.getConnection(url);
        connection.setAutoCommit(false);
        return connection;
    }

    private void endSession() throws SQLException {
        cluster.primary()
                .executeAsAdmin("SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity"
                        + " WHERE usename = 'app' AND state = 'idle in transaction'");
    }

    private void others(String name) throws SQLException {
        for (int i = 0; i < 3; i++) {
            cluster.primary().execute("INSERT INTO t (name) VALUES ('" + name + "')");
        }
    }

    private static Fate end(Connection connection) throws SQLException {
        try {
            connection.commit();
            return Fate.KEPT;
        } catch (TransactionLost e) {
            assertThat(e.getSQLState()).isEqualTo("40001");
            return Fate.LOST;
        }
    }

    private List<String> read(String sql) throws SQLException {
        try (Connection connection = cluster.primary().connect()) {
            return rows(connection, sql);
        }
    }

    private static List<String> rows(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            List<String> rows = new ArrayList<>();
            while (row.next()) {
                StringBuilder values = new StringBuilder();
                for (int i = 1; i <= row.getMetaData().getColumnCount(); i++) {
                    values.append(row.getString(i)).append(' ');
                }
                rows.add(values.toString().strip());
            }
            return rows;
        }
    }
}
