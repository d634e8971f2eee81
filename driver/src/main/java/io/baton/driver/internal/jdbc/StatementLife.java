/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.driver.internal.jdbc;

import io.baton.driver.internal.cluster.Lease;
import io.baton.driver.internal.recover.InterruptedCall;
import io.baton.driver.internal.recover.InterruptedCall.Nature;
import java.sql.Connection;
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
    private Lease lease;
    private @Nullable StatementMemory<S> memory;
    private boolean closeOnCompletion;
    private volatile boolean closed;

    StatementLife(FailoverConnection connection, Call<Connection, S> creation) throws SQLException {
        this.connection = connection;
        this.creation = creation;
        Lease first = connection.session.stand();
        S made;
        try {
            made = creation.on(first.jdbc());
        } catch (SQLException e) {
            made = connection.recovery.recover(
                    e,
                    inquiry(first),
                    () -> creation.on(connection.session.stand().jdbc()));
        }
        this.delegate = made;
        this.lease = connection.session.current();
    }

    private static InterruptedCall inquiry(Lease lease) {
        return new InterruptedCall(lease, null, Nature.INQUIRY, null);
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

    /** The SQL texts of the pending batch as one; null when there are none. */
    final @Nullable String batchText() {
        return memory == null ? null : memory.batchText();
    }

    final void batchDone() {
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
        return now == lease || closed ? delegate : reopen(now);
    }

    private S reopen(Lease now) throws SQLException {
        S old = delegate;
        S fresh = creation.on(now.jdbc());
        if (closeOnCompletion) {
            fresh.closeOnCompletion();
        }
        if (memory != null) {
            memory.applyTo(fresh);
        }
        if (!lease.isBroken()) {
            old.close();
        }
        delegate = fresh;
        lease = now;
        return fresh;
    }

    public void close() throws SQLException {
        closed = true;
        if (!lease.isBroken()) {
            delegate.close();
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

    /** From any thread; reaches the node that the statement runs on now. */
    public void cancel() throws SQLException {
        delegate.cancel();
    }

    public void addBatch(String sql) throws SQLException {
        delegate.addBatch(sql);
        memory().addText(sql);
    }

    public void clearBatch() throws SQLException {
        delegate.clearBatch();
        batchDone();
    }

    public Connection getConnection() throws SQLException {
        if (closed) {
            return delegate.getConnection(); // The vendor's error for a closed statement.
        }
        return connection;
    }

    /** A native object can do what we do not see, so it ties the session to its physical connection. */
    public <T> T unwrap(Class<T> type) throws SQLException {
        if (type.isInstance(this)) {
            return type.cast(this);
        }
        T unwrapped = delegate.unwrap(type);
        connection.session.pin("the application unwrapped " + type.getName());
        return unwrapped;
    }

    public boolean isWrapperFor(Class<?> type) throws SQLException {
        return type.isInstance(this) || delegate.isWrapperFor(type);
    }
}
