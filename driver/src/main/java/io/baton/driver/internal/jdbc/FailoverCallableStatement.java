/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.driver.internal.jdbc;

import java.sql.CallableStatement;
import java.sql.Connection;
import java.sql.SQLException;

/** A call of a stored procedure or function. */
final class FailoverCallableStatement extends ForwardingCallableStatement<CallableStatement> {

    FailoverCallableStatement(FailoverConnection connection, String sql, Call<Connection, CallableStatement> creation)
            throws SQLException {
        super(connection, sql, creation);
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
}
