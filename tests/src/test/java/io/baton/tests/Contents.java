/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.tests;

import io.baton.lab.PostgresNode;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/** All that an application left in a database, line by line: definitions, then the rows of every table. */
final class Contents {

    private static final String DEFINITIONS = """
            SELECT 'column ' || c::text FROM (SELECT table_name, ordinal_position, column_name, data_type, is_nullable,
              column_default FROM information_schema.columns WHERE table_schema = 'public') c
            UNION ALL SELECT 'index ' || indexdef FROM pg_indexes WHERE schemaname = 'public'
            UNION ALL SELECT 'constraint ' || conrelid::regclass || ' ' || conname || ' ' || pg_get_constraintdef(oid)
              FROM pg_constraint WHERE connamespace = 'public'::regnamespace
            UNION ALL SELECT 'sequence ' || sequencename || ' ' || coalesce(last_value, 0) FROM pg_sequences
            UNION ALL SELECT 'routine ' || pg_get_functiondef(oid) FROM pg_proc WHERE pronamespace = 'public'::regnamespace
            ORDER BY 1""";

    /** Less what the clock, or the place, has written. */
    private static final String ROWS = """
            SELECT '%1$s ' || (to_jsonb(r) - '{installed_on,execution_time,dateexecuted,deployment_id,
              lockgranted,lockedby}'::text[])::text FROM public.%1$s r ORDER BY 1""";

    private Contents() {}

    static List<String> of(PostgresNode node, String database) throws SQLException {
        String url = node.jdbcUrl().replace("/app?", "/" + database + "?");
        try (Connection connection = DriverManager.getConnection(url)) {
            List<String> contents = new ArrayList<>(strings(connection, DEFINITIONS));
            for (String table : strings(
                    connection,
                    "SELECT quote_ident(tablename) FROM pg_tables WHERE schemaname = 'public' ORDER BY 1")) {
                contents.addAll(strings(connection, ROWS.formatted(table)));
            }
            return contents;
        }
    }

    private static List<String> strings(Connection connection, String sql) throws SQLException {
        List<String> strings = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            while (rows.next()) {
                strings.add(rows.getString(1));
            }
        }
        return strings;
    }
}
