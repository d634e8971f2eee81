/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.driver.internal.jdbc;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;

/** A prepared statement. */
final class FailoverPreparedStatement extends ForwardingPreparedStatement<PreparedStatement> {

    FailoverPreparedStatement(FailoverConnection connection, String sql, Call<Connection, PreparedStatement> creation)
            throws SQLException {
        super(connection, sql, creation);
    }

    @Override
    public void addBatch() throws SQLException {
        delegate().addBatch();
        memory().addRow(PreparedStatement::addBatch);
    }

    @Override
    public void clearParameters() throws SQLException {
        delegate().clearParameters();
        memory().clearParameters();
    }
}
