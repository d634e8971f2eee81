/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.driver.internal.jdbc;

import io.baton.driver.internal.cluster.Lease;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.SQLException;

/** The vendor's metadata of the current node, with the connection of ours. */
final class FailoverDatabaseMetaData extends ForwardingDatabaseMetaData {

    private final int driverMajorVersion;
    private final int driverMinorVersion;

    FailoverDatabaseMetaData(FailoverConnection connection, DatabaseMetaData vendors, Lease lease) {
        super(connection, vendors, lease);
        driverMajorVersion = vendors.getDriverMajorVersion();
        driverMinorVersion = vendors.getDriverMinorVersion();
    }

    @Override
    public int getDriverMajorVersion() {
        return driverMajorVersion;
    }

    @Override
    public int getDriverMinorVersion() {
        return driverMinorVersion;
    }

    @Override
    public Connection getConnection() {
        return connection;
    }

    @Override
    public <T> T unwrap(Class<T> type) throws SQLException {
        return type.isInstance(this)
                ? type.cast(this)
                : connection.pinnedBy(type, delegate().unwrap(type));
    }

    @Override
    public boolean isWrapperFor(Class<?> type) throws SQLException {
        return type.isInstance(this) || delegate().isWrapperFor(type);
    }
}
