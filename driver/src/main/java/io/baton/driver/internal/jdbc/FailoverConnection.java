/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.driver.internal.jdbc;

import io.baton.driver.BatonConnection;
import io.baton.driver.TransactionLost;
import io.baton.driver.internal.cluster.Lease;
import io.baton.driver.internal.recover.InterruptedCall;
import io.baton.driver.internal.recover.InterruptedCall.Nature;
import io.baton.driver.internal.session.LogicalSession;
import io.baton.driver.internal.session.Waiter;
import io.baton.driver.internal.sql.SessionHold;
import java.sql.CallableStatement;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.sql.Statement;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/** The connection that applications hold: it stays, whichever node serves it. */
public final class FailoverConnection extends ForwardingConnection implements BatonConnection {

    private final Runnable whenClosed;
    private final AtomicBoolean left = new AtomicBoolean();
    private @Nullable FailoverDatabaseMetaData metaData;

    /** @param whenClosed run once, when the connection is closed or aborted */
    public FailoverConnection(LogicalSession session, Runnable whenClosed) {
        super(session);
        this.whenClosed = whenClosed;
    }

    @Override
    Statement statement(Call<Connection, Statement> creation) throws SQLException {
        Statement made = make(creation);
        return new FailoverStatement(this, creation, made, session.current());
    }

    @Override
    PreparedStatement preparedStatement(String sql, Call<Connection, PreparedStatement> creation) throws SQLException {
        PreparedStatement made = make(creation);
        return new FailoverPreparedStatement(this, sql, creation, made, session.current());
    }

    @Override
    CallableStatement callableStatement(String sql, Call<Connection, CallableStatement> creation) throws SQLException {
        CallableStatement made = make(creation);
        return new FailoverCallableStatement(this, sql, creation, made, session.current());
    }

    private <S> S make(Call<Connection, S> creation) throws SQLException {
        Lease lease = session.stand();
        try {
            return creation.on(lease.jdbc());
        } catch (SQLException e) {
            InterruptedCall call = new InterruptedCall(lease, null, Nature.INQUIRY);
            return recovery.recover(
                    e, call, Waiter.PATIENT, () -> creation.on(session.stand().jdbc()));
        }
    }

    @Override
    public DatabaseMetaData getMetaData() throws SQLException {
        session.requireOpen();
        if (metaData == null) {
            Lease lease = session.stand();
            metaData = new FailoverDatabaseMetaData(this, lease.jdbc().getMetaData(), lease);
        }
        return metaData;
    }

    @Override
    public Savepoint setSavepoint() throws SQLException {
        return savepoint(Connection::setSavepoint);
    }

    @Override
    public Savepoint setSavepoint(String name) throws SQLException {
        return savepoint(connection -> connection.setSavepoint(name));
    }

    private Savepoint savepoint(Call<Connection, Savepoint> creation) throws SQLException {
        Savepoint vendors;
        try {
            vendors = creation.on(begin(null));
        } catch (SQLException e) {
            vendors = recover(e, null, creation);
        }
        return new FailoverSavepoint(vendors, session.current(), session.mark());
    }

    @Override
    public void releaseSavepoint(Savepoint savepoint) throws SQLException {
        onItsSession(savepoint, Connection::releaseSavepoint);
    }

    @Override
    public void rollback(Savepoint savepoint) throws SQLException {
        session.settleEffects();
        onItsSession(savepoint, Connection::rollback);
        if (savepoint instanceof FailoverSavepoint ours) {
            session.rolledBackTo(ours.mark());
        }
    }

    /** What is to be done with the savepoint, on the session that it belongs to or with the vendor's refusal. */
    private void onItsSession(Savepoint savepoint, SavepointAction action) throws SQLException {
        Connection delegate = begin(null);
        Savepoint vendors = savepoint instanceof FailoverSavepoint ours ? ours.on(session.current()) : savepoint;
        try {
            action.run(delegate, vendors);
        } catch (SQLException e) {
            throw failure(e);
        }
    }

    @FunctionalInterface
    private interface SavepointAction {
        void run(Connection connection, Savepoint savepoint) throws SQLException;
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
            begin(null).commit(); // The vendor's error: there is nothing to commit in auto-commit mode.
        }
        commitIfOpen();
    }

    private void commitIfOpen() throws SQLException {
        session.settleEffects();
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
        boolean failed = session.isTransactionFailed(lease);
        try {
            lease.jdbc().commit();
            session.transactionEnded(!failed); // The server answers the COMMIT of a failed transaction with ROLLBACK.
        } catch (SQLException e) {
            InterruptedCall commit = new InterruptedCall(lease, null, Nature.COMMIT);
            if (!session.isLost(lease)) {
                session.transactionEnded(false);
            }
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
            begin(null).rollback(); // The vendor's error, as for commit().
        }
        session.takeLoss();
        session.settleEffects();
        session.transactionEnded(false);
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
        if (executor == null) {
            session.current().jdbc().abort(null); // The vendor's refusal.
        }
        session.abort(executor);
        leave();
    }

    @Override
    public <T> T unwrap(Class<T> type) throws SQLException {
        session.requireOpen();
        return type.isInstance(this)
                ? type.cast(this)
                : pinnedBy(type, begin(null).unwrap(type));
    }

    /** A native object can do what we do not see, so it ties the session to its physical connection. */
    <T> T pinnedBy(Class<T> type, T unwrapped) {
        session.hold(new SessionHold(SessionHold.Kind.NATIVE_OBJECT, type.getName()));
        return unwrapped;
    }

    @Override
    public List<String> pins() {
        session.settleEffects();
        return session.pins();
    }

    @Override
    public String node() {
        return session.current().node().toString();
    }

    @Override
    public boolean isWrapperFor(Class<?> type) throws SQLException {
        session.requireOpen();
        return type.isInstance(this) || delegate().isWrapperFor(type);
    }
}
