/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.tests.fuzz;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** What an application calls besides sending texts. */
@SuppressWarnings("ImmutableEnumChecker") // Lambdas that keep nothing.
enum Call {
    COMMIT("connection.commit();", 12, (p, n) -> p.connection().commit()),
    ROLLBACK("connection.rollback();", 4, (p, n) -> p.connection().rollback()),
    AUTO_COMMIT_OFF(
            "connection.setAutoCommit(false);", 6, (p, n) -> p.connection().setAutoCommit(false)),
    AUTO_COMMIT_ON(
            "connection.setAutoCommit(true);", 3, (p, n) -> p.connection().setAutoCommit(true)),
    SAVEPOINT(
            "savepoint = connection.setSavepoint();",
            3,
            (p, n) -> p.savepoint = p.connection().setSavepoint()),
    NAMED_SAVEPOINT(
            "savepoint = connection.setSavepoint(\"a b\");",
            2,
            (p, n) -> p.savepoint = p.connection().setSavepoint("a b")),
    ROLLBACK_TO("connection.rollback(savepoint);", 3, (p, n) -> p.connection().rollback(p.savepoint)),
    RELEASE(
            "connection.releaseSavepoint(savepoint);",
            1,
            (p, n) -> p.connection().releaseSavepoint(p.savepoint)),
    READ_COMMITTED(
            "connection.setTransactionIsolation(Connection.TRANSACTION_READ_COMMITTED);",
            1,
            (p, n) -> p.connection().setTransactionIsolation(Connection.TRANSACTION_READ_COMMITTED)),
    REPEATABLE_READ(
            "connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);",
            2,
            (p, n) -> p.connection().setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ)),
    SERIALIZABLE(
            "connection.setTransactionIsolation(Connection.TRANSACTION_SERIALIZABLE);",
            2,
            (p, n) -> p.connection().setTransactionIsolation(Connection.TRANSACTION_SERIALIZABLE)),
    READ_ONLY("connection.setReadOnly(true);", 1, (p, n) -> p.connection().setReadOnly(true)),
    READ_WRITE("connection.setReadOnly(false);", 1, (p, n) -> p.connection().setReadOnly(false)),
    GET_AUTO_COMMIT(
            "see(connection.getAutoCommit());",
            1,
            (p, n) -> p.note(p.connection().getAutoCommit())),
    GET_ISOLATION(
            "see(connection.getTransactionIsolation());",
            1,
            (p, n) -> p.note(p.connection().getTransactionIsolation())),
    IS_READ_ONLY(
            "see(connection.isReadOnly());", 1, (p, n) -> p.note(p.connection().isReadOnly())),
    IS_VALID("see(connection.isValid(5));", 1, (p, n) -> p.note(p.connection().isValid(5))),
    GET_SCHEMA(
            "see(connection.getSchema());", 1, (p, n) -> p.note(p.connection().getSchema())),
    HOLDABILITY(
            "connection.setHoldability(ResultSet.HOLD_CURSORS_OVER_COMMIT);",
            1,
            (p, n) -> p.connection().setHoldability(ResultSet.HOLD_CURSORS_OVER_COMMIT)),
    WARNINGS(
            "see(connection.getWarnings());",
            1,
            (p, n) -> Seen.warnings(p.connection().getWarnings(), p)),
    CLEAR_WARNINGS("connection.clearWarnings();", 1, (p, n) -> p.connection().clearWarnings()),
    TABLES(
            "all(connection.getMetaData().getTables(null, null, \"k%\", null));",
            1, (p, n) -> Seen.rows(p.connection().getMetaData().getTables(null, null, "k%", null), p, 99)),
    COLUMNS(
            "all(connection.getMetaData().getColumns(null, null, \"kv\", null));",
            1,
            (p, n) -> Seen.rows(p.connection().getMetaData().getColumns(null, null, "kv", null), p, 99)),
    PRIMARY_KEYS(
            "all(connection.getMetaData().getPrimaryKeys(null, null, \"kv\"));",
            1,
            (p, n) -> Seen.rows(p.connection().getMetaData().getPrimaryKeys(null, null, "kv"), p, 99)),
    READ_ON("see(open, 2);", 4, (p, n) -> Seen.rows(p.opened(), p, 2)),
    READ_TO_THE_END("all(open);", 2, (p, n) -> Seen.rows(p.opened(), p, 99)),
    IS_BEFORE_FIRST("see(open.isBeforeFirst());", 1, (p, n) -> p.note(p.opened().isBeforeFirst())),
    IS_LAST("see(open.isLast());", 1, (p, n) -> p.note(p.opened().isLast())),
    GET_ROW("see(open.getRow());", 1, (p, n) -> p.note(p.opened().getRow())),
    CLOSE_ROWS("open.close();", 1, (p, n) -> p.opened().close()),
    AGAIN("bind(kept, {n}); all(kept, kept.execute());", 4, Call::again),
    UPDATE_ROW(
            "try (Statement s = updatable()) { ResultSet r = s.executeQuery(\"SELECT n, v FROM kv ORDER BY n\"); r.next();"
                    + " r.updateString(2, \"row {n}\"); r.updateRow(); }",
            2,
            (p, n) -> updatable(p, n, false)),
    INSERT_ROW(
            "try (Statement s = updatable()) { ResultSet r = s.executeQuery(\"SELECT n, v FROM kv ORDER BY n\");"
                    + " r.moveToInsertRow(); r.updateInt(1, {n}); r.updateString(2, \"row {n}\"); r.insertRow(); }",
            2,
            (p, n) -> updatable(p, n, true));

    private final String java;
    private final int weight;
    private final Deed deed;

    Call(String java, int weight, Deed deed) {
        this.java = java;
        this.weight = weight;
        this.deed = deed;
    }

    @FunctionalInterface
    private interface Deed {
        void run(Play play, int n) throws SQLException;
    }

    int weight() {
        return weight;
    }

    void run(Play play, int n) throws SQLException {
        deed.run(play, n);
    }

    String java(int n) {
        return java.replace("{n}", Integer.toString(n));
    }

    private static void again(Play play, int n) throws SQLException {
        if (play.kept == null) {
            throw new SQLException("the program has kept no statement", "PLAY0");
        }
        Runnable later = play.keptText.plus(n).bind(play.kept, play);
        boolean rows = play.kept.execute();
        later.run();
        Seen.all(play.kept, rows, play);
    }

    private static void updatable(Play play, int n, boolean insert) throws SQLException {
        try (Statement s =
                play.connection().createStatement(ResultSet.TYPE_SCROLL_INSENSITIVE, ResultSet.CONCUR_UPDATABLE)) {
            ResultSet rows = s.executeQuery("SELECT n, v FROM kv ORDER BY n");
            if (insert) {
                rows.moveToInsertRow();
                rows.updateInt(1, n);
                rows.updateString(2, "row " + n);
                rows.insertRow();
            } else if (rows.next()) {
                rows.updateString(2, "row " + n);
                rows.updateRow();
                play.note(rows.getString(2));
            }
        }
    }
}
