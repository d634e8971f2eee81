/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.driver.internal.jdbc;

import io.baton.driver.FailoverException;
import io.baton.driver.ReplayRefusal;
import io.baton.driver.TransactionLost;
import io.baton.driver.internal.bound.Captured;
import io.baton.driver.internal.bound.NotRepeatable;
import io.baton.driver.internal.cluster.Lease;
import io.baton.driver.internal.recover.InterruptedCall;
import io.baton.driver.internal.recover.InterruptedCall.Nature;
import io.baton.driver.internal.recover.Recovery;
import io.baton.driver.internal.replay.ReplayRefused;
import io.baton.driver.internal.sql.Access;
import io.baton.driver.internal.sql.KnownText;
import io.baton.driver.internal.sql.LastValue;
import io.baton.driver.internal.sql.SessionEffects;
import java.sql.BatchUpdateException;
import java.sql.Blob;
import java.sql.Clob;
import java.sql.NClob;
import java.sql.ParameterMetaData;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What the generated methods of a statement call: where a call runs, what is remembered, what happens on failure. */
abstract class StatementCalls<S extends Statement> extends StatementJournal<S> {

    private static final Logger LOG = LoggerFactory.getLogger(StatementCalls.class);

    /** The text of what runs no text. */
    private static final String NOTHING = "";

    StatementCalls(FailoverConnection connection, KnownText known, Creation<S> creation, S delegate, Lease lease) {
        super(connection, known, creation, delegate, lease);
    }

    @Override
    final SQLException failure(SQLException e) {
        return connection.recovery().explain(e, lease(), Nature.INQUIRY);
    }

    final S begin(@Nullable String text) throws SQLException {
        parametersUsed();
        return beginExecution(text);
    }

    private S beginExecution(@Nullable String text) throws SQLException {
        startClock();
        S vendors = again(text);
        requireAllValues();
        return vendors;
    }

    /** An execution without a value that could not be told again would be another one. */
    private void requireAllValues() throws SQLException {
        NotRepeatable missing = missingValue();
        if (missing != null) {
            throw lost(missing);
        }
    }

    private SQLException lost(NotRepeatable value) {
        if (connection.session.isInTransaction(lease())) {
            return connection.session.lose(lease(), new ReplayRefused(value.reason(), value.detail(), value));
        }
        return new TransactionLost(
                value.getMessage() + ": nothing took effect. Roll back and run the transaction again.",
                value.reason(),
                value);
    }

    /** The vendor's statement, to be asked what it is like: nothing of its text happens. */
    final S ask() throws SQLException {
        startClock();
        return askable();
    }

    private S askable() throws SQLException {
        S vendors = delegateOn(connection.session.begin(null, this));
        limit(vendors);
        return vendors;
    }

    final <R> R askAgain(SQLException e, Call<S, R> call) throws SQLException {
        InterruptedCall interrupted = new InterruptedCall(lease(), Nature.INQUIRY);
        return connection.recovery().recover(e, interrupted, this, () -> call.on(askable()));
    }

    private S again(@Nullable String text) throws SQLException {
        forgetExecution();
        KnownText its = known(text);
        SessionEffects leaves = its.effects();
        Lease stood = connection.session.begin(its.sql(), this);
        connection.session.requireAnswer(its, stood);
        if (connection.lastWord.isHidden()) {
            connection.lastWord.before(
                    its, stood.jdbc(), connection.session.cluster().dialect());
        }
        if (leaves.isCommit() && connection.session.isInTransaction(stood)) {
            connection.askBeforeCommit(false);
            stood = connection.session.current();
        }
        if (leaves.makeSavepoints()) {
            stood = connection.session.beginForSavepoint(stood, this);
        }
        boolean mayWrite = its.access().mayWrite(connection.settings.readOnly());
        if (mayWrite) {
            stood = connection.session.beginAlone(stood, its.sql(), this);
        }
        connection.session.runs(its.shape());
        S vendors = delegateOn(stood);
        if (mayWrite) {
            connection.session.commits().mayWrite(textOf(text), its.access() == Access.MAY_WRITE);
        }
        if (its.hidesCommits()) {
            connection.session.expectAnyMode();
            if (!connection.session.isAlone(stood)) {
                connection.session.commits().mayCommitUnseen();
            }
        }
        forbidReplayOf(its, text);
        if (leaves != SessionEffects.NONE) {
            connection.session.expect(leaves.areBound() ? leaves.boundBy(executionAsBound(), this::boundText) : leaves);
        }
        if (connection.session.protectsWrites() && connection.autoCommitWrites.isMyTurn()) {
            vendors = delegateOn(connection.autoCommitWrites.begin());
            connection.autoCommitWrites.fetchAtOnce((Statement) this);
        }
        limit(vendors);
        return vendors;
    }

    /** Before it runs: what must not happen twice may have happened when its answer is lost. */
    private void forbidReplayOf(KnownText its, @Nullable String text) {
        ReplayRefusal refusal = journals() ? its.traits().refusal() : null;
        if (refusal != null) {
            connection.session.refuseReplay(refusal, connection.grammar().shape(String.valueOf(textOf(text))));
        }
    }

    final <R extends @Nullable Object> R recover(SQLException e, @Nullable String text, Call<S, R> call)
            throws SQLException {
        return recover(e, text, Nature.STATEMENT, call);
    }

    private <R extends @Nullable Object> R recover(
            SQLException e, @Nullable String text, Nature nature, Call<S, R> call) throws SQLException {
        connection.session.expectationFailed(e);
        try {
            return connection.recovery().recover(e, interrupted(text, nature), this, again(text, nature, call));
        } catch (SQLException told) {
            if (!connection.session.cluster().dialect().isServersRefusal(told)) {
                connection.session.fetches(lease()); // The answer may have failed in its middle.
            }
            if (nature != Nature.INQUIRY && journals() && connection.session.isInTransaction(lease())) {
                // The application may catch it and go on, after a rollback to a savepoint perhaps.
                journal(text, call, new Execution.Failure(told));
            }
            if (!connection.settings.autoCommit() || connection.session.isInTransaction(lease())) {
                connection.lastWord.complained();
            }
            throw told;
        }
    }

    private InterruptedCall interrupted(@Nullable String text, Nature nature) {
        return new InterruptedCall(
                lease(), textRead(text), nature, connection.session.commits().pending());
    }

    private <R extends @Nullable Object> Recovery.Retry<R> again(
            @Nullable String text, Nature nature, Call<S, R> call) {
        return new Recovery.Retry<>() {
            @Override
            public R run() throws SQLException {
                return runAgain(text, nature, call);
            }

            @Override
            public R runReading() throws SQLException {
                ReadOnlyRun<S> reading = new ReadOnlyRun<>(connection.session, connection.recovery());
                return runAgain(text, nature, vendors -> reading.run(vendors, interrupted(text, nature), call));
            }
        };
    }

    private <R extends @Nullable Object> R runAgain(@Nullable String text, Nature nature, Call<S, R> call)
            throws SQLException {
        S vendors = again(text);
        if (nature != Nature.INQUIRY) {
            requireAllValues();
        }
        try {
            return call.on(vendors);
        } catch (SQLException e) {
            connection.session.expectationFailed(e);
            throw e;
        }
    }

    /** Whether the execution is a write in auto-commit mode that is to have a transaction of our own. */
    final boolean protects(@Nullable String text) {
        if (!connection.session.protectsWrites()) {
            return false;
        }
        KnownText its = known(text);
        return !connection.settings.readOnly()
                && its.access().mayWrite(false)
                && its.effects() == SessionEffects.NONE
                && its.traits().refusal() == null
                && its.traits().asks().compareTo(LastValue.ROWS) < 0
                && connection.autoCommitWrites.protect(textOf(text));
    }

    final <R> R protectedly(@Nullable String text, Call<S, R> call) throws SQLException {
        return protectedly(text, Nature.STATEMENT, call);
    }

    /** The application gets the result when it is committed. Whatever goes wrong, no transaction stays behind. */
    @SuppressWarnings("unchecked") // A result is shown as one of ours.
    private <R> R protectedly(@Nullable String text, Nature nature, Call<S, R> call) throws SQLException {
        AutoCommitWrites writes = connection.autoCommitWrites;
        if (writes.takeTurn()) {
            KeptOutcome outcome = null;
            try {
                R result = run(text, nature, call);
                if (result instanceof ResultSet raw) {
                    result = (R) journal(text, call, raw);
                } else {
                    journal(text, call, result);
                }
                outcome = kept();
                if (connection.session.cluster().dialect().errorsHideStatus()) {
                    connection.lastWord.asOf(delegate(), this, nature == Nature.BATCH);
                }
                writes.commit();
                return result;
            } catch (SQLException e) {
                if (!connection.session.cluster().dialect().isForbiddenInTransaction(e)) {
                    if (connection.session.cluster().dialect().errorsHideStatus()) {
                        connection.lastWord.ofFailure(
                                connection.session.cluster().dialect());
                    }
                    commitDone(e);
                    throw e;
                }
                // VACUUM, for instance. The server has refused it before doing anything, so it is run as it is.
            } catch (RuntimeException e) {
                // The vendor's driver has broken off between our BEGIN and the answer to it, and would take that for
                // the next one's.
                connection.session.giveUp(lease(), new SQLException("broken off in the middle of a call", "08006", e));
                throw e;
            } finally {
                writes.end();
                show(outcome);
            }
        }
        R result = run(text, nature, call);
        if (result instanceof ResultSet raw) {
            return (R) (journals() ? journal(text, call, raw) : Objects.requireNonNull(wrap(raw)));
        }
        if (journals()) {
            journal(text, call, result);
        }
        return result;
    }

    /**
     * The vendor's driver may refuse what the server has done, such as to give the rows of an INSERT that was called as an update: in
     * auto-commit mode that is committed.
     */
    private void commitDone(SQLException refusal) throws SQLException {
        boolean refusedByDriver = !(refusal instanceof BatchUpdateException) // Which is all or nothing.
                && !(refusal instanceof FailoverException)
                && !(refusal instanceof TransactionLost)
                && !connection.session.cluster().dialect().isServersRefusal(refusal)
                && !connection.session.isLost(lease(), refusal);
        if (refusedByDriver && connection.session.isProtecting() && connection.session.isInTransaction(lease())) {
            connection.autoCommitWrites.commit();
        }
    }

    private @Nullable KeptOutcome kept() throws SQLException {
        return connection.session.cluster().dialect().keepsOutcomes() ? null : KeptOutcome.of(delegate());
    }

    /**
     * The statement tells its outcome also when its session ended with the COMMIT, or right behind it. It is committed, so
     * nothing that goes wrong here may look like a failure of it.
     */
    private void show(@Nullable KeptOutcome outcome) {
        if (outcome == null || !connection.session.isLost(lease())) {
            return;
        }
        try {
            Lease now = connection.session.stand();
            adopt(outcome.on(counterpart(now.jdbc())), now);
        } catch (SQLException e) {
            LOG.debug("what a committed statement returned cannot be asked for any more", e);
        }
    }

    private <R> R run(@Nullable String text, Nature nature, Call<S, R> call) throws SQLException {
        if (nature != Nature.BATCH) {
            parametersUsed();
        }
        S vendors = beginExecution(text);
        try {
            return call.on(vendors);
        } catch (SQLException e) {
            return recover(e, text, nature, call);
        }
    }

    public void addBatch(String text) throws SQLException {
        delegate().addBatch(text);
        rememberText(text);
    }

    public void clearBatch() throws SQLException {
        delegate().clearBatch();
        forgetBatch();
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
        if (isPrepared() && !hasBatch()) {
            return run(NOTHING, Nature.BATCH, call); // What its text does has not happened.
        }
        try {
            if (protects(null)) {
                return protectedly(null, Nature.BATCH, call);
            }
            R counts = run(null, Nature.BATCH, call);
            if (journals()) {
                journal(null, call, counts);
            }
            return counts;
        } finally {
            forgetBatch();
        }
    }

    /** Some settings ask the server, for a type's number perhaps: the one that is told may be gone. */
    final void configureAgain(SQLException e, Setting<S> setting) throws SQLException {
        if (isClosed() || !connection.session.isLost(lease())) {
            throw e;
        }
        forgetCancel();
        recover(e, null, Nature.INQUIRY, vendors -> {
            try {
                setting.applyTo(vendors);
            } catch (NotRepeatable value) {
                throw lost(value);
            }
            return true;
        });
    }

    /** The same for a parameter, whose former value does not matter any more. */
    final void bindAgain(SQLException e, Object parameter, @Nullable Object captured, Setting<S> setting)
            throws SQLException {
        boolean lost = !isClosed() && connection.session.isLost(lease());
        if (!lost && captured instanceof Captured value && value.unveil()) {
            setting.applyTo(delegate()); // Which says the same of the application's own class.
            return;
        }
        if (lost) {
            forget(parameter);
        }
        configureAgain(e, setting);
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
