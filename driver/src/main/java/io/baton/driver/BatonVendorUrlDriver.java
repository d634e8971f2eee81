/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.driver;

import io.baton.driver.internal.config.BatonUrl;
import java.sql.Connection;
import java.sql.Driver;
import java.sql.DriverPropertyInfo;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.util.Properties;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * The same driver for tools that know databases by a list of URLs, but let the driver's class be named, such as Flyway with a
 * URL: it takes the vendor's own form, {@code jdbc:postgresql://host1,host2/database?baton.failoverTimeout=10s}, and of
 * MySQL and MariaDB likewise. Thread-safe.
 *
 * <p>It is never registered with {@link java.sql.DriverManager}, where it would take the vendor's URLs from the vendor's
 * driver. Name this class to use it.
 */
public final class BatonVendorUrlDriver implements Driver {

    private final BatonDriver driver = new BatonDriver();

    /**
     * Connects to the cluster.
     *
     * @return null when the URL is of no vendor that Baton knows
     * @throws SQLException as {@link BatonDriver#connect}
     */
    @Override
    public @Nullable Connection connect(String url, @Nullable Properties info) throws SQLException {
        return acceptsURL(url) ? driver.connect(BatonUrl.ofVendors(url), info) : null;
    }

    @Override
    public boolean acceptsURL(String url) {
        return BatonUrl.isVendors(url);
    }

    /** As {@link BatonDriver#getPropertyInfo}. */
    @Override
    public DriverPropertyInfo[] getPropertyInfo(String url, @Nullable Properties info) throws SQLException {
        return driver.getPropertyInfo(BatonUrl.ofVendors(url), info);
    }

    @Override
    public int getMajorVersion() {
        return driver.getMajorVersion();
    }

    @Override
    public int getMinorVersion() {
        return driver.getMinorVersion();
    }

    @Override
    public boolean jdbcCompliant() {
        return driver.jdbcCompliant();
    }

    @Override
    public Logger getParentLogger() throws SQLFeatureNotSupportedException {
        return driver.getParentLogger();
    }
}
