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

/**
 * Which tables of MySQL number their rows by themselves, asked once per table until it may have been redefined. Views, tables without
 * transactions and those with triggers that come before the number is drawn are none of them.
 */
final class NumberedTables {

    private static final String QUESTION = """
            SELECT t.table_schema, t.table_name, c.column_name,
              EXISTS (SELECT 1 FROM (
                SELECT table_schema, table_name, index_name, MIN(column_name) AS only, MIN(non_unique) AS non_unique,
                  COUNT(*) AS parts
                FROM information_schema.statistics
                WHERE table_schema = COALESCE(?, DATABASE()) AND table_name = ?
                GROUP BY table_schema, table_name, index_name) s
                WHERE s.only = c.column_name AND s.non_unique = 0 AND s.parts = 1),
              @@auto_increment_increment
            FROM information_schema.tables t
            JOIN information_schema.columns c ON c.table_schema = t.table_schema AND c.table_name = t.table_name
              AND c.extra LIKE '%auto_increment%'
            WHERE t.table_schema = COALESCE(?, DATABASE()) AND t.table_name = ?
              AND t.table_type = 'BASE TABLE' AND t.engine = 'InnoDB'
              AND NOT EXISTS (SELECT 1 FROM information_schema.triggers g
                WHERE g.event_object_schema = t.table_schema AND g.event_object_table = t.table_name
                  AND g.event_manipulation = 'INSERT' AND g.action_timing = 'BEFORE')""";

    private final Connection connection;
    private final Map<AutoIncrement, Key> known = new HashMap<>();

    NumberedTables(Connection connection) {
        this.connection = connection;
    }

    /**
     * The column that is numbered.
     *
     * @param isUnique whether an index on it alone lets no number stand twice
     * @param increment from one row of a statement to the next
     */
    record Key(String schema, String table, String column, boolean isUnique, long increment) {}

    /** Null when there is none, or more than one table has that name in some spelling. */
    @Nullable
    Key keyOf(AutoIncrement insert) throws SQLException {
        if (!known.containsKey(insert)) {
            known.put(insert, ask(insert));
        }
        return known.get(insert);
    }

    /** Something may have been redefined. */
    void forget() {
        known.clear();
    }

    private @Nullable Key ask(AutoIncrement insert) throws SQLException {
        try (PreparedStatement question = connection.prepareStatement(QUESTION)) {
            for (int i = 1; i <= 4; i += 2) {
                question.setString(i, insert.schema());
                question.setString(i + 1, insert.table());
            }
            try (ResultSet row = question.executeQuery()) {
                if (!row.next()) {
                    return null;
                }
                Key key = new Key(
                        row.getString(1), row.getString(2), row.getString(3), row.getBoolean(4), row.getLong(5));
                return row.next() ? null : key;
            }
        }
    }
}
