/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.tests.histories;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/**
 * Statements on a connection, with their values bound or in the text.
 *
 * @param bound whether they are bound
 */
record Words(Connection connection, boolean bound) {

    int update(String sql, long... values) throws SQLException {
        if (bound) {
            try (PreparedStatement statement = prepared(sql, values)) {
                return statement.executeUpdate();
            }
        }
        try (Statement statement = connection.createStatement()) {
            return statement.executeUpdate(text(sql, values));
        }
    }

    /** The first column. */
    List<String> query(String sql, long... values) throws SQLException {
        if (bound) {
            try (PreparedStatement statement = prepared(sql, values);
                    ResultSet rows = statement.executeQuery()) {
                return column(rows);
            }
        }
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(text(sql, values))) {
            return column(rows);
        }
    }

    private PreparedStatement prepared(String sql, long... values) throws SQLException {
        PreparedStatement statement = connection.prepareStatement(sql);
        for (int i = 0; i < values.length; i++) {
            statement.setLong(i + 1, values[i]);
        }
        return statement;
    }

    private static String text(String sql, long... values) {
        String text = sql;
        for (long value : values) {
            text = text.replaceFirst("\\?", String.valueOf(value));
        }
        return text;
    }

    private static List<String> column(ResultSet rows) throws SQLException {
        List<String> column = new ArrayList<>();
        while (rows.next()) {
            column.add(rows.getString(1));
        }
        return column;
    }
}
