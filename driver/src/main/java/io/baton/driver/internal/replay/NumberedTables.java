/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.driver.internal.replay;

import io.baton.driver.internal.sql.AutoIncrement;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Which tables of MySQL number their rows by themselves, asked once per table. */
final class NumberedTables {

    private static final String QUESTION = """
            SELECT c.column_name, MAX(s.non_unique = 0 AND s.parts = 1)
            FROM information_schema.columns c
            LEFT JOIN (
              SELECT index_name, MIN(column_name) AS column_name, MIN(non_unique) AS non_unique, COUNT(*) AS parts
              FROM information_schema.statistics
              WHERE table_schema = COALESCE(?, DATABASE()) AND table_name = ?
              GROUP BY index_name) s ON s.column_name = c.column_name
            WHERE c.table_schema = COALESCE(?, DATABASE()) AND c.table_name = ? AND c.extra LIKE '%auto_increment%'
            GROUP BY c.column_name""";

    private final Connection connection;
    private final Map<AutoIncrement, Key> known = new HashMap<>();

    NumberedTables(Connection connection) {
        this.connection = connection;
    }

    /**
     * The column that is numbered.
     *
     * @param isUnique whether an index on it alone lets no number stand twice
     */
    record Key(String column, boolean isUnique) {}

    /** Null when there is none, as in a temporary table, which the catalogue does not show. */
    @Nullable
    Key keyOf(AutoIncrement insert) throws SQLException {
        if (!known.containsKey(insert)) {
            known.put(insert, ask(insert));
        }
        return known.get(insert);
    }

    private @Nullable Key ask(AutoIncrement insert) throws SQLException {
        try (PreparedStatement question = connection.prepareStatement(QUESTION)) {
            question.setString(1, insert.schema());
            question.setString(2, insert.table());
            question.setString(3, insert.schema());
            question.setString(4, insert.table());
            try (ResultSet row = question.executeQuery()) {
                return row.next() ? new Key(row.getString(1), row.getBoolean(2)) : null;
            }
        }
    }
}
