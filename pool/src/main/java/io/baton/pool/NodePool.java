/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.pool;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.HikariPoolMXBean;
import com.zaxxer.hikari.SQLExceptionOverride;
import io.baton.driver.BatonOption;
import io.baton.driver.internal.cluster.NodeInDoubt;
import io.baton.driver.internal.cluster.PhysicalConnection;
import io.baton.driver.internal.cluster.VendorDriver;
import io.baton.driver.internal.config.ClusterConfig;
import io.baton.driver.internal.queue.Line;
import io.baton.driver.internal.queue.Ticket;
import io.baton.topology.FailureKind;
import io.baton.topology.Node;
import io.baton.topology.NodeAddress;
import io.baton.topology.TopologyKeeper;
import io.baton.topology.dialect.Dialect;
import io.baton.topology.time.Deadline;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLTimeoutException;
import java.sql.SQLTransientConnectionException;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.function.BooleanSupplier;

/**
 * The connections to one node. HikariCP keeps them; here is decided who gets one and which may be used at all. Waiting for
 * a free place is kept apart from waiting for the server: the one says nothing about the node. Thread-safe.
 */
final class NodePool {

    /** How often somebody who waits for a login looks whether the node is still there: the least that HikariCP allows. */
    private static final Duration LOOK_AGAIN = Duration.ofMillis(250);

    private final NodeAddress address;
    private final String name;
    private final PoolSettings settings;
    private final VendorDriver vendor;
    private final TopologyKeeper keeper;
    private final Dialect dialect;
    private final Duration loginBound;
    private final NodeDataSource source;
    private final HikariDataSource hikari;
    private final Line places;
    private final Set<LentConnection> returning = ConcurrentHashMap.newKeySet();

    NodePool(
            NodeAddress address,
            ClusterConfig config,
            PoolSettings settings,
            VendorDriver vendor,
            TopologyKeeper keeper) {
        this.address = address;
        this.name = config.name() + "/" + address;
        this.settings = settings;
        this.vendor = vendor;
        this.keeper = keeper;
        this.dialect = config.dialect();
        this.loginBound = config.options().duration(BatonOption.CONNECT_TIMEOUT);
        this.source = new NodeDataSource(address, vendor, keeper);
        this.places = new Line(settings.maximumPoolSize());
        this.hikari = new HikariDataSource(hikariConfig(config.options().duration(BatonOption.PROBE_TIMEOUT)));
    }

    private HikariConfig hikariConfig(Duration validation) {
        HikariConfig config = new HikariConfig();
        config.setPoolName(name);
        config.setDataSource(source);
        config.setMaximumPoolSize(settings.maximumPoolSize());
        config.setMinimumIdle(settings.minimumIdle());
        config.setConnectionTimeout(LOOK_AGAIN.toMillis());
        config.setValidationTimeout(Math.max(LOOK_AGAIN.toMillis(), validation.toMillis()));
        config.setInitializationFailTimeout(-1); // Returns at once: a dead node must not keep the others waiting.
        config.setExceptionOverride(new NeverEvict());
        return config;
    }

    /**
     * HikariCP judges by SQLStates alone and would throw away a healthy session whose application raised 08006, or used a
     * feature that is not supported. Recovery knows better what is broken, and says so.
     */
    private static final class NeverEvict implements SQLExceptionOverride {
        @java.lang.Override
        public SQLExceptionOverride.Override adjudicate(SQLException e) {
            return SQLExceptionOverride.Override.DO_NOT_EVICT;
        }
    }

    /**
     * Lends a connection.
     *
     * @param useless whether a place here would be of no use any more
     * @throws SQLTransientConnectionException without SQLState when all were lent and none came back in time
     * @throws NodeInDoubt when it stopped waiting for one that comes back
     * @throws SQLException 08001 when the node gives none, or what the vendor's driver said
     */
    PhysicalConnection open(Ticket ticket, BooleanSupplier useless) throws SQLException {
        Node node = node();
        if (node.failure() == FailureKind.LOGIN_REFUSED && !node.isUp()) {
            // Whoever asks for this one wants to hear the vendor's own words.
            return vendor.fresh(vendor.connect(address));
        }
        if (!places.enterAtOnce()) {
            awaitPlace(ticket, useless);
        }
        boolean lent = false;
        try {
            PhysicalConnection connection = borrow();
            lent = true;
            return connection;
        } finally {
            if (!lent) {
                places.leave();
            }
        }
    }

    private void awaitPlace(Ticket ticket, BooleanSupplier useless) throws SQLException {
        Duration patience = settings.connectionTimeout();
        Deadline deadline = ticket.deadline().orAfter(patience);
        try {
            if (places.enter(ticket, deadline, useless)) {
                return;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new SQLException("interrupted while waiting for a connection of the pool " + name, "57014", e);
        }
        if (!deadline.hasPassed()) {
            throw new NodeInDoubt("nobody waits any more for a connection of the pool " + name, node());
        }
        throw new SQLTransientConnectionException("all " + settings.maximumPoolSize() + " connections of the pool "
                + name + " are in use and none was returned within " + patience.toMillis()
                + " ms. The node is well: raise maximumPoolSize, or look for connections that are not closed.");
    }

    /** Takes an idle connection or waits for a new one, as long as the node looks as if it would give one. */
    private PhysicalConnection borrow() throws SQLException {
        long began = System.nanoTime();
        Deadline deadline = Deadline.after(loginBound);
        while (true) {
            Node node = node();
            if (!node.isUp()) {
                throw new NodeInDoubt("no connection from the pool " + name, node);
            }
            try {
                LentConnection connection = lend(hikari.getConnection());
                if (connection.isUsable()) {
                    return connection;
                }
                hikari.evictConnection(connection.jdbc());
            } catch (SQLTransientConnectionException nothingYet) {
                throwIfHopeless(began, deadline, nothingYet);
            }
        }
    }

    private LentConnection lend(Connection proxy) throws SQLException {
        Connection vendors = proxy.unwrap(Connection.class);
        return new LentConnection(this, proxy, vendors, dialect.abortOf(vendors), source.originOf(vendors));
    }

    private void throwIfHopeless(long began, Deadline deadline, SQLException nothingYet) throws SQLException {
        SQLException failure = source.failureSince(began);
        if (failure != null) {
            // A new exception, since the same failure may be thrown to several threads.
            throw new SQLException(failure.getMessage(), failure.getSQLState(), failure.getErrorCode(), failure);
        }
        if (deadline.hasPassed()) {
            throw new SQLTimeoutException(
                    "no connection from the pool " + name + " within " + loginBound.toMillis() + " ms",
                    "08001",
                    nothingYet);
        }
    }

    /** The node as it is known now. */
    Node node() {
        return keeper.topology().node(address);
    }

    Dialect dialect() {
        return dialect;
    }

    HikariPoolMXBean statistics() {
        return hikari.getHikariPoolMXBean();
    }

    /** From now on an abort for the node's sake reaches it here: who lent it does not know it any more. */
    void beginReturn(LentConnection connection) {
        returning.add(connection);
    }

    void endReturn(LentConnection connection) {
        returning.remove(connection);
    }

    void freePlace() {
        places.leave();
    }

    /** Takes it out of the pool, whether somebody holds it or not. */
    void evict(Connection proxy) {
        hikari.evictConnection(proxy);
    }

    /** Called when what is known of any node changed: those who wait for a place here may have a better one to go to. */
    void clusterChanged() {
        places.recheckAll();
    }

    /** Called when what is known of the node changed. */
    void nodeChanged(boolean sessionsEnded, Executor aborter) {
        source.recheck();
        if (sessionsEnded) {
            returning.forEach(connection -> connection.abort(aborter));
            statistics().softEvictConnections();
        }
    }

    void close() {
        source.close();
        hikari.close();
    }

    @Override
    public String toString() {
        return name;
    }
}
