/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.tests.fuzz;

import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.SQLWarning;
import java.sql.Statement;
import java.sql.Types;
import java.util.Arrays;
import java.util.Set;

/** Notes what an application sees. */
final class Seen {

    private Seen() {}

    /** The next rows, with the names and types of the columns. */
    static void rows(ResultSet rows, Play play, int most) throws SQLException {
        ResultSetMetaData columns = rows.getMetaData();
        for (int i = 1; i <= columns.getColumnCount(); i++) {
            play.note(columns.getColumnLabel(i) + ":" + columns.getColumnTypeName(i));
        }
        for (int n = 0; n < most; n++) {
            if (!rows.next()) {
                play.note("end");
                return;
            }
            row(rows, play);
        }
    }

    static void row(ResultSet rows, Play play) throws SQLException {
        play.note("|");
        for (int i = 1; i <= rows.getMetaData().getColumnCount(); i++) {
            play.note(value(rows, i));
        }
    }

    private static Object value(ResultSet rows, int column) throws SQLException {
        if (rows.getMetaData().getColumnTypeName(column).equals("refcursor")) {
            return "cursor";
        }
        // Of other columns drivers give the form in which the server happens to have sent them.
        boolean binary = Set.of(Types.BINARY, Types.VARBINARY, Types.LONGVARBINARY)
                .contains(rows.getMetaData().getColumnType(column));
        byte[] bytes = binary ? rows.getBytes(column) : null;
        return bytes != null
                ? "bytes" + Integer.toUnsignedString(Arrays.hashCode(bytes)) + " " + rows.getString(column)
                : rows.getString(column);
    }

    /** All results of an execution. */
    static void all(Statement statement, boolean isResult, Play play) throws SQLException {
        boolean rows = isResult;
        while (true) {
            if (rows) {
                rows(statement.getResultSet(), play, Integer.MAX_VALUE);
            } else {
                int count = statement.getUpdateCount();
                if (count == -1) {
                    return;
                }
                play.note("count" + count);
            }
            rows = statement.getMoreResults();
        }
    }

    static void keys(Statement statement, Play play) throws SQLException {
        try (ResultSet keys = statement.getGeneratedKeys()) {
            int columns = keys.getMetaData().getColumnCount();
            while (keys.next()) {
                row(keys, play);
                play.keep(columns > 0 ? keys.getObject(1) : null);
            }
        }
    }

    static void warnings(SQLWarning first, Play play) {
        for (SQLWarning warning = first; warning != null; warning = warning.getNextWarning()) {
            play.note("warning " + warning.getSQLState() + " " + warning.getMessage());
        }
    }

    /** Whether that was told while the application looked at what it had been given, and not while something was executed. */
    static boolean met(Exception failure) {
        return Arrays.stream(failure.getStackTrace())
                .anyMatch(frame -> frame.getClassName().equals(Seen.class.getName()));
    }

    /** The number of the session, which MariaDB's driver puts before its messages, is nobody's business. */
    static String failure(Exception failure) {
        return whole(failure).replaceAll("\\(conn=\\d+\\) ", "");
    }

    private static String whole(Exception failure) {
        if (!(failure instanceof SQLException first)) {
            return "threw " + failure.getClass().getSimpleName() + " " + failure.getMessage();
        }
        StringBuilder all = new StringBuilder();
        for (SQLException e = first; e != null; e = e.getNextException()) {
            all.append("threw ")
                    .append(e.getSQLState())
                    .append(' ')
                    .append(e.getMessage())
                    .append(' ');
            if (e instanceof java.sql.BatchUpdateException batch) {
                all.append(Arrays.toString(batch.getUpdateCounts()));
            }
        }
        return all.toString();
    }
}
