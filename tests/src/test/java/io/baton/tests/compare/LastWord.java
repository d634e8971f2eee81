/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.tests.compare;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.SQLWarning;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** What a server of MySQL or MariaDB tells of the statement before, asked in each way after each kind of statement. */
final class LastWord {

    /** Of some thousand; {@code -Dbaton.compare.questions=100000} asks all of them. */
    private static final int QUESTIONS = Integer.getInteger("baton.compare.questions", 400);

    /** Where a COMMIT of Baton's has taken the statement's place, and the answer cannot be had. */
    static final String REFUSAL = "the server's last word is about the COMMIT of a write";

    private LastWord() {}

    private static final List<String> WRITES = List.of(
            "INSERT INTO kinds (i) VALUES (20)",
            "INSERT INTO kinds (i) VALUES (30), (31), (32)",
            "INSERT IGNORE INTO kinds (v) VALUES ('longer than twenty characters'), ('x')",
            "INSERT INTO kinds (i) SELECT i + 100 FROM kinds WHERE i < 3",
            "INSERT INTO kinds (u, i) VALUES (1, 5) ON DUPLICATE KEY UPDATE i = i + 1",
            "INSERT INTO kinds (u) VALUES (77), (1)",
            "INSERT INTO kinds (i) VALUES (2000)",
            "INSERT INTO missing VALUES (1)",
            "INSERT INTO kinds (i, l) VALUES (ROW_COUNT(), LAST_INSERT_ID())",
            "UPDATE kinds SET t = CONCAT(t, '!') WHERE i < 3",
            "UPDATE kinds SET t = t WHERE i < 4",
            "UPDATE kinds SET i = 1 WHERE id = 99999",
            "DELETE FROM kinds WHERE id > 6",
            "REPLACE INTO kinds (u, i) VALUES (2, 6)",
            "CREATE TABLE IF NOT EXISTS kinds (id INT)",
            "DROP TABLE IF EXISTS missing",
            "TRUNCATE moved",
            "CALL add_kind(50)",
            "CALL warns()",
            "CALL rows_of(2)",
            "CALL raises_40001()",
            "SET @v = 7",
            "SELECT CAST('12x' AS SIGNED)",
            "SELECT id FROM kinds ORDER BY id LIMIT 2",
            "SELECT f(1)");

    private static final List<String> ON_MARIADB = List.of(
            "INSERT INTO kinds (i) VALUES (40), (41) RETURNING id > 0", "DELETE FROM kinds WHERE id = 5 RETURNING i");

    private static final List<String> QUESTIONS_BY_TEXT = List.of(
            "SELECT ROW_COUNT()",
            "select row_count() as n",
            "SELECT ROW_COUNT(), FOUND_ROWS(), LAST_INSERT_ID() > 0",
            "SELECT FOUND_ROWS()",
            "SELECT LAST_INSERT_ID() > 0, @@identity > 0",
            "SHOW WARNINGS",
            "SHOW ERRORS",
            "SHOW COUNT(*) WARNINGS",
            "SELECT @@warning_count, @@error_count",
            "INSERT INTO kinds (i, l) VALUES (ROW_COUNT(), FOUND_ROWS())");

    private interface Act {
        Object on(Connection connection, Statement statement) throws SQLException;
    }

    private record Named(String name, Act act) {}

    private static Named text(String sql) {
        return new Named(sql, (c, s) -> run(c, sql));
    }

    private static Object run(Connection connection, String sql) throws SQLException {
        try (Statement other = connection.createStatement()) {
            return shown(other, other.execute(sql));
        }
    }

    private static List<Object> shown(Statement statement, boolean hasRows) throws SQLException {
        List<Object> shown = new ArrayList<>();
        try (ResultSet rows = hasRows ? statement.getResultSet() : null) {
            if (rows == null) {
                shown.add(statement.getUpdateCount());
                return shown;
            }
            ResultSetMetaData columns = rows.getMetaData();
            for (int i = 1; i <= columns.getColumnCount(); i++) {
                shown.add(columns.getColumnLabel(i) + " " + columns.getColumnTypeName(i));
            }
            while (rows.next()) {
                for (int i = 1; i <= columns.getColumnCount(); i++) {
                    shown.add(rows.getObject(i));
                }
            }
            return shown;
        }
    }

    private static List<String> messages(SQLWarning first) {
        List<String> messages = new ArrayList<>();
        for (SQLWarning w = first; w != null; w = w.getNextWarning()) {
            messages.add(w.getSQLState() + " " + w.getErrorCode() + " " + w.getMessage());
        }
        return messages;
    }

    private static Object prepared(Connection connection, String sql) throws SQLException {
        try (PreparedStatement question = connection.prepareStatement(sql)) {
            return shown(question, question.execute());
        }
    }

    private static List<Named> questions() {
        List<Named> questions =
                new ArrayList<>(QUESTIONS_BY_TEXT.stream().map(LastWord::text).toList());
        questions.add(new Named("prepared SELECT ROW_COUNT()", (c, s) -> prepared(c, "SELECT ROW_COUNT()")));
        questions.add(new Named("prepared SHOW WARNINGS", (c, s) -> prepared(c, "SHOW WARNINGS")));
        questions.add(new Named("s.getWarnings()", (c, s) -> messages(s.getWarnings())));
        questions.add(new Named(
                "s.getWarnings() twice", (c, s) -> messages(s.getWarnings()) + "," + messages(s.getWarnings())));
        questions.add(new Named("c.getWarnings()", (c, s) -> messages(c.getWarnings())));
        questions.add(new Named("s.getUpdateCount()", (c, s) -> s.getUpdateCount()));
        questions.add(new Named("s.executeQuery(ROW_COUNT)", (c, s) -> {
            try (ResultSet rows = s.executeQuery("SELECT ROW_COUNT()")) {
                rows.next();
                return rows.getLong("ROW_COUNT()");
            }
        }));
        return questions;
    }

    private static final List<Named> BETWEEN = List.of(
            new Named("", (c, s) -> null),
            new Named("", (c, s) -> null),
            new Named("", (c, s) -> null),
            text("SELECT 1"),
            text("SHOW WARNINGS"),
            text("SET @w = 1"),
            text("BEGIN"),
            new Named("c.setAutoCommit(false)", (c, s) -> {
                c.setAutoCommit(false);
                return null;
            }),
            new Named("c.getTransactionIsolation()", (c, s) -> c.getTransactionIsolation()),
            new Named("c.isValid(5)", (c, s) -> c.isValid(5)),
            new Named("c.setCatalog()", (c, s) -> {
                c.setCatalog(c.getCatalog());
                return null;
            }),
            new Named("s.clearWarnings()", (c, s) -> {
                s.clearWarnings();
                return null;
            }));

    /** How the statement is run, and committed. */
    private enum Way {
        AUTO("%s"),
        PREPARED("prepared %s"),
        BATCH("batch of %s"),
        COMMIT("setAutoCommit(false); %s; commit()"),
        SWITCH("setAutoCommit(false); %s; setAutoCommit(true)"),
        TEXT("BEGIN; %s; COMMIT");

        private final String form;

        Way(String form) {
            this.form = form;
        }

        private Object run(Connection c, Statement s, String write) throws SQLException {
            return switch (this) {
                case AUTO -> shown(s, s.execute(write));
                case PREPARED -> prepared(c, write);
                case BATCH -> {
                    s.addBatch(write);
                    s.addBatch(write);
                    yield s.executeBatch();
                }
                case COMMIT -> {
                    c.setAutoCommit(false);
                    Object seen = attempt(() -> shown(s, s.execute(write)));
                    c.commit();
                    yield seen;
                }
                case SWITCH -> {
                    c.setAutoCommit(false);
                    Object seen = attempt(() -> shown(s, s.execute(write)));
                    c.setAutoCommit(true);
                    yield seen;
                }
                case TEXT -> {
                    s.execute("BEGIN");
                    Object seen = attempt(() -> shown(s, s.execute(write)));
                    s.execute("COMMIT");
                    yield seen;
                }
            };
        }
    }

    private interface Attempt {
        Object make() throws SQLException;
    }

    private static Object attempt(Attempt attempt) {
        try {
            return attempt.make();
        } catch (SQLException e) {
            return Rendering.ofFailure(e);
        }
    }

    static List<Step> steps(boolean mariaDb, boolean onlyReading) {
        List<String> writes = new ArrayList<>(WRITES);
        writes.addAll(mariaDb ? ON_MARIADB : List.of());
        List<Step> all = new ArrayList<>();
        for (Way way : Way.values()) {
            for (String write : writes) {
                for (Named between : BETWEEN) {
                    questions().stream()
                            .filter(question -> !onlyReading || !question.name().startsWith("INSERT"))
                            .filter(question -> !isDifferent(way, write, between, question))
                            .forEach(question -> all.add(step(way, write, between, question)));
                }
            }
        }
        SplittableRandom random = new SplittableRandom(Long.getLong("baton.compare.seed", 77_000));
        while (all.size() > QUESTIONS) {
            all.set(random.nextInt(all.size()), all.get(all.size() - 1));
            all.remove(all.size() - 1);
        }
        return all;
    }

    /**
     * Behind a failure that leaves nothing open, MariaDB's driver sends a COMMIT, for it does not know; Baton has asked the server.
     * And where the driver asks the server something in between, it forgets the warnings that Baton remembers; that of MySQL tells
     * them once more each time.
     */
    private static boolean isDifferent(Way way, String write, Named between, Named question) {
        boolean fails = write.contains("raises") || write.contains("missing VALUES") || write.contains(" f(");
        boolean forgets = question.name().endsWith("twice")
                || (question.name().contains("getWarnings") && between.name().startsWith("c."));
        return forgets || (fails && (way == Way.COMMIT || way == Way.SWITCH));
    }

    private static Step step(Way way, String write, Named between, Named question) {
        String name = String.format(way.form, write) + " / " + between.name() + " / " + question.name();
        return new Step(name, world -> {
            Connection connection = world.connection();
            try (Statement statement = connection.createStatement()) {
                statement.executeUpdate("DELETE FROM moved"); // Where a question was refused, its effect is missing.
                statement.executeQuery("SELECT 1").close();
                Object first = attempt(() -> way.run(connection, statement, write));
                Object second = attempt(() -> between.act().on(connection, statement));
                Object third = attempt(() -> question.act().on(connection, statement));
                if (!connection.getAutoCommit()) {
                    connection.rollback();
                    connection.setAutoCommit(true);
                }
                statement.execute("ROLLBACK");
                return Rendering.of(first, world) + " / " + Rendering.of(second, world) + " / "
                        + Rendering.of(third, world);
            }
        });
    }
}
