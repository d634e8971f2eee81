/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.tests.state;

import io.baton.lab.ClusterShape;
import io.baton.lab.PostgresCluster;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/** One real server whose sessions can be ended, and what a session of it shows of itself. */
final class SessionSite implements AutoCloseable {

    /** Whatever a session can show: settings (a variable of the application's only by its name), role, temporary objects, locks, channels, prepared statements, cursors. */
    private static final String FACTS = """
            SELECT 'setting ' || name || '=' || current_setting(name) FROM pg_settings WHERE source = 'session'
            UNION ALL SELECT 'variable ' || n || '=' || nullif(current_setting(n, true), '')
              FROM unnest(ARRAY['app.tenant', 'local.x']) AS n WHERE nullif(current_setting(n, true), '') IS NOT NULL
            UNION ALL SELECT 'role ' || current_setting('role')
            UNION ALL SELECT 'user ' || session_user
            UNION ALL SELECT 'temporary ' || coalesce(c.relname, 'other') FROM pg_depend d LEFT JOIN pg_class c ON c.oid = d.objid
              WHERE d.refclassid = 'pg_namespace'::regclass AND d.refobjid = pg_my_temp_schema() AND (c.oid IS NULL OR c.relkind <> 'i')
            UNION ALL SELECT 'lock ' || objid FROM pg_locks WHERE locktype = 'advisory' AND pid = pg_backend_pid()
            UNION ALL SELECT 'channel ' || c FROM pg_listening_channels() AS c
            UNION ALL SELECT 'prepared ' || name FROM pg_prepared_statements WHERE from_sql
            UNION ALL SELECT 'cursor ' || name FROM pg_cursors WHERE is_holdable
            ORDER BY 1""";

    private final PostgresCluster cluster = PostgresCluster.start(ClusterShape.single());

    void asAdmin(String... texts) throws SQLException {
        for (String text : texts) {
            cluster.primary().executeAsAdmin(text);
        }
    }

    Connection connect(boolean baton) throws SQLException {
        String prefix = baton ? "jdbc:baton:postgresql://" : "jdbc:postgresql://";
        return DriverManager.getConnection(prefix + cluster.hosts() + "/app?user=app&password=app");
    }

    void end(int session) throws SQLException {
        cluster.primary().executeAsAdmin("SELECT pg_terminate_backend(" + session + ", 10000)");
    }

    /** Those that somebody has now; who asks a session for its number has read something in it. */
    void endAll() throws SQLException {
        cluster.primary()
                .executeAsAdmin("SELECT pg_terminate_backend(pid, 10000) FROM pg_stat_activity WHERE usename = 'app'");
    }

    static int number(Connection connection) throws SQLException {
        return Integer.parseInt(rows(connection, "SELECT pg_backend_pid()").get(0));
    }

    static List<String> facts(Connection connection) throws SQLException {
        return rows(connection, FACTS);
    }

    static List<String> rows(Connection connection, String sql) throws SQLException {
        List<String> rows = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            while (row.next()) {
                rows.add(row.getString(1));
            }
        }
        return rows;
    }

    static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    @Override
    public void close() {
        cluster.close();
    }
}
