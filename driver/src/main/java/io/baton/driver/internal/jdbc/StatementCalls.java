/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.driver.internal.jdbc;

import io.baton.driver.ReplayRefusal;
import io.baton.driver.internal.cluster.Lease;
import io.baton.driver.internal.outcome.LogMarks;
import io.baton.driver.internal.recover.InterruptedCall;
import io.baton.driver.internal.recover.InterruptedCall.Nature;
import io.baton.driver.internal.replay.SeenRows;
import io.baton.driver.internal.replay.Substitution;
import io.baton.driver.internal.sql.Access;
import io.baton.driver.internal.sql.ReplayTraits;
import io.baton.driver.internal.sql.SessionEffects;
import io.baton.driver.internal.sql.SqlShape;
import java.sql.Blob;
import java.sql.Clob;
import java.sql.Connection;
import java.sql.NClob;
import java.sql.ParameterMetaData;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import org.jspecify.annotations.Nullable;

/** What the generated methods of a statement call: where a call runs, what is remembered, what happens on failure. */
abstract class StatementCalls<S extends Statement> extends StatementTiming<S> {

    private final @Nullable String sql;
    /** What an execution leaves behind in the session, if the text is known already. */
    private SessionEffects effects;

    private final Access access;
    private ReplayTraits traits;
    /** The last execution, if it was in a transaction that may be replayed. */
    private @Nullable Execution<S> execution;
    /** What was last wrapped: asked for again, the same result is the same object. */
    private @Nullable FailoverResultSet shown;

    /** @param sql the text of a prepared statement; null for a plain one */
    StatementCalls(
            FailoverConnection connection,
            @Nullable String sql,
            Call<Connection, S> creation,
            S delegate,
            Lease lease) {
        super(connection, creation, delegate, lease);
        this.sql = sql;
        this.effects = sql == null ? SessionEffects.NONE : SessionEffects.of(sql);
        this.traits = sql == null ? ReplayTraits.USUAL : ReplayTraits.of(sql);
        this.access = sql == null ? Access.MAY_WRITE : Access.of(sql);
    }

    final SQLException failure(SQLException e) {
        return connection.recovery.explain(e, lease(), Nature.INQUIRY);
    }

    final S begin(@Nullable String text) throws SQLException {
        startClock();
        return again(text);
    }

    private S again(@Nullable String text) throws SQLException {
        execution = null;
        SessionEffects leaves = text == null ? effects : SessionEffects.of(text);
        Lease stood = connection.session.begin(text == null ? sql : text, this);
        if (leaves.isCommit() && connection.session.isInTransaction(stood)) {
            connection.askBeforeCommit();
            stood = connection.session.current();
        }
        S vendors = delegateOn(stood);
        limit(vendors);
        if ((text == null ? access : Access.of(text)).mayWrite(connection.settings.readOnly())) {
            connection.session.commits().mayWrite(textOf(text));
        }
        if (leaves != SessionEffects.NONE) {
            connection.session.expect(leaves.areBound() ? leaves.boundBy(executionAsBound()) : leaves);
        }
        return vendors;
    }

    final <R extends @Nullable Object> R recover(SQLException e, @Nullable String text, Call<S, R> call)
            throws SQLException {
        return recover(e, text, Nature.STATEMENT, call);
    }

    private <R extends @Nullable Object> R recover(
            SQLException e, @Nullable String text, Nature nature, Call<S, R> call) throws SQLException {
        connection.session.expectationFailed(e);
        InterruptedCall interrupted = new InterruptedCall(
                lease(), textOf(text), nature, connection.session.commits().pending());
        try {
            return connection.recovery.recover(e, interrupted, this, () -> {
                S vendors = again(text);
                try {
                    return call.on(vendors);
                } catch (SQLException failedAgain) {
                    connection.session.expectationFailed(failedAgain);
                    throw failedAgain;
                }
            });
        } catch (SQLException told) {
            if (nature != Nature.INQUIRY && journals() && connection.session.isInTransaction(lease())) {
                // The application may catch it and go on, after a rollback to a savepoint perhaps.
                journal(text, call, new Execution.Failure(told.getSQLState()));
            }
            throw told;
        }
    }

    /** Whether the call belongs to a transaction that may be replayed. */
    final boolean journals() {
        return connection.session.isJournaling();
    }

    /** Writes down an execution and what it returned. Must not fail, as the execution has not. */
    final void journal(@Nullable String text, Call<S, ?> call, Object result) {
        try {
            written(text, call, result instanceof Execution.Failure ? result : outcome(result, delegate()));
        } catch (SQLException e) {
            connection.session.refuseReplay(ReplayRefusal.NOT_NOTED, String.valueOf(e.getMessage()));
        }
    }

    final ResultSet journal(@Nullable String text, Call<S, ?> call, ResultSet raw) {
        FailoverResultSet result = wrapped(raw, new SeenRows(traitsOf(text).givesValues()));
        try {
            written(text, call, result);
        } catch (SQLException e) {
            connection.session.refuseReplay(ReplayRefusal.NOT_NOTED, String.valueOf(e.getMessage()));
        }
        return result;
    }

    private void written(@Nullable String text, Call<S, ?> call, Object outcome) throws SQLException {
        ReplayTraits its = traitsOf(text);
        SessionEffects leaves = text == null ? effects : SessionEffects.of(text);
        if (its.refusal() != null || leaves.endTransactions()) {
            connection.session.refuseReplay(
                    its.refusal() == null ? ReplayRefusal.ENDED_BY_TEXT : its.refusal(),
                    SqlShape.of(String.valueOf(textOf(text))));
            return;
        }
        Snapshot<S> told = told();
        Execution<S> entry = new Execution<>(this, textOf(text), call, told, outcome, Execution.warningsOf(delegate()));
        execution = entry;
        if (its.draw() != null) {
            LogMarks marks = connection.session.cluster().outcomes().marks();
            entry.markedBy(marks.now(lease().vendors(), lease().node()));
        }
        connection.session.journal(
                entry, Execution.SIZE + (told == null ? 0 : told.size()) + (text == null ? 0 : text.length()));
    }

    private ReplayTraits traitsOf(@Nullable String text) {
        return text == null ? traits : ReplayTraits.of(text);
    }

    /** What is compared of an execution. */
    Object outcome(@Nullable Object result, S vendors) throws SQLException {
        return countOf(result, vendors);
    }

    /** Where execute() or getMoreResults() says that there are no rows, the count is what there is. */
    static Object countOf(@Nullable Object result, Statement vendors) throws SQLException {
        if (Boolean.FALSE.equals(result)) {
            return vendors.getLargeUpdateCount();
        }
        return result == null ? "null" : result;
    }

    final boolean isPrepared() {
        return sql != null;
    }

    /** The call with another text, if it has one: that of a prepared statement was given when it was made. */
    @SuppressWarnings("unchecked") // A plain statement's S is Statement.
    final Call<S, ?> substituting(Call<S, ?> call, Substitution substitution) {
        return sql != null ? call : vendors -> call.on((S) substitution.in(Statement.class, vendors));
    }

    /** Writes down what was asked of the last execution. */
    final @Nullable ResultSet follow(Call<S, ?> call, @Nullable ResultSet raw) {
        Execution<S> last = execution;
        FailoverResultSet known = shown;
        if (raw == null || last == null || (known != null && known.delegate() == raw)) {
            return wrap(raw);
        }
        FailoverResultSet result = wrapped(raw, new SeenRows(last.givesValues()));
        last.followedBy(call, result);
        return result;
    }

    public boolean getMoreResults() throws SQLException {
        return moreResults(Statement::getMoreResults);
    }

    public boolean getMoreResults(int current) throws SQLException {
        return moreResults(vendors -> vendors.getMoreResults(current));
    }

    private boolean moreResults(Call<S, Boolean> call) throws SQLException {
        boolean rows;
        try {
            rows = call.on(delegate());
        } catch (SQLException e) {
            throw failure(e);
        }
        if (execution != null && journals()) {
            try {
                execution.followedBy(call, countOf(rows, delegate()));
            } catch (SQLException e) {
                connection.session.refuseReplay(ReplayRefusal.NOT_NOTED, String.valueOf(e.getMessage()));
            }
        }
        return rows;
    }

    private @Nullable String textOf(@Nullable String text) {
        if (text != null) {
            return text;
        }
        return sql != null ? sql : batchText();
    }

    public void addBatch(String text) throws SQLException {
        delegate().addBatch(text);
        memory().addText(text);
        effects = effects.and(SessionEffects.of(text));
        traits = traits.and(ReplayTraits.of(text));
    }

    public void clearBatch() throws SQLException {
        delegate().clearBatch();
        batchDone();
    }

    private void batchDone() {
        forgetBatch();
        if (sql == null) {
            effects = SessionEffects.NONE;
            traits = ReplayTraits.USUAL;
        }
    }

    /** Runs what was added, and forgets it whether that worked or not. */
    public final int[] executeBatch() throws SQLException {
        return batch(Statement::executeBatch);
    }

    /** As {@link #executeBatch}, with counts that may exceed an {@code int}. */
    public final long[] executeLargeBatch() throws SQLException {
        return batch(Statement::executeLargeBatch);
    }

    private <R> R batch(Call<S, R> call) throws SQLException {
        S current = begin(null);
        try {
            R counts;
            try {
                counts = call.on(current);
            } catch (SQLException e) {
                counts = recover(e, null, Nature.BATCH, call);
            }
            if (journals()) {
                journal(null, call, counts);
            }
            return counts;
        } finally {
            batchDone();
        }
    }

    /** Some settings ask the server, for a type's number perhaps: the one that is told may be gone. */
    final void configureAgain(SQLException e, Setting<S> setting) throws SQLException {
        if (isClosed() || !connection.session.isLost(lease())) {
            throw e;
        }
        recover(e, null, Nature.INQUIRY, vendors -> {
            setting.applyTo(vendors);
            return true;
        });
    }

    final void configured(int attribute, Setting<S> setting) {
        memory().attribute(attribute, setting);
    }

    /** @param size about how many bytes the setting keeps */
    final void bind(int index, int size, Setting<S> setting) {
        memory().parameter(index, size, setting);
    }

    final void bind(String name, int size, Setting<S> setting) {
        memory().other(name, size, setting);
    }

    final void registered(Object key, Setting<S> setting) {
        memory().registered(key, setting);
    }

    final @Nullable ResultSet wrap(@Nullable ResultSet raw) {
        FailoverResultSet known = shown;
        if (raw == null || (known != null && known.delegate() == raw)) {
            return raw == null ? null : known;
        }
        return wrapped(raw, null);
    }

    private FailoverResultSet wrapped(ResultSet raw, @Nullable SeenRows seen) {
        noteUpdatable(raw);
        FailoverResultSet wrapped = new FailoverResultSet(connection, (Statement) this, raw, lease(), seen);
        shown = wrapped;
        return wrapped;
    }

    private void noteUpdatable(ResultSet raw) {
        try {
            if (raw.getConcurrency() != ResultSet.CONCUR_UPDATABLE) {
                return;
            }
        } catch (SQLException e) {
            // Closed by another thread already: nobody knows what it was.
        }
        connection.session.commits().mayWriteUnseen();
    }

    /** This statement was met through its result. */
    final void showing(FailoverResultSet result) {
        shown = result;
    }

    final @Nullable ResultSetMetaData wrap(@Nullable ResultSetMetaData raw) {
        return raw == null ? null : new FailoverResultSetMetaData(connection, raw, lease());
    }

    final @Nullable ParameterMetaData wrap(@Nullable ParameterMetaData raw) {
        return raw == null ? null : new FailoverParameterMetaData(connection, raw, lease());
    }

    final @Nullable Blob wrap(@Nullable Blob raw) {
        return Wrapping.of(raw, connection, lease());
    }

    final @Nullable Clob wrap(@Nullable Clob raw) {
        return Wrapping.of(raw, connection, lease());
    }

    final @Nullable NClob wrap(@Nullable NClob raw) {
        return Wrapping.of(raw, connection, lease());
    }

    final <T> @Nullable T wrap(@Nullable T raw) {
        return Wrapping.ofAny(raw, connection, lease());
    }
}
