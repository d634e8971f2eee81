/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.driver.internal.jdbc;

import io.baton.driver.ReplayRefusal;
import io.baton.driver.internal.cluster.Lease;
import io.baton.driver.internal.recover.InterruptedCall;
import io.baton.driver.internal.recover.InterruptedCall.Nature;
import io.baton.driver.internal.recover.Recovery;
import io.baton.driver.internal.session.LogicalSession;
import io.baton.driver.internal.session.Waiter;
import java.sql.Blob;
import java.sql.Clob;
import java.sql.Connection;
import java.sql.NClob;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/**
 * Something of the vendor's that lives and dies with the lease that it came from: a result, its description, a large
 * object. A result moves with a transaction that is replayed, and a description asks whatever session serves now; nothing else of it
 * is made anew on another node, and a failure is explained.
 */
abstract class LeaseBound<D> {

    final FailoverConnection connection;
    private Lease lease;

    LeaseBound(FailoverConnection connection, Lease lease) {
        this.connection = connection;
        this.lease = lease;
    }

    /** Kept by the generated class, which knows its type: a cast for each column of a row costs as much as the call. */
    abstract D delegate();

    abstract void delegate(D counterpart);

    /** The transaction that it belongs to was done again, and this is its counterpart there. */
    final void moveTo(D counterpart, Lease itsLease) {
        delegate(counterpart);
        lease = itsLease;
    }

    final Lease lease() {
        return lease;
    }

    /** What is being done cannot be done again in the same way, and so neither can the transaction. */
    void once() {
        refuseReplay(ReplayRefusal.LARGE_OBJECT);
    }

    final void refuseReplay(ReplayRefusal reason) {
        connection.session.refuseReplay(reason, "");
    }

    /** Rows that were read are here already, so in auto-commit mode it is writing a row that reaches the server. */
    final SQLException failure(SQLException e) {
        return connection.recovery().explain(e, lease, Nature.STATEMENT);
    }

    /** Makes the call that failed on the counterpart of this on another node, if there is to be one. */
    <R extends @Nullable Object> R readAgain(SQLException e, Call<D, R> call) throws SQLException {
        throw failure(e);
    }

    /**
     * As {@link #readAgain}, of a description, which needs a server and not the session that it came from.
     *
     * @param onAnother the same description, as that session completes it
     */
    final <R extends @Nullable Object> R askAgain(SQLException e, Call<Connection, D> onAnother, Call<D, R> call)
            throws SQLException {
        LogicalSession session = connection.session;
        if (session.isClosed() || !session.isLost(lease, e)) {
            throw failure(e);
        }
        Recovery.Retry<R> again = () -> {
            Lease now = session.stand();
            if (now != lease) {
                moveTo(onAnother.on(now.vendors()), now);
            }
            return call.on(delegate());
        };
        SQLException failure = e;
        if (session.current() != lease) {
            try {
                return again.run();
            } catch (SQLException onTheNext) {
                failure = onTheNext;
            }
        }
        InterruptedCall interrupted = new InterruptedCall(session.current(), Nature.INQUIRY);
        return connection.recovery().recover(failure, interrupted, Waiter.PATIENT, again);
    }

    @Nullable
    ResultSetMetaData wrap(@Nullable ResultSetMetaData raw) {
        return raw == null ? null : new FailoverResultSetMetaData(connection, raw, lease);
    }

    final @Nullable Blob wrap(@Nullable Blob raw) {
        return Wrapping.of(raw, connection, lease);
    }

    final @Nullable Clob wrap(@Nullable Clob raw) {
        return Wrapping.of(raw, connection, lease);
    }

    final @Nullable NClob wrap(@Nullable NClob raw) {
        return Wrapping.of(raw, connection, lease);
    }

    /** A cursor, for instance, that a column refers to. */
    final <T> @Nullable T wrap(@Nullable T raw) {
        return Wrapping.ofAny(raw, connection, lease);
    }
}
