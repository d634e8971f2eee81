/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.lab;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;

/**
 * One PostgreSQL server of a {@link PostgresCluster}, and what can happen to it.
 *
 * <p>Any thread may connect and ask; the methods that change what the server does are for one thread at a time.
 */
public final class PostgresNode {

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
    private final Server server;

    PostgresNode(String name, int port, Server server) {
        this.name = name;
        this.port = port;
        this.server = server;
    }

    Server server() {
        return server;
    }

    /** n1, n2, ... in the order of {@link PostgresCluster#nodes()}. */
    public String name() {
        return name;
    }

    public String host() {
        return HOST;
    }

    public int port() {
        return port;
    }

    /** The vendor driver's URL of this server alone, as the application user, with its password. */
    public String jdbcUrl() {
        return url(APP) + "?user=" + APP + "&password=" + APP;
    }

    /** A new session of the application user, through the vendor's driver. */
    public Connection connect() throws SQLException {
        return DriverManager.getConnection(jdbcUrl());
    }

    /** A new session of the superuser in the application's database; its commits never wait for a standby. */
    public Connection connectAsAdmin() throws SQLException {
        return connectAsAdmin(APP);
    }

    Connection connectAsAdmin(String database) throws SQLException {
        return DriverManager.getConnection(url(database) + "?user=" + SUPERUSER + ADMIN_OPTIONS);
    }

    /** Runs one statement as the application user in a session of its own. */
    public void execute(String sql) throws SQLException {
        try (Connection connection = connect()) {
            Sql.execute(connection, sql);
        }
    }

    /** The first column of the first row as a number, asked by the application user in a session of its own. */
    public long queryLong(String sql) throws SQLException {
        try (Connection connection = connect()) {
            return Sql.queryLong(connection, sql);
        }
    }

    /** Runs one statement as superuser in a session of its own, as in {@code SELECT pg_wal_replay_pause()}. */
    public void executeAsAdmin(String sql) throws SQLException {
        try (Connection connection = connectAsAdmin()) {
            Sql.execute(connection, sql);
        }
    }

    /** The first column of the first row as a number, asked by the superuser in a session of its own. */
    public long queryLongAsAdmin(String sql) throws SQLException {
        try (Connection connection = connectAsAdmin()) {
            return Sql.queryLong(connection, sql);
        }
    }

    /** Whether this server is a standby in its own eyes. */
    public boolean isInRecovery() throws SQLException {
        return queryLongAsAdmin("SELECT pg_is_in_recovery()::int") == 1;
    }

    /** The timeline that it writes on as a primary, or receives as a standby. */
    public int timeline() throws SQLException {
        return (int) queryLongAsAdmin(TIMELINE);
    }

    /**
     * Starts this server on the data it has, and waits until it accepts connections. A primary that was killed comes
     * back as a primary, whatever happened elsewhere meanwhile.
     */
    public void start() {
        server.launch();
        server.awaitReady();
    }

    /** Ends its sessions and shuts it down in order; a primary first sends its standbys what they lack. */
    public void stopFast() {
        server.stopFast();
    }

    /** Ends all its processes with {@code SIGKILL}, frozen or not; when this returns its port refuses connections. */
    public void kill() {
        server.kill();
    }

    /**
     * Stops all its processes with {@code SIGSTOP}: the kernel still accepts connections for it, but nobody answers.
     * When this returns none of them runs.
     */
    public void freeze() {
        server.freeze();
    }

    /** Lets a frozen server run on as if no time had passed. */
    public void thaw() {
        server.thaw();
    }

    /** Whether the server was started and has neither stopped nor died; also true while it is frozen. */
    public boolean isRunning() {
        return server.isRunning();
    }

    public boolean isFrozen() {
        return server.isFrozen();
    }

    /** The last lines of its log, for a failure message. */
    public String logTail() {
        return server.logTail();
    }

    @Override
    public String toString() {
        return name + " (" + HOST + ":" + port + ")";
    }

    private String url(String database) {
        return "jdbc:postgresql://" + HOST + ":" + port + "/" + database;
    }
}
