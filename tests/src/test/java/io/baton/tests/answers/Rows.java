/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.tests.answers;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** Results as texts, for programs and for the truth. */
public final class Rows {

    private Rows() {}

    /** The rest of the result: values separated by commas, each row in brackets. */
    public static String text(ResultSet rows) throws SQLException {
        StringBuilder all = new StringBuilder();
        int columns = rows.getMetaData().getColumnCount();
        while (rows.next()) {
            List<String> values = new ArrayList<>();
            for (int i = 1; i <= columns; i++) {
                values.add(String.valueOf(rows.getString(i)));
            }
            all.append('[').append(String.join(",", values)).append(']');
        }
        return all.toString();
    }

    /** What a query returns, with parameters bound as objects. */
    static String of(Connection connection, String query, Object... parameters) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(query)) {
            for (int i = 0; i < parameters.length; i++) {
                statement.setObject(i + 1, parameters[i]);
            }
            try (ResultSet rows = statement.executeQuery()) {
                return text(rows);
            }
        }
    }

    /** How many rows a statement changes, with parameters bound as objects. */
    static int update(Connection connection, String sql, Object... parameters) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < parameters.length; i++) {
                statement.setObject(i + 1, parameters[i]);
            }
            return statement.executeUpdate();
        }
    }
}
