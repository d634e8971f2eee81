/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.driver.internal.jdbc;

import io.baton.driver.internal.recover.InterruptedCall;
import io.baton.driver.internal.recover.InterruptedCall.Nature;
import io.baton.driver.internal.session.Waiter;
import java.sql.DatabaseMetaData;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** What the generated methods of the metadata call: always those of the node that the session stands on. */
abstract class DatabaseMetaDataCalls {

    final FailoverConnection connection;

    DatabaseMetaDataCalls(FailoverConnection connection) {
        this.connection = connection;
    }

    /** Through a session that works: what seems to need no server asks it all the same the first time. */
    final DatabaseMetaData delegate() throws SQLException {
        return connection.session.stand().jdbc().getMetaData();
    }

    SQLException failure(SQLException e) {
        return connection.failure(e);
    }

    DatabaseMetaData begin(@Nullable String sql) throws SQLException {
        return connection.begin(null).getMetaData();
    }

    <R extends @Nullable Object> R recover(SQLException e, @Nullable String sql, Call<DatabaseMetaData, R> call)
            throws SQLException {
        InterruptedCall interrupted = new InterruptedCall(connection.session.current(), null, Nature.INQUIRY);
        return connection.recovery.recover(e, interrupted, Waiter.PATIENT, () -> call.on(begin(sql)));
    }

    ResultSet wrap(ResultSet raw) {
        return new FailoverResultSet(connection, null, raw, connection.session.current());
    }
}
