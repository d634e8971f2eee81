/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.driver.internal.jdbc;

import io.baton.driver.internal.cluster.Lease;
import java.sql.CallableStatement;
import java.sql.Connection;
import java.sql.SQLException;

/** A call of a stored procedure or function. */
final class FailoverCallableStatement extends ForwardingCallableStatement<CallableStatement> {

    FailoverCallableStatement(
            FailoverConnection connection,
            String sql,
            Call<Connection, CallableStatement> creation,
            CallableStatement delegate,
            Lease lease) {
        super(connection, sql, creation, delegate, lease);
    }

    @Override
    public void addBatch() throws SQLException {
        delegate().addBatch();
        memory().addRow(CallableStatement::addBatch);
    }

    @Override
    public void clearParameters() throws SQLException {
        delegate().clearParameters();
        memory().clearParameters();
    }

    /** The SQL with its parameters, as the vendor shows it: people log it. */
    @Override
    public String toString() {
        return delegate().toString();
    }
}
