/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.driver.internal.sql;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Asks a session of PostgreSQL, in one round trip of about two milliseconds. */
final class PostgresSessionQuestion implements SessionQuestion {

    /** Every temporary object depends on the session's temporary schema, whatever it is: table, view, function, type. */
    private static final String TEMPORARY = """
            FROM pg_catalog.pg_depend d
              LEFT JOIN pg_catalog.pg_class c ON d.classid = 'pg_catalog.pg_class'::pg_catalog.regclass AND c.oid = d.objid
            WHERE d.refclassid = 'pg_catalog.pg_namespace'::pg_catalog.regclass AND d.refobjid = pg_catalog.pg_my_temp_schema()
            """;

    private static final String SETTING = "SETTING";

    private static final String ALL = """
            SELECT 'TEMPORARY_OBJECT', coalesce(c.relname::pg_catalog.text, 'no table'), NULL %s
            UNION ALL SELECT 'LISTEN', l, NULL FROM pg_catalog.pg_listening_channels() AS l
            UNION ALL SELECT 'PREPARED_BY_SQL', name, NULL FROM pg_catalog.pg_prepared_statements WHERE from_sql
            UNION ALL SELECT 'HELD_CURSOR', name, NULL FROM pg_catalog.pg_cursors WHERE is_holdable
            UNION ALL SELECT 'ADVISORY_LOCK', pg_catalog.concat(classid, ' ', objid), NULL FROM pg_catalog.pg_locks
              WHERE locktype = 'advisory' AND pid = pg_catalog.pg_backend_pid()
            UNION ALL SELECT 'SETTING', name, pg_catalog.current_setting(name) FROM pg_catalog.pg_settings WHERE source = 'session'
            UNION ALL SELECT 'SETTING', 'session_authorization', session_user FROM pg_catalog.pg_stat_get_activity(
              pg_catalog.pg_backend_pid()) AS a WHERE pg_catalog.pg_get_userbyid(a.usesysid) <> session_user
            UNION ALL SELECT 'SETTING', 'role', r FROM pg_catalog.current_setting('role') AS r WHERE r <> 'none'""".formatted(TEMPORARY);

    /** The server lists no variable that it does not know itself. */
    private static String asking(Collection<String> variables) {
        String names = variables.stream()
                .map(name -> "('" + name.replace("'", "''") + "')")
                .collect(Collectors.joining(", "));
        return names.isEmpty()
                ? ALL
                : ALL + " UNION ALL SELECT 'SETTING', n, v FROM (VALUES " + names
                        + ") AS names (n), pg_catalog.current_setting(n, true) AS v WHERE v IS NOT NULL";
    }

    @Override
    public Answer ask(Connection session, Collection<String> variables) throws SQLException {
        List<SessionHold> holds = new ArrayList<>();
        Map<String, Restoration> settings = new LinkedHashMap<>();
        try (Statement statement = session.createStatement();
                ResultSet row = statement.executeQuery(asking(variables))) {
            while (row.next()) {
                String kind = row.getString(1);
                String name = row.getString(2);
                if (kind.equals(SETTING)) {
                    settings.put(PostgresNames.lower(name), new SetConfig(name, row.getString(3)));
                } else {
                    holds.add(new SessionHold(SessionHold.Kind.valueOf(kind), name));
                }
            }
        }
        return new Answer(holds, settings);
    }

    @Override
    public boolean hasTemporaryObjects(Connection session) throws SQLException {
        try (Statement statement = session.createStatement();
                ResultSet row = statement.executeQuery("SELECT EXISTS (SELECT " + TEMPORARY + ")")) {
            return row.next() && row.getBoolean(1);
        }
    }

    /** Gives a variable the value that a session said it has. */
    private record SetConfig(String variable, String value) implements Restoration {

        @Override
        public void on(Connection connection) throws SQLException {
            try (PreparedStatement statement =
                    connection.prepareStatement("SELECT pg_catalog.set_config(?, ?, false)")) {
                statement.setString(1, variable);
                statement.setString(2, value);
                statement.execute();
            }
        }

        /** The value may be secret. */
        @Override
        public String toString() {
            return variable;
        }
    }
}
