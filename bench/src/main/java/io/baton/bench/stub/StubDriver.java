/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.bench.stub;

import java.sql.Connection;
import java.sql.Driver;
import java.sql.DriverManager;
import java.sql.DriverPropertyInfo;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.util.Properties;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Connects to {@code jdbc:stub://kind0/}, where the digit chooses one of three equal sets of classes. */
public final class StubDriver implements Driver {

    /** The class that everybody loads who wants to connect. */
    public static final String CLASS = "io.baton.bench.stub.StubDriver";

    private static final String PREFIX = "jdbc:stub://kind";

    static {
        try {
            DriverManager.registerDriver(new StubDriver());
        } catch (SQLException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    /** The host of that kind, to be put into a URL. */
    public static String host(int kind) {
        return "kind" + kind;
    }

    @Override
    public @Nullable Connection connect(String url, @Nullable Properties info) {
        return acceptsURL(url) ? StubClasses.connect(Character.digit(url.charAt(PREFIX.length()), 10)) : null;
    }

    @Override
    public boolean acceptsURL(String url) {
        return url.startsWith(PREFIX);
    }

    @Override
    public DriverPropertyInfo[] getPropertyInfo(String url, @Nullable Properties info) {
        return new DriverPropertyInfo[0];
    }

    @Override
    public int getMajorVersion() {
        return 1;
    }

    @Override
    public int getMinorVersion() {
        return 0;
    }

    @Override
    public boolean jdbcCompliant() {
        return false;
    }

    @Override
    public Logger getParentLogger() throws SQLFeatureNotSupportedException {
        throw new SQLFeatureNotSupportedException();
    }
}
