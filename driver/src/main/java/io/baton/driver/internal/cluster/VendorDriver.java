/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.driver.internal.cluster;

import io.baton.driver.BatonOption;
import io.baton.driver.internal.config.ClusterConfig;
import io.baton.driver.internal.queue.Ticket;
import io.baton.topology.NodeAddress;
import io.baton.topology.socket.RecordSockets;
import java.sql.Connection;
import java.sql.Driver;
import java.sql.DriverPropertyInfo;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Opens connections to single nodes with the vendor's driver. Always one host per URL: the vendor's own multi-host modes
 * hide reconnects and share one timeout among all hosts.
 */
public final class VendorDriver implements ConnectionSource {

    private final ClusterConfig config;
    private final Driver driver;
    private final RecordSockets sockets;
    private volatile Function<NodeAddress, @Nullable String> records = NodeAddress::record;
    private final ServerCheck servers;

    /**
     * Loads it.
     *
     * @param servers looks which server each session of the application is on
     * @throws SQLException 08001 when the vendor's driver is not there
     */
    public VendorDriver(ClusterConfig config, ServerCheck servers) throws SQLException {
        this.config = config;
        this.servers = servers;
        this.driver = load(config.dialect().driverClass());
        this.sockets = RecordSockets.of(config.dialect().name());
    }

    /** Whether it can be made to connect to one address of a name, and be told the name for all else. */
    boolean separatesRecords() {
        Map<String, String> given = new HashMap<>(config.properties());
        given.putAll(config.urlParameters());
        return sockets.areTaken(given, driver.getClass().getClassLoader());
    }

    /** From now on connects to that address of a node's name, where there is one. */
    public void leadTo(Function<NodeAddress, @Nullable String> newRecords) {
        records = newRecords;
    }

    @Override
    public PhysicalConnection open(NodeAddress node, Ticket ticket, BooleanSupplier useless) throws SQLException {
        return fresh(connect(node));
    }

    /** For one user alone. */
    public PhysicalConnection fresh(Opened opened) throws SQLException {
        return new PhysicalConnection.Fresh(
                opened.connection(), opened.server(), config.dialect().abortOf(opened.connection()));
    }

    /**
     * A session that was opened.
     *
     * @param server which server it is on; empty when that has no identity
     */
    public record Opened(Connection connection, String server) {}

    /** For the application: its own parameters, and a bound on connecting where it gave none. */
    public Opened connect(NodeAddress node) throws SQLException {
        Map<String, String> bounds =
                new HashMap<>(config.dialect().connectBounds(config.options().duration(BatonOption.CONNECT_TIMEOUT)));
        bounds.keySet().removeAll(config.urlParameters().keySet());
        bounds.keySet().removeAll(config.properties().keySet());
        Properties properties = new Properties();
        properties.putAll(bounds);
        properties.putAll(config.properties());
        Connection connection = connect(node, config.path(), properties);
        try {
            String server = servers.of(node, connection);
            if (bounds.containsKey(config.dialect().socketTimeoutProperty())) {
                // It was there for the login alone. From here on queries may take as long as they like.
                connection.setNetworkTimeout(Runnable::run, 0);
            }
            return new Opened(connection, server);
        } catch (SQLException | RuntimeException e) {
            closeBecause(e, connection);
            throw e;
        }
    }

    private static void closeBecause(Exception reason, Connection connection) {
        try {
            connection.close();
        } catch (SQLException e) {
            reason.addSuppressed(e);
        }
    }

    /** For probes: the application's parameters, but always bounded and under a name of its own. */
    public Connection openForProbe(NodeAddress node, Duration timeout) throws SQLException {
        Map<String, String> given = new HashMap<>(config.properties());
        given.putAll(config.urlParameters());
        given.putAll(config.dialect().connectBounds(timeout));
        Properties properties = new Properties();
        properties.putAll(config.dialect().named("baton-monitor", given));
        int query = config.path().indexOf('?');
        String database = query < 0 ? config.path() : config.path().substring(0, query);
        return connect(node, database, properties);
    }

    /** What the vendor's driver says of its own parameters. */
    public DriverPropertyInfo[] propertyInfo() throws SQLException {
        Properties properties = new Properties();
        properties.putAll(config.properties());
        return driver.getPropertyInfo(config.dialect().nodeUrl(config.nodes().get(0), config.path()), properties);
    }

    private Connection connect(NodeAddress node, String path, Properties properties) throws SQLException {
        String record = records.apply(node);
        if (record != null) {
            properties.putAll(sockets.leadingTo(record));
        }
        Connection connection = driver.connect(config.dialect().nodeUrl(node, path), properties);
        if (connection == null) {
            throw new SQLException(driver.getClass().getName() + " does not take URLs for " + node, "08001");
        }
        return connection;
    }

    private static Driver load(String className) throws SQLException {
        try {
            return (Driver) find(className).getDeclaredConstructor().newInstance();
        } catch (ClassNotFoundException e) {
            throw new SQLException(
                    className + " is not on the class path: Baton drives the vendor's driver", "08001", e);
        } catch (ReflectiveOperationException e) {
            throw new SQLException("cannot create " + className, "08001", e);
        }
    }

    /** Application servers keep drivers apart, so the one that sees the vendor's may be the application's loader. */
    private static Class<?> find(String className) throws ClassNotFoundException {
        try {
            return Class.forName(className, true, VendorDriver.class.getClassLoader());
        } catch (ClassNotFoundException e) {
            return Class.forName(className, true, Thread.currentThread().getContextClassLoader());
        }
    }
}
