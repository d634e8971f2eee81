/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.driver.internal.jdbc;

import io.baton.driver.internal.recover.InterruptedCall.Nature;
import io.baton.driver.internal.session.LogicalSession;
import java.sql.Blob;
import java.sql.CallableStatement;
import java.sql.Clob;
import java.sql.NClob;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import org.jspecify.annotations.Nullable;

/** What else the generated methods of a connection call. */
abstract class ConnectionCalls extends ConnectionTransactions {

    ConnectionCalls(LogicalSession session) {
        super(session);
    }

    final SQLException failure(SQLException e) {
        return recovery().explain(e, session.current(), Nature.INQUIRY);
    }

    final @Nullable Blob wrap(@Nullable Blob raw) {
        return Wrapping.of(raw, self(), session.current());
    }

    final @Nullable Clob wrap(@Nullable Clob raw) {
        return Wrapping.of(raw, self(), session.current());
    }

    final @Nullable NClob wrap(@Nullable NClob raw) {
        return Wrapping.of(raw, self(), session.current());
    }

    private FailoverConnection self() {
        return (FailoverConnection) this;
    }

    abstract Statement statement(Creation<Statement> creation) throws SQLException;

    abstract PreparedStatement preparedStatement(String sql, Creation<PreparedStatement> creation) throws SQLException;

    abstract CallableStatement callableStatement(String sql, Creation<CallableStatement> creation) throws SQLException;
}
