/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.lab.mysql;

import io.baton.lab.Await;
import io.baton.lab.BreakableServer;
import io.baton.lab.LabException;
import io.baton.lab.Sql;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One MariaDB or MySQL server and what can happen to it.
 *
 * <p>Any thread may connect and ask; the methods that change what the server does are for one thread at a time.
 */
public final class GtidNode implements BreakableServer {

    static final String HOST = "127.0.0.1";

    private static final Logger LOG = LoggerFactory.getLogger(GtidNode.class);

    private static final int LOCK_WAIT_TIMEOUT = 1205;

    private static final String APP = "app";
    private static final String ADMIN = "admin";

    /** Gives up on a frozen server. MySQL waits a minute for the rest of a transaction, of which a source that was frozen sent a part, before it stops to apply. */
    private static final String ADMIN_OPTIONS = "&connectTimeout=5000&socketTimeout=100000";

    private final String name;
    private final int port;
    private final GtidShape shape;
    private final GtidServer server;
    private volatile boolean writable;

    GtidNode(String name, int port, GtidShape shape, GtidServer server) {
        this.name = name;
        this.port = port;
        this.shape = shape;
        this.server = server;
    }

    /** n1, n2, ... in the order of the cluster's nodes. */
    public String name() {
        return name;
    }

    public String host() {
        return HOST;
    }

    @Override
    public int port() {
        return port;
    }

    /** The vendor driver's URL of this server alone, as the application user, with its password. */
    public String jdbcUrl() {
        return dialect().url(port, APP, "");
    }

    /** A new session of the application user, through the vendor's driver. */
    @Override
    public Connection connect() throws SQLException {
        return DriverManager.getConnection(jdbcUrl());
    }

    /** A new session of the administrator in the application's schema; its commits wait for a replica like any other. */
    @Override
    public Connection connectAsAdmin() throws SQLException {
        return DriverManager.getConnection(dialect().url(port, ADMIN, ADMIN_OPTIONS));
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

    /** Runs statements as administrator in a session of their own. */
    public void executeAsAdmin(String... statements) throws SQLException {
        try (Connection connection = connectAsAdmin()) {
            for (String sql : statements) {
                Sql.execute(connection, sql);
            }
        }
    }

    /** The first column of the first row as a number, asked by the administrator in a session of its own. */
    public long queryLongAsAdmin(String sql) throws SQLException {
        try (Connection connection = connectAsAdmin()) {
            return Sql.queryLong(connection, sql);
        }
    }

    /**
     * Starts this server on the data it has, and waits until it accepts connections. It is what it was: a primary that was
     * killed comes back writable, whatever happened elsewhere meanwhile, and a replica goes on to replicate.
     */
    @Override
    public void start() {
        launch();
        awaitReady();
        if (writable) {
            setReadOnly(false);
        }
    }

    void launch() {
        if (server.isRunning()) {
            throw new IllegalStateException(name + " is running already");
        }
        server.launch();
        LOG.info("{} starts on port {}", name, port);
    }

    /** Waits until it accepts connections. */
    void awaitReady() {
        Await.until(this + " accepts connections", Await.LIMIT, this::accepts, this::logTail);
    }

    private boolean accepts() throws SQLException {
        if (!server.isRunning()) {
            throw new LabException(name + " ended while it started\n" + logTail());
        }
        return queryLongAsAdmin("SELECT 1") == 1;
    }

    /**
     * Ends its sessions and shuts it down in order; its replicas may lack the last that it has committed. MySQL takes some
     * 8 s for it while a replica is connected: it gives those who send to replicas as much to end by themselves.
     */
    @Override
    public void stopFast() {
        if (!server.isRunning()) {
            return;
        }
        if (server.isFrozen()) {
            throw new IllegalStateException(name + " is frozen and would not notice; thaw it first");
        }
        server.stopFast();
        LOG.info("{} stopped", name);
    }

    /** Ends it with {@code SIGKILL}, frozen or not; when this returns its port refuses connections. */
    @Override
    public void kill() {
        if (server.isRunning()) {
            server.kill();
            LOG.info("{} killed", name);
        }
    }

    /**
     * Stops it in its tracks: the kernel still accepts connections for it, but nobody answers. When this returns it does
     * not run.
     */
    @Override
    public void freeze() {
        server.freeze();
        LOG.info("{} frozen", name);
    }

    /** Lets a frozen server run on as if no time had passed. */
    @Override
    public void thaw() {
        server.thaw();
        LOG.info("{} thawed", name);
    }

    /** Whether the server was started and has neither stopped nor died; also true while it is frozen. */
    public boolean isRunning() {
        return server.isRunning();
    }

    public boolean isFrozen() {
        return server.isFrozen();
    }

    /** Whether it refuses writes. */
    public boolean isReadOnly() throws SQLException {
        return queryLongAsAdmin("SELECT @@global.read_only") == 1;
    }

    /**
     * Makes it refuse or take writes, now and after a restart. On MySQL nobody writes on a read-only server, on MariaDB the
     * administrator does.
     */
    public void setReadOnly(boolean on) {
        if (!on && shape.semiSync()) {
            administer(List.of(dialect().semiSync(true)));
        }
        administer(List.of(dialect().readOnly(on)));
        writable = !on;
    }

    /**
     * As {@link #setReadOnly} with true, under load: gives up after a second. It waits for statements under way, and new ones
     * wait for it; where one of the former waits for a lock of who sends one of the latter, that would last until the lock
     * wait is given up.
     */
    public boolean trySetReadOnly() throws SQLException {
        try {
            executeAsAdmin("SET SESSION lock_wait_timeout = 1", dialect().readOnly(true));
        } catch (SQLException e) {
            if (e.getErrorCode() == LOCK_WAIT_TIMEOUT) {
                return false;
            }
            throw e;
        }
        writable = false;
        return true;
    }

    /** Lets a replica receive without showing what it received. */
    public void stopApplier() {
        administer(List.of(dialect().applier(false)));
    }

    /** Ends {@link #stopApplier}. */
    public void startApplier() {
        administer(List.of(dialect().applier(true)));
    }

    /** Why a replica does not show what it has received, in the server's words; empty when it does. */
    public String replicationError() throws SQLException {
        try (Connection connection = connectAsAdmin()) {
            return dialect().status(connection).error();
        }
    }

    /** Lets a replica receive nothing more; it still shows what it has received. */
    public void stopReceiver() {
        administer(List.of(dialect().receiver(false)));
    }

    /** Ends {@link #stopReceiver}. */
    public void startReceiver() {
        administer(List.of(dialect().receiver(true)));
    }

    /** The last lines of its log, for a failure message. */
    public String logTail() {
        return server.logTail();
    }

    @Override
    public String toString() {
        return name + " (" + HOST + ":" + port + ")";
    }

    Dialect dialect() {
        return shape.engine().dialect();
    }

    GtidServer server() {
        return server;
    }

    void administer(List<String> statements) {
        try {
            executeAsAdmin(statements.toArray(String[]::new));
        } catch (SQLException e) {
            throw new LabException(this + " does not do " + statements + "\n" + logTail(), e);
        }
    }
}
