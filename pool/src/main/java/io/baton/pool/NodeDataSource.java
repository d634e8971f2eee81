/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.pool;

import io.baton.driver.internal.cluster.VendorDriver;
import io.baton.topology.Node;
import io.baton.topology.NodeAddress;
import io.baton.topology.TopologyKeeper;
import java.io.PrintWriter;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.util.Collections;
import java.util.Map;
import java.util.WeakHashMap;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.logging.Logger;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * What the pool of one node fills itself from. Lets nobody connect while the node does not answer, so that a pool neither
 * knocks on a dead server nor sleeps through its return. Thread-safe.
 */
final class NodeDataSource implements DataSource {

    private final NodeAddress address;
    private final VendorDriver vendor;
    private final TopologyKeeper keeper;
    /** Of every connection made here. */
    private final Map<Connection, Origin> origins = Collections.synchronizedMap(new WeakHashMap<>());

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private volatile @Nullable Failure failure;
    private volatile boolean closed;
    private volatile int loginTimeout = 1;

    NodeDataSource(NodeAddress address, VendorDriver vendor, TopologyKeeper keeper) {
        this.address = address;
        this.vendor = vendor;
        this.keeper = keeper;
    }

    /** How the newest attempt to connect failed, and when. */
    private record Failure(SQLException exception, long nanoTime) {}

    @Override
    public Connection getConnection() throws SQLException {
        long generation = awaitAnswer().generation();
        try {
            VendorDriver.Opened opened = vendor.connect(address);
            origins.put(opened.connection(), new Origin(generation, opened.server()));
            failure = null;
            return openStill(opened.connection());
        } catch (SQLException e) {
            failure = new Failure(e, System.nanoTime());
            throw e;
        }
    }

    /** A pool that was shut down meanwhile would forget the connection without closing it. */
    private Connection openStill(Connection connection) throws SQLException {
        if (closed) {
            connection.close();
            throw closedMeanwhile();
        }
        return connection;
    }

    private Node awaitAnswer() throws SQLException {
        lock.lock();
        try {
            while (!closed) {
                Node node = keeper.topology().node(address);
                if (node.isUp()) {
                    return node;
                }
                changed.await();
            }
            throw closedMeanwhile();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new SQLException("interrupted while waiting for " + address, "57014", e);
        } finally {
            lock.unlock();
        }
    }

    private SQLException closedMeanwhile() {
        return new SQLException("the pool of " + address + " is closed", "08003");
    }

    /** The node changed, or nobody needs it any more: whoever waits for it looks again. */
    void recheck() {
        lock.lock();
        try {
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    void close() {
        closed = true;
        recheck();
    }

    /**
     * Where a connection comes from.
     *
     * @param generation that of the node when the connecting began
     * @param server which server it is on; empty when that has no identity
     */
    record Origin(long generation, String server) {
        static final Origin UNKNOWN = new Origin(-1, "");
    }

    Origin originOf(Connection connection) {
        return origins.getOrDefault(connection, Origin.UNKNOWN);
    }

    /** How the newest attempt to connect since then failed; null when none did. */
    @Nullable
    SQLException failureSince(long nanoTime) {
        Failure newest = failure;
        return newest == null || newest.nanoTime() - nanoTime < 0 ? null : newest.exception();
    }

    @Override
    public Connection getConnection(String user, String password) throws SQLException {
        throw new SQLFeatureNotSupportedException("a pool has one user");
    }

    @Override
    public int getLoginTimeout() {
        return loginTimeout;
    }

    /** HikariCP sets it, and waits that long for a login under way when it is shut down; logins are bounded elsewhere. */
    @Override
    public void setLoginTimeout(int seconds) {
        loginTimeout = seconds;
    }

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

    @Override
    public <T> T unwrap(Class<T> type) throws SQLException {
        throw new SQLException("it wraps nothing, hence no " + type.getName());
    }

    @Override
    public boolean isWrapperFor(Class<?> type) {
        return false;
    }

    @Override
    public String toString() {
        return address.toString();
    }
}
