/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.driver;

import java.io.PrintWriter;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.time.Duration;
import java.util.Objects;
import java.util.Properties;
import java.util.logging.Logger;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * A DataSource for frameworks that want one. Each {@link #getConnection()} opens a new connection: put a pool above it.
 * Set the properties first; from then on it is thread-safe.
 */
public final class BatonDataSource implements DataSource {

    private final BatonDriver driver = new BatonDriver();
    private final Properties properties = new Properties();
    private @Nullable String url;
    private @Nullable String user;
    private @Nullable String password;
    private int loginTimeout;

    /** {@code jdbc:baton:postgresql://host1,host2/database}, or of another vendor; required. */
    public void setUrl(String url) {
        this.url = url;
    }

    public @Nullable String getUrl() {
        return url;
    }

    public void setUser(@Nullable String user) {
        this.user = user;
    }

    public @Nullable String getUser() {
        return user;
    }

    public void setPassword(@Nullable String password) {
        this.password = password;
    }

    /** Options of Baton and parameters of the vendor's driver; added to those of the URL. */
    public void setProperties(Properties properties) {
        this.properties.putAll(properties);
    }

    @Override
    public Connection getConnection() throws SQLException {
        return getConnection(user, password);
    }

    @Override
    public Connection getConnection(@Nullable String asUser, @Nullable String withPassword) throws SQLException {
        if (url == null) {
            throw new SQLException("the url of the BatonDataSource is not set", "08001");
        }
        Properties info = new Properties();
        info.putAll(properties);
        if (asUser != null) {
            info.setProperty("user", asUser);
        }
        if (withPassword != null) {
            info.setProperty("password", withPassword);
        }
        if (loginTimeout > 0) {
            String milliseconds = Long.toString(Duration.ofSeconds(loginTimeout).toMillis());
            info.putIfAbsent(BatonOption.FAILOVER_TIMEOUT.key(), milliseconds);
        }
        Connection connection = driver.connect(url, info);
        return Objects.requireNonNullElseGet(connection, () -> {
            throw new IllegalStateException(url + " is not a URL of Baton: it starts with jdbc:baton:");
        });
    }

    @Override
    public int getLoginTimeout() {
        return loginTimeout;
    }

    /** Seconds that connecting may take, an outage included; 0, the default, leaves it to {@code baton.failoverTimeout}. */
    @Override
    public void setLoginTimeout(int seconds) {
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
        return driver.getParentLogger();
    }

    @Override
    public <T> T unwrap(Class<T> type) throws SQLException {
        if (type.isInstance(this)) {
            return type.cast(this);
        }
        throw new SQLException("BatonDataSource wraps nothing, hence no " + type.getName());
    }

    @Override
    public boolean isWrapperFor(Class<?> type) {
        return type.isInstance(this);
    }

    /** Without user, password and parameters. */
    @Override
    public String toString() {
        return "BatonDataSource[" + (url == null ? "" : url.replaceFirst("\\?.*", "")) + "]";
    }
}
