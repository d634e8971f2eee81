/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.driver.internal.jdbc;

import io.baton.driver.TransactionLost;
import io.baton.driver.internal.cluster.Lease;
import io.baton.driver.internal.recover.InterruptedCall;
import io.baton.driver.internal.recover.InterruptedCall.Nature;
import io.baton.driver.internal.session.LogicalSession;
import java.sql.CallableStatement;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;

/** The connection that applications hold: it stays, whichever node serves it. */
public final class FailoverConnection extends ForwardingConnection {

    private final Runnable whenClosed;
    private final AtomicBoolean left = new AtomicBoolean();

    /** @param whenClosed run once, when the connection is closed or aborted */
    public FailoverConnection(LogicalSession session, Runnable whenClosed) {
        super(session);
        this.whenClosed = whenClosed;
    }

    @Override
    Statement statement(Call<Connection, Statement> creation) throws SQLException {
        return new FailoverStatement(this, creation);
    }

    @Override
    PreparedStatement preparedStatement(String sql, Call<Connection, PreparedStatement> creation) throws SQLException {
        return new FailoverPreparedStatement(this, sql, creation);
    }

    @Override
    CallableStatement callableStatement(String sql, Call<Connection, CallableStatement> creation) throws SQLException {
        return new FailoverCallableStatement(this, sql, creation);
    }

    @Override
    public DatabaseMetaData getMetaData() throws SQLException {
        return new FailoverDatabaseMetaData(this);
    }

    @Override
    public void setAutoCommit(boolean autoCommit) throws SQLException {
        session.requireOpen();
        if (autoCommit == settings.autoCommit()) {
            return;
        }
        if (autoCommit) {
            commitIfOpen();
        }
        settings.setAutoCommit(autoCommit);
        applyIfUsable(connection -> connection.setAutoCommit(autoCommit));
        session.settingsApplied();
    }

    @Override
    public boolean getAutoCommit() throws SQLException {
        session.requireOpen();
        return settings.autoCommit();
    }

    @Override
    public void commit() throws SQLException {
        session.requireOpen();
        if (settings.autoCommit()) {
            delegate().commit(); // The vendor's error: there is nothing to commit in auto-commit mode.
        }
        commitIfOpen();
    }

    private void commitIfOpen() throws SQLException {
        TransactionLost loss = session.takeLoss();
        if (loss != null) {
            throw new TransactionLost("nothing was committed: the transaction was lost before", loss);
        }
        Lease lease = session.current();
        if (!session.isInTransaction(lease)) {
            return;
        }
        if (session.isDead(lease)) {
            // The COMMIT was not sent and never will be.
            TransactionLost lostBefore = session.loseTransaction(lease, null);
            session.takeLoss();
            throw lostBefore;
        }
        try {
            lease.jdbc().commit();
        } catch (SQLException e) {
            InterruptedCall commit = new InterruptedCall(lease, null, Nature.COMMIT, null);
            SQLException told = recovery.judge(e, commit).orElse(e);
            session.takeLoss(); // The application gave up the transaction by committing it: no rollback is due.
            throw told;
        }
    }

    @Override
    public void rollback() throws SQLException {
        if (session.hasFailed()) {
            return; // Frameworks roll back after a failed commit; the failure they know is the one that counts.
        }
        session.requireOpen();
        if (settings.autoCommit()) {
            delegate().rollback(); // The vendor's error, as for commit().
        }
        session.takeLoss();
        Lease lease = session.current();
        if (!session.isInTransaction(lease)) {
            return;
        }
        if (lease.isBroken()) {
            lease.settle(); // The server rolled back when the session ended.
            return;
        }
        try {
            lease.jdbc().rollback();
        } catch (SQLException e) {
            if (!session.isLost(lease)) {
                throw e;
            }
            session.giveUp(lease, e);
        }
    }

    @Override
    public boolean isValid(int timeout) throws SQLException {
        return new Validity(session).check(timeout);
    }

    @Override
    public void close() throws SQLException {
        try {
            session.close();
        } finally {
            leave();
        }
    }

    private void leave() {
        if (left.compareAndSet(false, true)) {
            whenClosed.run();
        }
    }

    @Override
    public boolean isClosed() {
        return session.isClosed();
    }

    @Override
    public void abort(Executor executor) throws SQLException {
        session.abort(executor);
        leave();
    }

    /** A native object can do what we do not see, so it ties the session to its physical connection. */
    @Override
    public <T> T unwrap(Class<T> type) throws SQLException {
        if (type.isInstance(this)) {
            return type.cast(this);
        }
        T unwrapped = begin(null).unwrap(type);
        session.pin("the application unwrapped " + type.getName());
        return unwrapped;
    }

    @Override
    public boolean isWrapperFor(Class<?> type) throws SQLException {
        return type.isInstance(this) || delegate().isWrapperFor(type);
    }
}
