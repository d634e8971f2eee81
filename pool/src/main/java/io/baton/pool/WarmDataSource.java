/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.pool;

import com.zaxxer.hikari.HikariPoolMXBean;
import io.baton.driver.BatonOption;
import io.baton.driver.internal.cluster.Cluster;
import io.baton.driver.internal.config.BatonUrl;
import io.baton.driver.internal.config.ClusterConfig;
import io.baton.driver.internal.jdbc.FailoverConnection;
import io.baton.driver.internal.session.LogicalSession;
import io.baton.topology.NodeAddress;
import java.io.PrintWriter;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.time.Duration;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.logging.Logger;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * A pooling DataSource that keeps sessions to every node of a cluster open, the standbys included. A session that was
 * opened to a standby can write as soon as the standby is promoted, so a failover needs no login.
 *
 * <p>There is one HikariCP pool per node, below the driver: do not put another pool above it. Each
 * {@link #getConnection()} borrows a connection, each {@link Connection#close()} returns it clean: rolled back, with
 * auto-commit on and with its isolation level, schema, network timeout and read-only flag as they were. What was done by SQL
 * text, such as {@code SET}, stays, as it does in every pool.
 *
 * <p>Set the properties first. The first {@link #getConnection()} starts the pools; from then on it is thread-safe and the
 * setters throw {@link IllegalStateException}. Starting does not wait for any node.
 */
public final class WarmDataSource implements DataSource, AutoCloseable {

    private final ReentrantLock lock = new ReentrantLock();
    private final Properties properties = new Properties();
    private final Set<LogicalSession> sessions = ConcurrentHashMap.newKeySet();
    private @Nullable String url;
    private @Nullable String user;
    private @Nullable String password;
    private int loginTimeout;
    private PoolSettings settings = PoolSettings.DEFAULT;
    private volatile @Nullable Started started;
    private volatile boolean closed;

    /** What exists between the first connection and {@link #close()}. */
    private record Started(Cluster cluster, NodePools pools) {}

    /** {@code jdbc:baton:postgresql://host1,host2/database}, or of another vendor; required. */
    public void setUrl(String url) {
        requireNotStarted();
        this.url = url;
    }

    public @Nullable String getUrl() {
        return url;
    }

    /** The user of all connections; default: the one in the URL. */
    public void setUser(@Nullable String user) {
        requireNotStarted();
        this.user = user;
    }

    public @Nullable String getUser() {
        return user;
    }

    /** The password of all connections; default: the one in the URL. */
    public void setPassword(@Nullable String password) {
        requireNotStarted();
        this.password = password;
    }

    /** Options of Baton and parameters of the vendor's driver; added to those of the URL. */
    public void setProperties(Properties properties) {
        requireNotStarted();
        this.properties.putAll(properties);
    }

    /**
     * The most connections to each node, lent and idle together; at least 1, default 10. A standby needs the room as well:
     * after its promotion it serves them all.
     */
    public void setMaximumPoolSize(int maximumPoolSize) {
        requireNotStarted();
        settings = settings.withMaximumPoolSize(maximumPoolSize);
    }

    public int getMaximumPoolSize() {
        return settings.maximumPoolSize();
    }

    /**
     * The idle connections that are kept open to each node; from 0 to the maximum, default 2. On a standby these are the
     * warm ones: as many calls continue without a login when it is promoted, the others log in one after the other.
     */
    public void setMinimumIdle(int minimumIdle) {
        requireNotStarted();
        settings = settings.withMinimumIdle(minimumIdle);
    }

    public int getMinimumIdle() {
        return settings.minimumIdle();
    }

    /**
     * How long to wait for a connection to be returned when all to a node are lent; default 30 s. How long to wait for a
     * node is another matter: {@link BatonOption#FAILOVER_TIMEOUT}.
     */
    public void setConnectionTimeout(Duration connectionTimeout) {
        requireNotStarted();
        settings = settings.withConnectionTimeout(connectionTimeout);
    }

    public Duration getConnectionTimeout() {
        return settings.connectionTimeout();
    }

    private void requireNotStarted() {
        if (started != null || closed) {
            throw new IllegalStateException(this + " was started: set its properties before the first connection");
        }
    }

    /**
     * Borrows a connection.
     *
     * @throws SQLException 08001 for a wrong configuration or when no node answered in time; 08003 when this is closed; the
     *     vendor's own when the login is refused; {@link java.sql.SQLTransientConnectionException} without SQLState when all
     *     connections to the node were lent and none came back in time
     */
    @Override
    public Connection getConnection() throws SQLException {
        LogicalSession session = new LogicalSession(start().cluster());
        sessions.add(session);
        if (closed) {
            session.close();
            throw closedAlready();
        }
        return new FailoverConnection(session, () -> sessions.remove(session));
    }

    /** Not supported: a pool has one user. */
    @Override
    public Connection getConnection(String asUser, String withPassword) throws SQLException {
        throw new SQLFeatureNotSupportedException("a pool has one user: use getConnection(), or a BatonDataSource");
    }

    private Started start() throws SQLException {
        Started running = started;
        if (running != null && !closed) {
            return running;
        }
        lock.lock();
        try {
            if (closed) {
                throw closedAlready();
            }
            running = started;
            if (running == null) {
                ClusterConfig config = config();
                NodePools pools = new NodePools(settings);
                running = new Started(new Cluster(config, vendor -> pools), pools);
                pools.start(running.cluster());
                started = running;
            }
            return running;
        } finally {
            lock.unlock();
        }
    }

    private ClusterConfig config() throws SQLException {
        String configured = url;
        if (configured == null) {
            throw misconfigured("its url is not set", null);
        }
        if (!configured.startsWith(BatonUrl.PREFIX)) {
            throw misconfigured("its url does not start with " + BatonUrl.PREFIX, null);
        }
        if (settings.minimumIdle() > settings.maximumPoolSize()) {
            throw misconfigured(
                    "minimumIdle " + settings.minimumIdle() + " is more than maximumPoolSize "
                            + settings.maximumPoolSize(),
                    null);
        }
        try {
            return BatonUrl.parse(configured, connectionProperties());
        } catch (IllegalArgumentException e) {
            throw misconfigured(String.valueOf(e.getMessage()), e);
        }
    }

    private Properties connectionProperties() {
        Properties info = new Properties();
        info.putAll(properties);
        if (user != null) {
            info.setProperty("user", user);
        }
        if (password != null) {
            info.setProperty("password", password);
        }
        if (loginTimeout > 0) {
            String milliseconds = Long.toString(Duration.ofSeconds(loginTimeout).toMillis());
            info.putIfAbsent(BatonOption.FAILOVER_TIMEOUT.key(), milliseconds);
        }
        return info;
    }

    private SQLException misconfigured(String what, @Nullable Exception cause) {
        return new SQLException(this + ": " + what, "08001", cause);
    }

    private SQLException closedAlready() {
        return new SQLException(this + " is closed", "08003");
    }

    /** The pools by node, for monitoring; empty before the first connection. */
    public Map<NodeAddress, HikariPoolMXBean> pools() {
        Started running = started;
        return running == null ? Map.of() : running.pools().statistics();
    }

    /**
     * Closes all connections, lent ones too, whose calls fail, and ends all threads. May wait a few seconds for a login that
     * is under way. Calling it again does nothing.
     */
    @Override
    public void close() {
        lock.lock();
        try {
            Started running = started;
            if (closed || running == null) {
                closed = true;
                return;
            }
            closed = true;
            sessions.forEach(session -> session.abort(running.cluster().aborter()));
            running.cluster().close();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public int getLoginTimeout() {
        return loginTimeout;
    }

    /** Seconds that a call waits for a node during an outage; 0, the default, leaves it to {@code baton.failoverTimeout}. */
    @Override
    public void setLoginTimeout(int seconds) {
        requireNotStarted();
        loginTimeout = seconds;
    }

    /** Always null: Baton logs through SLF4J. */
    @Override
    public @Nullable PrintWriter getLogWriter() {
        return null;
    }

    @Override
    public void setLogWriter(@Nullable PrintWriter out) {
        // Baton logs through SLF4J.
    }

    @Override
    public Logger getParentLogger() throws SQLFeatureNotSupportedException {
        throw new SQLFeatureNotSupportedException("Baton logs through SLF4J");
    }

    /** Only to itself: a pool of one node is not the DataSource of the cluster. */
    @Override
    public <T> T unwrap(Class<T> type) throws SQLException {
        if (type.isInstance(this)) {
            return type.cast(this);
        }
        throw new SQLException("WarmDataSource wraps nothing, hence no " + type.getName());
    }

    @Override
    public boolean isWrapperFor(Class<?> type) {
        return type.isInstance(this);
    }

    /** Without user, password and parameters. */
    @Override
    public String toString() {
        String shown = url == null || !url.startsWith(BatonUrl.PREFIX) ? "" : url;
        return "WarmDataSource[" + shown.replaceFirst("\\?.*", "").replaceFirst("//.*@", "//") + "]";
    }
}
