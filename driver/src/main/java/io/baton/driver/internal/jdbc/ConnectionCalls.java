/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.driver.internal.jdbc;

import io.baton.driver.internal.recover.InterruptedCall.Nature;
import io.baton.driver.internal.session.LogicalSession;
import java.sql.CallableStatement;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;

/** What else the generated methods of a connection call. */
abstract class ConnectionCalls extends ConnectionSetters {

    ConnectionCalls(LogicalSession session) {
        super(session);
    }

    final SQLException failure(SQLException e) {
        return recovery.explain(e, session.current(), Nature.INQUIRY);
    }

    abstract Statement statement(Call<Connection, Statement> creation) throws SQLException;

    abstract PreparedStatement preparedStatement(String sql, Call<Connection, PreparedStatement> creation)
            throws SQLException;

    abstract CallableStatement callableStatement(String sql, Call<Connection, CallableStatement> creation)
            throws SQLException;
}
