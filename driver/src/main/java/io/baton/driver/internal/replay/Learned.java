/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.driver.internal.replay;

import java.sql.BatchUpdateException;
import java.sql.ParameterMetaData;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.SQLWarning;
import java.util.Arrays;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * All that an application can learn of something, as one text: equal texts mean that it has learned the same. The texts hold data
 * and must not be shown to anybody.
 */
public final class Learned {

    /** MariaDB Connector/J begins its messages with the number of the session, which is another one after a replay. */
    private static final Pattern SESSION = Pattern.compile("^\\(conn[=:]\\d+\\) ");

    private Learned() {}

    /** Of the warnings in a chain; empty when there are none. */
    public static String of(@Nullable SQLWarning first) {
        StringBuilder all = new StringBuilder();
        for (SQLWarning warning = first; warning != null; warning = warning.getNextWarning()) {
            add(all, warning);
        }
        return all.toString();
    }

    /** Of the failures in a chain, with the counts of a batch. */
    public static String of(SQLException first) {
        StringBuilder all = new StringBuilder();
        for (SQLException failure = first; failure != null; failure = failure.getNextException()) {
            add(all, failure);
            if (failure instanceof BatchUpdateException batch) {
                all.append(Arrays.toString(batch.getLargeUpdateCounts()));
            }
        }
        return all.toString();
    }

    private static void add(StringBuilder all, SQLException said) {
        String message = SESSION.matcher(String.valueOf(said.getMessage())).replaceFirst("");
        all.append(said.getSQLState())
                .append(' ')
                .append(said.getErrorCode())
                .append(' ')
                .append(message)
                .append('\n');
    }

    /** Whether nothing of what the first one has told is otherwise in the second. What it cannot tell any more it has told nobody. */
    static boolean isSame(ResultSetMetaData then, ResultSetMetaData now) throws SQLException {
        boolean same = then.getColumnCount() == now.getColumnCount();
        for (int i = 1; same && i <= then.getColumnCount(); i++) {
            Column before = column(then, i);
            Column after = column(now, i);
            same = Objects.equals(before.label(), after.label())
                    && (before.type() == null || before.type().equals(after.type()))
                    && (before.typeName() == null || before.typeName().equals(after.typeName()));
        }
        return same;
    }

    /** Null is what nobody can be told of it. */
    private record Column(
            @Nullable String label,
            @Nullable Integer type,
            @Nullable String typeName) {}

    private static Column column(ResultSetMetaData columns, int i) throws SQLException {
        try {
            return new Column(columns.getColumnLabel(i), type(columns, i), typeName(columns, i));
        } catch (NullPointerException e) {
            return new Column(null, null, null); // pgjdbc forgets to describe one of getFunctionColumns().
        }
    }

    /** Null when the session is gone that the driver would have to ask. */
    private static @Nullable Integer type(ResultSetMetaData columns, int column) {
        try {
            return columns.getColumnType(column);
        } catch (SQLException e) {
            return null;
        }
    }

    /** pgjdbc asks for it once, and goes on telling it from memory where it could not ask, as in a transaction that has failed. */
    private static @Nullable String typeName(ResultSetMetaData columns, int column) {
        try {
            return columns.getColumnTypeName(column);
        } catch (SQLException e) {
            return null;
        }
    }

    /** Of a statement's columns or parameters. */
    public static String ofDescription(@Nullable Object description) throws SQLException {
        return description instanceof ParameterMetaData parameters
                ? of(parameters)
                : of((ResultSetMetaData) description);
    }

    /** Of the columns of a result. */
    static String of(@Nullable ResultSetMetaData columns) throws SQLException {
        StringBuilder all = new StringBuilder();
        for (int i = 1; columns != null && i <= columns.getColumnCount(); i++) {
            all.append(columns.getColumnLabel(i))
                    .append(' ')
                    .append(columns.getColumnType(i))
                    .append('\n');
        }
        return all.toString();
    }

    /** Of the parameters of a statement. */
    private static String of(ParameterMetaData parameters) throws SQLException {
        StringBuilder all = new StringBuilder();
        for (int i = 1; i <= parameters.getParameterCount(); i++) {
            all.append(parameters.getParameterType(i)).append('\n');
        }
        return all.toString();
    }
}
