/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.driver.internal.jdbc;

import io.baton.driver.internal.cluster.Lease;
import io.baton.driver.internal.recover.Recovery;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.jspecify.annotations.Nullable;

/** A result of the vendor's with the statement of ours. */
final class FailoverResultSet extends ForwardingResultSet {

    private final @Nullable Statement statement;

    /** @param statement null for results that belong to no statement of the application, such as metadata */
    FailoverResultSet(@Nullable Statement statement, ResultSet delegate, Lease lease, Recovery recovery) {
        super(delegate, lease, recovery);
        this.statement = statement;
    }

    @Override
    public Statement getStatement() throws SQLException {
        return statement == null || isClosed() ? delegate().getStatement() : statement;
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
