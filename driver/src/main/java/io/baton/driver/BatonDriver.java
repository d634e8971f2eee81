/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.driver;

import io.baton.driver.internal.cluster.VendorDriver;
import io.baton.driver.internal.config.BatonUrl;
import io.baton.driver.internal.config.ClusterConfig;
import io.baton.driver.internal.jdbc.Connections;
import java.sql.Connection;
import java.sql.Driver;
import java.sql.DriverManager;
import java.sql.DriverPropertyInfo;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.util.Arrays;
import java.util.Properties;
import java.util.logging.Logger;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The JDBC driver for {@code jdbc:baton:postgresql://host1:port1,host2:port2/database?parameter=value}, and the same with {@code
 * mysql} or {@code mariadb}. Registers itself with {@link DriverManager}. Thread-safe.
 *
 * <p>Parameters that start with {@code baton.} are {@link BatonOption options} of Baton; all others, in the URL or in the
 * properties, go to the vendor's driver as they are.
 */
public final class BatonDriver implements Driver {

    private static final int MAJOR = 0;
    private static final int MINOR = 1;

    static {
        try {
            DriverManager.registerDriver(new BatonDriver());
        } catch (SQLException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    /**
     * Connects to the cluster.
     *
     * @return null when the URL is not one of Baton's, as JDBC asks for
     * @throws SQLException 08001 for a malformed URL, an unknown option or when no node answered in time; the vendor's own
     *     exception when the login is refused
     */
    @Override
    public @Nullable Connection connect(String url, @Nullable Properties info) throws SQLException {
        if (!acceptsURL(url)) {
            return null;
        }
        return Connections.open(parse(url, info));
    }

    private static ClusterConfig parse(String url, @Nullable Properties info) throws SQLException {
        try {
            return BatonUrl.parse(url, info == null ? new Properties() : info);
        } catch (IllegalArgumentException e) {
            throw new SQLException(e.getMessage(), "08001", e);
        }
    }

    @Override
    public boolean acceptsURL(String url) {
        return url.startsWith(BatonUrl.PREFIX);
    }

    /**
     * Baton's own options, then what the vendor's driver says of its parameters.
     *
     * @throws SQLException 08001 for a malformed URL or when the vendor's driver is missing
     */
    @Override
    public DriverPropertyInfo[] getPropertyInfo(String url, @Nullable Properties info) throws SQLException {
        Stream<DriverPropertyInfo> own = Arrays.stream(BatonOption.values()).map(option -> describe(option, info));
        Stream<DriverPropertyInfo> vendors =
                Arrays.stream(new VendorDriver(parse(url, info), (node, fresh) -> "").propertyInfo());
        return Stream.concat(own, vendors).toArray(DriverPropertyInfo[]::new);
    }

    private static DriverPropertyInfo describe(BatonOption option, @Nullable Properties info) {
        String value = info == null || option.isSecret() ? null : info.getProperty(option.key());
        DriverPropertyInfo described =
                new DriverPropertyInfo(option.key(), value == null ? option.defaultText() : value);
        described.description = option.description() + " (" + option.bounds() + ")";
        return described;
    }

    @Override
    public int getMajorVersion() {
        return MAJOR;
    }

    @Override
    public int getMinorVersion() {
        return MINOR;
    }

    @Override
    public boolean jdbcCompliant() {
        return false;
    }

    @Override
    public Logger getParentLogger() throws SQLFeatureNotSupportedException {
        throw new SQLFeatureNotSupportedException("Baton logs through SLF4J");
    }
}
