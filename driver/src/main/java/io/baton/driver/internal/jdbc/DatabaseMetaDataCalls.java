/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.driver.internal.jdbc;

import io.baton.driver.internal.cluster.Lease;
import io.baton.driver.internal.recover.InterruptedCall;
import io.baton.driver.internal.recover.InterruptedCall.Nature;
import io.baton.driver.internal.replay.SeenRows;
import io.baton.driver.internal.session.Waiter;
import java.sql.DatabaseMetaData;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** What the generated methods of the metadata call: always those of the node that the session stands on. */
abstract class DatabaseMetaDataCalls {

    final FailoverConnection connection;
    private DatabaseMetaData vendors;
    private Lease lease;

    DatabaseMetaDataCalls(FailoverConnection connection, DatabaseMetaData vendors, Lease lease) {
        this.connection = connection;
        this.vendors = vendors;
        this.lease = lease;
    }

    /** Through a session that works: what seems to need no server asks it all the same the first time. */
    final DatabaseMetaData delegate() throws SQLException {
        return on(connection.session.stand());
    }

    private DatabaseMetaData on(Lease now) throws SQLException {
        if (now != lease && !connection.session.isClosed()) {
            vendors = connection.vendorsMetaData(now);
            lease = connection.session.current(); // Another one, if that was lost meanwhile.
        }
        return vendors;
    }

    SQLException failure(SQLException e) {
        return connection.failure(e);
    }

    DatabaseMetaData begin(@Nullable String sql) throws SQLException {
        return on(connection.session.begin(null, Waiter.PATIENT));
    }

    <R extends @Nullable Object> R recover(SQLException e, @Nullable String sql, Call<DatabaseMetaData, R> call)
            throws SQLException {
        InterruptedCall interrupted = new InterruptedCall(connection.session.current(), Nature.INQUIRY);
        return connection.recovery().recover(e, interrupted, Waiter.PATIENT, () -> call.on(begin(sql)));
    }

    /** What the catalogue tells in a transaction is compared like any other result of it. */
    ResultSet wrap(ResultSet raw, Call<DatabaseMetaData, ResultSet> call) {
        if (!connection.session.isJournaling()) {
            return new FailoverResultSet(connection, null, raw, lease, null);
        }
        FailoverResultSet result = new FailoverResultSet(connection, null, raw, lease, new SeenRows(false));
        connection.session.journal(new CatalogueRead(call, result), Execution.SIZE);
        return result;
    }
}
