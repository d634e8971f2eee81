/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.driver.internal.jdbc;

import io.baton.driver.BatonConnection;
import io.baton.driver.CommitOutcome;
import io.baton.driver.CommitToken;
import io.baton.driver.ReplayReport;
import io.baton.driver.internal.bound.BoundValues;
import io.baton.driver.internal.cluster.Lease;
import io.baton.driver.internal.recover.InterruptedCall;
import io.baton.driver.internal.recover.InterruptedCall.Nature;
import io.baton.driver.internal.session.LogicalSession;
import io.baton.driver.internal.session.Waiter;
import io.baton.driver.internal.sql.SessionHold;
import io.baton.driver.internal.sql.SqlGrammar;
import io.baton.topology.time.Deadline;
import java.sql.CallableStatement;
import java.sql.DatabaseMetaData;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/** The connection that applications hold: it stays, whichever node serves it. */
public final class FailoverConnection extends ForwardingConnection implements BatonConnection {

    private final Runnable whenClosed;
    final BoundValues values;
    private final AtomicBoolean left = new AtomicBoolean();
    private @Nullable FailoverDatabaseMetaData metaData;

    /** @param whenClosed run once, when the connection is closed or aborted */
    public FailoverConnection(LogicalSession session, Runnable whenClosed) {
        super(session);
        this.whenClosed = whenClosed;
        values = BoundValues.of(session.cluster().dialect().name());
    }

    /** The SQL that its texts are in. */
    SqlGrammar grammar() {
        return session.grammar();
    }

    @Override
    Statement statement(Creation<Statement> creation) throws SQLException {
        Statement made = make(creation, null);
        return new FailoverStatement(this, creation, made, session.current());
    }

    @Override
    PreparedStatement preparedStatement(String sql, Creation<PreparedStatement> creation) throws SQLException {
        PreparedStatement made = make(creation, sql);
        return new FailoverPreparedStatement(this, sql, creation, made, session.current());
    }

    @Override
    CallableStatement callableStatement(String sql, Creation<CallableStatement> creation) throws SQLException {
        CallableStatement made = make(creation, sql);
        return new FailoverCallableStatement(this, sql, creation, made, session.current());
    }

    private <S> S make(Creation<S> creation, @Nullable String sql) throws SQLException {
        Lease lease = session.stand();
        try {
            return creation.on(lease.jdbc(), sql);
        } catch (SQLException e) {
            InterruptedCall call = new InterruptedCall(lease, Nature.INQUIRY);
            return recovery()
                    .recover(
                            e,
                            call,
                            Waiter.PATIENT,
                            () -> creation.on(session.stand().jdbc(), sql));
        }
    }

    @Override
    public DatabaseMetaData getMetaData() throws SQLException {
        session.requireOpen();
        if (metaData == null) {
            FailoverDatabaseMetaData made = new FailoverDatabaseMetaData(this);
            if (!session.isCutOff()) {
                made.delegate(); // When the connection is closed, that of its session answers still.
            }
            metaData = made;
        }
        return metaData;
    }

    /** The vendor's metadata of that lease, or of the next one: the monitor may end a session that the server has left while it is asked. */
    DatabaseMetaData vendorsMetaData(Lease lease) throws SQLException {
        try {
            return lease.jdbc().getMetaData();
        } catch (SQLException e) {
            InterruptedCall call = new InterruptedCall(lease, Nature.INQUIRY);
            return recovery()
                    .recover(
                            e,
                            call,
                            Waiter.PATIENT,
                            () -> session.stand().jdbc().getMetaData());
        }
    }

    @Override
    public CommitOutcome resolve(CommitToken token, Duration patience) {
        return session.cluster().outcomes().resolve(token, Deadline.after(patience));
    }

    @Override
    public boolean isValid(int timeout) throws SQLException {
        lastWord.mayBeOfAnother();
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
        session.commits().mayWriteUnseen();
        return unwrapped;
    }

    @Override
    public List<String> pins() {
        session.askItself();
        return session.pins();
    }

    @Override
    public ReplayReport replayReport() {
        return session.cluster().replays().report();
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
