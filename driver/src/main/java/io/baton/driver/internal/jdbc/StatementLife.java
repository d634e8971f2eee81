/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.driver.internal.jdbc;

import io.baton.driver.internal.bound.NotRepeatable;
import io.baton.driver.internal.cluster.Lease;
import io.baton.driver.internal.sql.KnownText;
import io.baton.driver.internal.sql.Restoration;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The life of a statement: keeps the vendor's one together with the lease that it was made on, and makes it anew on
 * another lease, telling it what the old one was told. The methods of {@link Statement} here are those that are neither
 * forwarded nor executed.
 */
abstract class StatementLife<S extends Statement> extends StatementMemory<S> {

    private static final Logger LOG = LoggerFactory.getLogger(StatementLife.class);

    private static final VarHandle DELEGATE = field("delegate", Statement.class);
    private static final VarHandle LEASE = field("lease", Lease.class);
    private static final VarHandle CLOSED = field("closed", boolean.class);

    final FailoverConnection connection;
    private final Creation<S> creation;

    @SuppressWarnings("NullAway.Init") // through its handle
    private volatile S delegate;

    @SuppressWarnings("NullAway.Init")
    private volatile Lease lease;

    private volatile boolean closed;

    /**
     * Nobody else knows the new object yet, so nobody need be told of its fields: two volatile writes would take longer than
     * all the rest of making it.
     *
     * @param delegate made by {@code creation} on {@code lease}
     */
    StatementLife(FailoverConnection connection, KnownText known, Creation<S> creation, S delegate, Lease lease) {
        super(known);
        this.connection = connection;
        this.creation = creation;
        DELEGATE.set(this, delegate);
        LEASE.set(this, lease);
    }

    private static VarHandle field(String name, Class<?> type) {
        try {
            return MethodHandles.lookup().findVarHandle(StatementLife.class, name, type);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    final Lease lease() {
        return lease;
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
        S fresh = counterpart(now.jdbc());
        adopt(fresh, now);
        return fresh;
    }

    /** The counterpart of the vendor's statement in another session, told nothing yet. */
    final S counterpart(Connection elsewhere) throws SQLException {
        return creation.on(elsewhere, sql());
    }

    /**
     * Tells the fresh one what this was told, and goes on with it. A value that cannot be told again may be replaced before an
     * execution needs it: see {@link #missingValue}.
     */
    final void adopt(S fresh, Lease now) throws SQLException {
        OtherSettings<S> others = knownOthers();
        if (others != null && others.closesOnCompletion()) {
            fresh.closeOnCompletion();
        }
        tellWhatCanBeTold(fresh);
        closeVendors(delegate); // With its results, as an execution does.
        delegate = fresh;
        lease = now;
    }

    private void tellWhatCanBeTold(S fresh) throws SQLException {
        try {
            tell(fresh);
        } catch (NotRepeatable e) {
            LOG.debug("a value is missing in the statement that was made anew", e);
        }
    }

    /** Runs it on another connection, with the parameters that are bound now. */
    final Restoration executionAsBound() {
        Setting<S> parameters = parameters();
        return other -> {
            try (S again = counterpart(other)) {
                parameters.applyTo(again);
                ((PreparedStatement) again).execute();
            }
        };
    }

    public void close() throws SQLException {
        CLOSED.setRelease(this, true); // A volatile write would wait until everybody sees it.
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
        others().closeOnCompletion();
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
