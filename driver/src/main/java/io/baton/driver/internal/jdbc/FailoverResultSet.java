/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.driver.internal.jdbc;

import io.baton.driver.internal.cluster.Lease;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.jspecify.annotations.Nullable;

/** A result of the vendor's with the statement of ours. */
final class FailoverResultSet extends ForwardingResultSet {

    private @Nullable Statement statement;

    /** @param statement null when it is one of the vendor's own, as for metadata and for cursors in columns */
    FailoverResultSet(FailoverConnection connection, @Nullable Statement statement, ResultSet delegate, Lease lease) {
        super(connection, delegate, lease);
        this.statement = statement;
    }

    @Override
    public @Nullable Statement getStatement() throws SQLException {
        Statement raw = delegate().getStatement(); // Asked for the sake of its refusal when this is closed.
        if (statement == null && raw != null) {
            statement = FailoverStatement.of(connection, raw, lease(), this);
        }
        return statement;
    }

    /** The native result leads to the native statement and connection, so it ties the session to that. */
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
