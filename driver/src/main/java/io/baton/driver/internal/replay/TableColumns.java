/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.driver.internal.replay;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What PostgreSQL's catalogs say of the columns of tables, asked once per table. */
final class TableColumns {

    private static final String QUESTION = """
            SELECT a.attname, format_type(a.atttypid, a.atttypmod), a.attgenerated <> '',
              coalesce(pg_get_serial_sequence(a.attrelid::regclass::text, a.attname),
                (SELECT s.oid::regclass::text FROM pg_attrdef f
                   JOIN pg_depend d ON d.classid = 'pg_attrdef'::regclass AND d.objid = f.oid
                   JOIN pg_class s ON d.refclassid = 'pg_class'::regclass AND s.oid = d.refobjid AND s.relkind = 'S'
                 WHERE f.adrelid = a.attrelid AND f.adnum = a.attnum LIMIT 1)),
              EXISTS (SELECT FROM pg_index i WHERE i.indrelid = a.attrelid AND i.indisunique AND i.indisvalid
                AND i.indpred IS NULL AND i.indnkeyatts = 1 AND i.indkey[0] = a.attnum)
            FROM pg_attribute a
            WHERE a.attrelid = ?::regclass AND a.attnum > 0 AND NOT a.attisdropped""";

    private final Connection connection;
    private final Map<String, Map<String, Column>> known = new HashMap<>();

    TableColumns(Connection connection) {
        this.connection = connection;
    }

    /**
     * One column.
     *
     * @param type as a cast names it
     * @param isComputed whether its value cannot be given
     * @param sequence what its values are drawn from; null when they are not
     * @param isUnique whether an index on it alone lets no value stand twice
     */
    record Column(
            String name,
            String type,
            boolean isComputed,
            @Nullable String sequence,
            boolean isUnique) {}

    /** By name, of a table that is named as SQL does. */
    Map<String, Column> of(String table) throws SQLException {
        Map<String, Column> columns = known.get(table);
        if (columns == null) {
            columns = ask(table);
            known.put(table, columns);
        }
        return columns;
    }

    private Map<String, Column> ask(String table) throws SQLException {
        Map<String, Column> columns = new HashMap<>();
        try (PreparedStatement question = connection.prepareStatement(QUESTION)) {
            question.setString(1, table);
            try (ResultSet row = question.executeQuery()) {
                while (row.next()) {
                    Column column = new Column(
                            row.getString(1), row.getString(2), row.getBoolean(3), row.getString(4), row.getBoolean(5));
                    columns.put(column.name(), column);
                }
            }
        }
        return columns;
    }
}
