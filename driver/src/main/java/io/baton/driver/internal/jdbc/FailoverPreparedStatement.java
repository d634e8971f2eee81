/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.driver.internal.jdbc;

import io.baton.driver.internal.cluster.Lease;
import java.sql.PreparedStatement;
import java.sql.SQLException;

/** A prepared statement. */
final class FailoverPreparedStatement extends ForwardingPreparedStatement<PreparedStatement> {

    FailoverPreparedStatement(
            FailoverConnection connection,
            String sql,
            Creation<PreparedStatement> creation,
            PreparedStatement delegate,
            Lease lease) {
        super(connection, connection.grammar().known(sql), creation, delegate, lease);
    }

    @Override
    public void addBatch() throws SQLException {
        delegate().addBatch();
        rememberRow(PreparedStatement::addBatch);
    }

    @Override
    public void clearParameters() throws SQLException {
        delegate().clearParameters();
        forgetParameters();
    }

    /** The SQL with its parameters, as the vendor shows it: people log it. */
    @Override
    public String toString() {
        return delegate().toString();
    }
}
