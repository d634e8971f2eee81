/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.driver.internal.jdbc;

import io.baton.driver.internal.cluster.Lease;
import io.baton.topology.dialect.Dialect;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** A description by the vendor, which asks the server for some of it. Unwrapping it pins nothing: it leads nowhere. */
final class FailoverResultSetMetaData extends ForwardingResultSetMetaData {

    FailoverResultSetMetaData(FailoverConnection connection, ResultSetMetaData delegate, Lease lease) {
        super(connection, delegate, lease);
    }

    @Override
    <R extends @Nullable Object> R readAgain(SQLException e, Call<ResultSetMetaData, R> call) throws SQLException {
        Dialect dialect = connection.session.cluster().dialect();
        return askAgain(e, session -> dialect.describedBy(session, delegate()), call);
    }

    @Override
    public <T> T unwrap(Class<T> type) throws SQLException {
        return type.isInstance(this) ? type.cast(this) : delegate().unwrap(type);
    }

    @Override
    public boolean isWrapperFor(Class<?> type) throws SQLException {
        return type.isInstance(this) || delegate().isWrapperFor(type);
    }
}
