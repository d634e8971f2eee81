/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.driver.internal.jdbc;

import io.baton.driver.ReplayRefusal;
import io.baton.driver.TransactionLost;
import io.baton.driver.internal.cluster.Lease;
import io.baton.driver.internal.sql.Restoration;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import org.jspecify.annotations.Nullable;

/**
 * The life of a statement: keeps the vendor's one together with the lease that it was made on, and makes it anew on
 * another lease, telling it what the old one was told. The methods of {@link Statement} here are those that are neither
 * forwarded nor executed.
 */
abstract class StatementLife<S extends Statement> {

    final FailoverConnection connection;
    private final Call<Connection, S> creation;
    private volatile S delegate;
    private volatile Lease lease;
    private @Nullable StatementMemory<S> memory;
    private boolean closeOnCompletion;
    private volatile boolean closed;

    /** @param delegate made by {@code creation} on {@code lease} */
    StatementLife(FailoverConnection connection, Call<Connection, S> creation, S delegate, Lease lease) {
        this.connection = connection;
        this.creation = creation;
        this.delegate = delegate;
        this.lease = lease;
    }

    final Lease lease() {
        return lease;
    }

    final StatementMemory<S> memory() {
        StatementMemory<S> known = memory;
        if (known == null) {
            known = new StatementMemory<>();
            memory = known;
        }
        return known;
    }

    /** What it was told so far; null when it was told nothing. */
    final @Nullable Snapshot<S> told() {
        return memory == null ? null : memory.snapshot();
    }

    /** The SQL texts of the pending batch as one; null when there are none. */
    final @Nullable String batchText() {
        return memory == null ? null : memory.batchText();
    }

    final void forgetBatch() {
        if (memory != null) {
            memory.clearBatch();
        }
    }

    /** The vendor's statement as it is, though its connection may be gone. */
    final S delegate() {
        return delegate;
    }

    /** The vendor's statement on that lease. */
    final S delegateOn(Lease now) throws SQLException {
        return now == lease || closed || connection.session.isClosed() ? delegate : reopen(now);
    }

    private S reopen(Lease now) throws SQLException {
        S fresh = creation.on(now.jdbc());
        try {
            adopt(fresh, now);
        } catch (StreamConsumedException e) {
            fresh.close();
            throw new TransactionLost(
                    e.getMessage() + ": nothing took effect. Roll back and run the transaction again.",
                    ReplayRefusal.STREAM_CONSUMED,
                    e);
        }
        return fresh;
    }

    /** The counterpart of the vendor's statement in another session, told nothing yet. */
    final S counterpart(Connection elsewhere) throws SQLException {
        return creation.on(elsewhere);
    }

    /** Tells the fresh one what this was told, and goes on with it. */
    final void adopt(S fresh, Lease now) throws SQLException {
        if (closeOnCompletion) {
            fresh.closeOnCompletion();
        }
        if (memory != null) {
            memory.applyTo(fresh);
        }
        closeVendors(delegate); // With its results, as an execution does.
        delegate = fresh;
        lease = now;
    }

    /** Runs it on another connection, with the parameters that are bound now. */
    final Restoration executionAsBound() {
        Setting<S> parameters = memory().parameters();
        return other -> {
            try (S again = creation.on(other)) {
                parameters.applyTo(again);
                ((PreparedStatement) again).execute();
            }
        };
    }

    public void close() throws SQLException {
        closed = true;
        closeVendors(delegate);
    }

    /** What its connection's end keeps a statement from saying to the server is of no interest. */
    private void closeVendors(S vendors) throws SQLException {
        try {
            vendors.close();
        } catch (SQLException e) {
            if (!lease.isBroken()) {
                throw e;
            }
        }
    }

    public boolean isClosed() throws SQLException {
        return closed || (!lease.isBroken() && delegate.isClosed());
    }

    public void closeOnCompletion() throws SQLException {
        delegate.closeOnCompletion();
        closeOnCompletion = true;
    }

    public boolean isCloseOnCompletion() throws SQLException {
        return delegate.isCloseOnCompletion();
    }

    public Connection getConnection() throws SQLException {
        if (closed) {
            delegate.getConnection(); // Some vendors refuse it now.
        }
        return connection;
    }

    /** A native object can do what we do not see, so it ties the session to its physical connection. */
    public <T> T unwrap(Class<T> type) throws SQLException {
        if (type.isInstance(this)) {
            return type.cast(this);
        }
        return connection.pinnedBy(type, delegate.unwrap(type));
    }

    public boolean isWrapperFor(Class<?> type) throws SQLException {
        return type.isInstance(this) || delegate.isWrapperFor(type);
    }
}
