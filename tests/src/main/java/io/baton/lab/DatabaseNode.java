/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.lab;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;

/**
 * One PostgreSQL server and what can happen to it, be it a process of this machine or a container.
 *
 * <p>Any thread may connect and ask; the methods that change what the server does are for one thread at a time.
 */
public abstract sealed class DatabaseNode implements BreakableServer permits PostgresNode, PatroniNode {

    static final String HOST = "127.0.0.1";
    static final String SUPERUSER = "postgres";
    static final String APP = "app";

    /** Never waits for a standby, and gives up on a frozen server. */
    private static final String ADMIN_OPTIONS =
            "&connectTimeout=5&socketTimeout=30&ApplicationName=baton-lab&options=-c%20synchronous_commit=local";

    private static final String TIMELINE = """
            SELECT CASE WHEN pg_is_in_recovery()
                THEN coalesce((SELECT received_tli FROM pg_stat_wal_receiver),
                              (SELECT timeline_id FROM pg_control_checkpoint()))
                ELSE ('x' || left(pg_walfile_name(pg_current_wal_lsn()), 8))::bit(32)::int END
            """;

    private final String name;
    private final int port;

    DatabaseNode(String name, int port) {
        this.name = name;
        this.port = port;
    }

    /** n1, n2, ... in the order of the cluster's nodes. */
    public final String name() {
        return name;
    }

    public final String host() {
        return HOST;
    }

    @Override
    public final int port() {
        return port;
    }

    /** The vendor driver's URL of this server alone, as the application user, with its password. */
    public final String jdbcUrl() {
        return url(APP) + "?user=" + APP + "&password=" + APP;
    }

    /** A new session of the application user, through the vendor's driver. */
    @Override
    public final Connection connect() throws SQLException {
        return DriverManager.getConnection(jdbcUrl());
    }

    /** A new session of the superuser in the application's database; its commits never wait for a standby. */
    @Override
    public final Connection connectAsAdmin() throws SQLException {
        return connectAsAdmin(APP);
    }

    final Connection connectAsAdmin(String database) throws SQLException {
        return DriverManager.getConnection(url(database) + "?user=" + SUPERUSER + ADMIN_OPTIONS);
    }

    /** Runs one statement as the application user in a session of its own. */
    public final void execute(String sql) throws SQLException {
        try (Connection connection = connect()) {
            Sql.execute(connection, sql);
        }
    }

    /** The first column of the first row as a number, asked by the application user in a session of its own. */
    public final long queryLong(String sql) throws SQLException {
        try (Connection connection = connect()) {
            return Sql.queryLong(connection, sql);
        }
    }

    /** Runs one statement as superuser in a session of its own. */
    public final void executeAsAdmin(String sql) throws SQLException {
        try (Connection connection = connectAsAdmin()) {
            Sql.execute(connection, sql);
        }
    }

    /** The first column of the first row as a number, asked by the superuser in a session of its own. */
    public final long queryLongAsAdmin(String sql) throws SQLException {
        try (Connection connection = connectAsAdmin()) {
            return Sql.queryLong(connection, sql);
        }
    }

    /** Whether this server is a standby in its own eyes. */
    public final boolean isInRecovery() throws SQLException {
        return queryLongAsAdmin("SELECT pg_is_in_recovery()::int") == 1;
    }

    /** The timeline that it writes on as a primary, or receives as a standby. */
    public final int timeline() throws SQLException {
        return (int) queryLongAsAdmin(TIMELINE);
    }

    /** Lets a standby receive without showing what it received. */
    public final void pauseReplay() throws SQLException {
        executeAsAdmin("SELECT pg_wal_replay_pause()");
    }

    /** Ends {@link #pauseReplay}. */
    public final void resumeReplay() throws SQLException {
        executeAsAdmin("SELECT pg_wal_replay_resume()");
    }

    /**
     * Starts this server on the data it has, and waits until it accepts connections. A primary that was killed comes
     * back as a primary, whatever happened elsewhere meanwhile, unless a cluster manager decides otherwise.
     */
    @Override
    public abstract void start();

    /** Ends its sessions and shuts it down in order; a primary first sends its standbys what they lack. */
    @Override
    public abstract void stopFast();

    /** Ends all its processes with {@code SIGKILL}, frozen or not; when this returns its port refuses connections. */
    @Override
    public abstract void kill();

    /**
     * Stops all its processes with {@code SIGSTOP}: the kernel still accepts connections for it, but nobody answers.
     * When this returns none of them runs.
     */
    @Override
    public abstract void freeze();

    /** Lets a frozen server run on as if no time had passed. */
    @Override
    public abstract void thaw();

    /** Whether the server was started and has neither stopped nor died; also true while it is frozen. */
    public abstract boolean isRunning();

    /** The last lines of its log, for a failure message. */
    public abstract String logTail();

    @Override
    public final String toString() {
        return name + " (" + HOST + ":" + port + ")";
    }

    private String url(String database) {
        return "jdbc:postgresql://" + HOST + ":" + port + "/" + database;
    }
}
