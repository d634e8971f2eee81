/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.driver.internal.jdbc;

import io.baton.driver.ReplayRefusal;
import io.baton.driver.internal.cluster.Lease;
import io.baton.driver.internal.recover.InterruptedCall;
import io.baton.driver.internal.recover.InterruptedCall.Nature;
import io.baton.driver.internal.replay.ReplayRefused;
import io.baton.driver.internal.replay.Replaying;
import io.baton.driver.internal.replay.SeenRows;
import io.baton.driver.internal.session.Waiter;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.SQLWarning;
import java.sql.Statement;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A result of the vendor's with the statement of ours. */
final class FailoverResultSet extends ForwardingResultSet {

    private @Nullable Statement statement;
    private final @Nullable SeenRows seen;
    /** By the application. Some vendors close what a session had when that ends, which is another thing. */
    private boolean closed;

    /**
     * @param statement null when it is one of the vendor's own, as for metadata and for cursors in columns
     * @param seen what is handed out of it in a transaction that may be replayed; null when nobody needs to know
     */
    FailoverResultSet(
            FailoverConnection connection,
            @Nullable Statement statement,
            ResultSet delegate,
            Lease lease,
            @Nullable SeenRows seen) {
        super(connection, delegate, lease);
        this.statement = statement;
        this.seen = seen;
    }

    /** Of a result that belongs to an {@link Execution}. */
    SeenRows seen() {
        return Objects.requireNonNull(seen);
    }

    @Override
    public boolean isClosed() throws SQLException {
        return isClosedByApplication() || (!lease().isBroken() && delegate().isClosed());
    }

    @Override
    public boolean next() throws SQLException {
        ResultSet rows = delegate();
        boolean there;
        try {
            there = rows.next();
        } catch (SQLException e) {
            there = nextAgain(e);
            rows = delegate();
        }
        if (seen != null) {
            took(seen, rows, there);
        }
        return there;
    }

    private boolean nextAgain(SQLException e) throws SQLException {
        try {
            return readAgain(e, ResultSet::next);
        } catch (SQLException told) {
            if (seen != null) {
                seen.tookFailure(told);
            }
            throw told;
        }
    }

    @Override
    public boolean isBeforeFirst() throws SQLException {
        return told(ResultSet::isBeforeFirst);
    }

    @Override
    public boolean isFirst() throws SQLException {
        return told(ResultSet::isFirst);
    }

    @Override
    public boolean isLast() throws SQLException {
        return told(ResultSet::isLast);
    }

    @Override
    public boolean isAfterLast() throws SQLException {
        return told(ResultSet::isAfterLast);
    }

    /** Asked for the place where it is, a result tells whether there are rows, or more of them, that nobody has stepped on. */
    private boolean told(Call<ResultSet, Boolean> question) throws SQLException {
        boolean answer;
        try {
            answer = question.on(delegate());
        } catch (SQLException e) {
            answer = readAgain(e, question);
        }
        if (seen != null) {
            seen.told(question::on, answer);
        }
        return answer;
    }

    @Override
    public @Nullable SQLWarning getWarnings() throws SQLException {
        SQLWarning shown;
        try {
            shown = delegate().getWarnings();
        } catch (SQLException e) {
            shown = readAgain(e, ResultSet::getWarnings);
        }
        if (seen != null) {
            seen.warned(shown);
        }
        return shown;
    }

    @Override
    @Nullable
    ResultSetMetaData wrap(@Nullable ResultSetMetaData raw) {
        if (seen != null && raw != null) {
            seen.described(raw);
        }
        return super.wrap(raw);
    }

    /** The row is fetched from another node, in the same transaction, if that can be replayed up to here. */
    @Override
    <R extends @Nullable Object> R readAgain(SQLException e, Call<ResultSet, R> call) throws SQLException {
        boolean goesOn = seen != null && connection.session.isJournaling() && connection.session.current() == lease();
        if (!goesOn) {
            throw failure(e);
        }
        InterruptedCall interrupted = new InterruptedCall(lease(), Nature.INQUIRY);
        return connection.recovery().recover(e, interrupted, Waiter.PATIENT, () -> {
            if (connection.session.begin(null, Waiter.PATIENT) != lease()) {
                throw connection.recovery().goneWhileRead(lease(), e); // Its transaction had ended before.
            }
            return call.on(delegate());
        });
    }

    private void took(SeenRows handedOut, ResultSet rows, boolean there) {
        try {
            if (there) {
                handedOut.took(rows, connection.session.cluster().dialect());
            } else {
                handedOut.tookEnd();
            }
        } catch (SQLException e) {
            // The application has its row; what is not known of it keeps the transaction from being replayed.
            connection.session.refuseReplay(ReplayRefusal.NOT_NOTED, String.valueOf(e.getMessage()));
        }
    }

    /** The rest is read for that perhaps, which meets the end of the session: the next call is to know, not this one. */
    @Override
    public void close() throws SQLException {
        closed = true;
        try {
            delegate().close();
        } catch (SQLException e) {
            if (lease().isBroken()) {
                return;
            }
            Optional<SQLException> told = connection.recovery().judge(e, new InterruptedCall(lease(), Nature.INQUIRY));
            if (told.isPresent()) {
                throw told.get();
            }
        }
    }

    /**
     * The application would have been told the same by that result.
     *
     * @throws ReplayRefused when it would have been told something else
     */
    void verify(ResultSet again, Replaying replaying) throws SQLException, ReplayRefused {
        seen().verify(again, replaying.dialect());
    }

    /** In the end that result takes the place of the vendor's. */
    void handOver(ResultSet again, Replaying replaying) throws SQLException {
        if (isClosedByApplication()) {
            again.close(); // As then, before the next statement: some vendors refuse that while rows are to come.
        } else {
            replaying.afterwards(() -> moveTo(again, replaying.lease()));
        }
    }

    /** Some vendors' drivers close what is still to be fetched when the session is lost. */
    boolean isClosedByApplication() {
        return closed;
    }

    @Override
    void once() {
        refuseReplay(ReplayRefusal.ROWS_READ_OUT_OF_ORDER);
        if (mayBeUpdatable()) {
            connection.session.commits().mayWriteUnseen();
        }
    }

    /** Asked for what few applications do, and not of each result. */
    private boolean mayBeUpdatable() {
        try {
            return delegate().getConcurrency() == ResultSet.CONCUR_UPDATABLE;
        } catch (SQLException e) {
            return true; // Closed by another thread already: nobody knows what it was.
        }
    }

    @Override
    public @Nullable Statement getStatement() throws SQLException {
        Statement raw = delegate().getStatement(); // Asked for the sake of its refusal when this is closed.
        if (statement == null && raw != null) {
            statement = FailoverStatement.of(connection, raw, lease(), this);
        }
        return statement;
    }

    /** The native result leads to the native statement and connection, so it ties the session to that. */
    @Override
    public <T> T unwrap(Class<T> type) throws SQLException {
        return type.isInstance(this)
                ? type.cast(this)
                : connection.pinnedBy(type, delegate().unwrap(type));
    }

    @Override
    public boolean isWrapperFor(Class<?> type) throws SQLException {
        return type.isInstance(this) || delegate().isWrapperFor(type);
    }
}
