/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.driver.internal.jdbc;

import io.baton.driver.internal.cluster.MetadataMemory.DriverVersion;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.SQLException;

/** The vendor's metadata of the current node, with the connection of ours. */
final class FailoverDatabaseMetaData extends ForwardingDatabaseMetaData {

    private final DriverVersion driver;

    FailoverDatabaseMetaData(FailoverConnection connection) throws SQLException {
        super(connection);
        DriverVersion known = connection.session.cluster().metadata().driver();
        driver = known != null ? known : driverOf(delegate());
    }

    private static DriverVersion driverOf(DatabaseMetaData vendors) {
        return new DriverVersion(vendors.getDriverMajorVersion(), vendors.getDriverMinorVersion());
    }

    @Override
    public int getDriverMajorVersion() {
        return driver.major();
    }

    @Override
    public int getDriverMinorVersion() {
        return driver.minor();
    }

    @Override
    public boolean isReadOnly() throws SQLException {
        return inquireOwn(DatabaseMetaData::isReadOnly);
    }

    @Override
    public String getUserName() throws SQLException {
        return inquireOwn(DatabaseMetaData::getUserName);
    }

    @Override
    public int getDefaultTransactionIsolation() throws SQLException {
        return inquireOwn(DatabaseMetaData::getDefaultTransactionIsolation);
    }

    /** A session of MySQL can change it. */
    @Override
    public String getIdentifierQuoteString() throws SQLException {
        return inquireOwn(DatabaseMetaData::getIdentifierQuoteString);
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
