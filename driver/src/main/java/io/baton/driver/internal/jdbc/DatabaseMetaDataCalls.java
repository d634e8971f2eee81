/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.driver.internal.jdbc;

import io.baton.driver.internal.cluster.Lease;
import io.baton.driver.internal.cluster.MetadataMemory;
import io.baton.driver.internal.recover.InterruptedCall;
import io.baton.driver.internal.recover.InterruptedCall.Nature;
import io.baton.driver.internal.replay.SeenRows;
import io.baton.driver.internal.session.LogicalSession;
import io.baton.driver.internal.session.Waiter;
import java.sql.DatabaseMetaData;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What the generated methods of the metadata call: always those of the node that the session stands on, while there is one. */
abstract class DatabaseMetaDataCalls {

    final FailoverConnection connection;
    private final LogicalSession session;
    /** Null until something is asked that needs a session. */
    private @Nullable DatabaseMetaData vendors;

    private @Nullable Lease lease;

    DatabaseMetaDataCalls(FailoverConnection connection) {
        this.connection = connection;
        this.session = connection.session;
    }

    /** Through a session that works. */
    final DatabaseMetaData delegate() throws SQLException {
        return on(session.stand());
    }

    private DatabaseMetaData on(Lease now) throws SQLException {
        DatabaseMetaData known = vendors;
        if (known == null || (now != lease && !session.isClosed())) {
            known = connection.vendorsMetaData(now);
            vendors = known;
            lease = session.current(); // Another one, if that was lost meanwhile.
        }
        return known;
    }

    DatabaseMetaData begin(@Nullable String sql) throws SQLException {
        return on(session.begin(null, Waiter.PATIENT));
    }

    <R extends @Nullable Object> R recover(SQLException e, @Nullable String sql, Call<DatabaseMetaData, R> call)
            throws SQLException {
        InterruptedCall interrupted = new InterruptedCall(session.current(), Nature.INQUIRY);
        return connection.recovery().recover(e, interrupted, Waiter.PATIENT, () -> call.on(begin(sql)));
    }

    /**
     * What every node of the cluster answers alike: no node is looked for while one has answered it.
     *
     * @param question the method and its arguments
     */
    final <R extends @Nullable Object> R constant(String question, Call<DatabaseMetaData, R> call) throws SQLException {
        if (session.isClosed()) {
            return call.on(delegate());
        }
        Optional<R> known = memory().answer(question);
        if (known.isEmpty()) {
            return inquire(question, call);
        }
        DatabaseMetaData former = vendors;
        if (former == null || !session.isSettled() || session.current() != lease) {
            return known.get();
        }
        try {
            return call.on(former);
        } catch (SQLException e) {
            if (session.isLost(session.current(), e)) {
                return known.get(); // Whoever needs that session meets its loss.
            }
            throw connection.failure(e);
        }
    }

    /** What the node answers that the session stands on; while there is none, what one has answered last. */
    final <R extends @Nullable Object> R inquire(String question, Call<DatabaseMetaData, R> call) throws SQLException {
        if (session.isCutOff()) {
            Optional<R> known = memory().answer(question);
            if (known.isEmpty()) {
                known = withoutServer(call);
            }
            if (known.isPresent()) {
                return known.get();
            }
        }
        try {
            R answer = ask(call);
            memory().remember(question, answer);
            return answer;
        } catch (SQLFeatureNotSupportedException e) {
            memory().isNotSupported(question, e);
            throw e;
        }
    }

    /** As {@link #inquire}, of what the session has made of it. */
    final <R extends @Nullable Object> R inquireOwn(Call<DatabaseMetaData, R> call) throws SQLException {
        Optional<R> known = session.isCutOff() ? withoutServer(call) : Optional.empty();
        return known.isPresent() ? known.get() : ask(call);
    }

    private <R extends @Nullable Object> R ask(Call<DatabaseMetaData, R> call) throws SQLException {
        try {
            return call.on(delegate());
        } catch (SQLException e) {
            InterruptedCall interrupted = new InterruptedCall(session.current(), Nature.INQUIRY);
            return connection.recovery().recover(e, interrupted, Waiter.PATIENT, () -> call.on(delegate()));
        }
    }

    /** What the vendor's object of the session that is gone still knows. */
    private <R extends @Nullable Object> Optional<R> withoutServer(Call<DatabaseMetaData, R> call) {
        DatabaseMetaData former = vendors;
        try {
            return former == null ? Optional.empty() : Optional.ofNullable(call.on(former));
        } catch (SQLException e) {
            return Optional.empty();
        }
    }

    private MetadataMemory memory() {
        return session.cluster().metadata();
    }

    /** What the catalogue tells in a transaction is compared like any other result of it. */
    ResultSet wrap(ResultSet raw, Call<DatabaseMetaData, ResultSet> call) {
        Lease from = lease == null ? session.current() : lease;
        if (!session.isJournaling()) {
            return new FailoverResultSet(connection, null, raw, from, null);
        }
        FailoverResultSet result = new FailoverResultSet(connection, null, raw, from, new SeenRows(false));
        session.journal(new CatalogueRead(call, result), Execution.SIZE);
        return result;
    }
}
