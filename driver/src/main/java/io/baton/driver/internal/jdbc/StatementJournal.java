/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.driver.internal.jdbc;

import io.baton.driver.ReplayRefusal;
import io.baton.driver.internal.bound.NotRepeatable;
import io.baton.driver.internal.cluster.Lease;
import io.baton.driver.internal.outcome.LogMarks;
import io.baton.driver.internal.recover.InterruptedCall;
import io.baton.driver.internal.recover.InterruptedCall.Nature;
import io.baton.driver.internal.replay.Learned;
import io.baton.driver.internal.replay.SeenRows;
import io.baton.driver.internal.replay.Substitution;
import io.baton.driver.internal.sql.KnownText;
import io.baton.driver.internal.sql.ReplayTraits;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLWarning;
import java.sql.Statement;
import org.jspecify.annotations.Nullable;

/**
 * What a statement writes down of its executions while a transaction that may be replayed is open, and the results through
 * which it notices what the application sees.
 */
abstract class StatementJournal<S extends Statement> extends StatementTiming<S> {

    /** The last execution, if it was in a transaction that may be replayed. */
    private @Nullable Execution<S> execution;
    /** What was last wrapped: asked for again, the same result is the same object. */
    private @Nullable FailoverResultSet shown;

    StatementJournal(FailoverConnection connection, KnownText known, Creation<S> creation, S delegate, Lease lease) {
        super(connection, known, creation, delegate, lease);
    }

    abstract SQLException failure(SQLException e);

    /** Another execution begins. */
    final void forgetExecution() {
        execution = null;
        if (!journals()) {
            takeFresh(); // What was told for executions outside of the transaction does not count in it.
        }
    }

    /** Whether the call belongs to a transaction that may be replayed. */
    final boolean journals() {
        return connection.session.isJournaling();
    }

    /**
     * Writes down an execution and what it returned. Must not fail, as the execution has not.
     *
     * @throws SQLException when the session was lost before the application was given the result, and there is no way on
     */
    final void journal(@Nullable String text, Call<S, ?> call, Object result) throws SQLException {
        SQLException loss;
        try {
            Object outcome = result instanceof Execution.Failure ? result : outcome(result, delegate());
            loss = written(known(text), text, call, outcome);
        } catch (SQLException e) {
            connection.session.refuseReplay(ReplayRefusal.NOT_NOTED, String.valueOf(e.getMessage()));
            return;
        }
        doAgain(loss);
    }

    final ResultSet journal(@Nullable String text, Call<S, ?> call, ResultSet raw) throws SQLException {
        KnownText its = known(text);
        FailoverResultSet result = wrapped(raw, new SeenRows(its.traits().givesValues()));
        SQLException loss;
        try {
            loss = written(its, text, call, result);
        } catch (SQLException e) {
            connection.session.refuseReplay(ReplayRefusal.NOT_NOTED, String.valueOf(e.getMessage()));
            return result;
        }
        doAgain(loss);
        return result;
    }

    /** The application has not been given anything of the last execution yet: it is done again, and gives what is true there. */
    private void doAgain(@Nullable SQLException loss) throws SQLException {
        if (loss != null) {
            InterruptedCall marking = new InterruptedCall(lease(), Nature.INQUIRY);
            connection.recovery().recover(loss, marking, this, () -> connection.session.begin(null, this));
        }
    }

    /** Returns how the session was lost meanwhile, if it was. */
    private @Nullable SQLException written(KnownText its, @Nullable String text, Call<S, ?> call, Object outcome)
            throws SQLException {
        ReplayTraits traits = its.traits();
        if (traits.refusal() != null || its.effects().endTransactions()) {
            connection.session.refuseReplay(
                    traits.refusal() == null ? ReplayRefusal.ENDED_BY_TEXT : traits.refusal(),
                    connection.grammar().shape(String.valueOf(textOf(text))));
            return null;
        }
        NotRepeatable value = whyNotRepeatable();
        if (value != null) {
            connection.session.refuseReplay(value.reason(), value.detail());
            return null;
        }
        Execution<S> entry = new Execution<>((StatementCalls<S>) this, textOf(text), call, told(), outcome);
        execution = entry;
        SQLException loss = traits.generation() != null && traits.generation().needsMark() ? mark(entry) : null;
        connection.session.journal(entry, (long) Execution.SIZE + takeFresh() + (text == null ? 0 : text.length()));
        return loss;
    }

    /** Asks where the log ends, behind what was generated. Returns how the session was lost meanwhile, if it was. */
    private @Nullable SQLException mark(Execution<S> entry) throws SQLException {
        LogMarks marks = connection.session.cluster().outcomes().marks();
        try {
            entry.markedBy(marks.now(lease().vendors(), lease().node()));
            return null;
        } catch (SQLException e) {
            if (!connection.session.isLost(lease(), e)) {
                throw e;
            }
            return e;
        }
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

    /** The call with another text, if it has one: that of a prepared statement was given when it was made. */
    @SuppressWarnings("unchecked") // A plain statement's S is Statement.
    final Call<S, ?> substituting(Call<S, ?> call, Substitution substitution) {
        return isPrepared() ? call : vendors -> call.on((S) substitution.in(Statement.class, vendors));
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

    /** What the application is shown of the last execution is compared when that is replayed. */
    public @Nullable SQLWarning getWarnings() throws SQLException {
        SQLWarning shown;
        try {
            LastWord word = connection.lastWord;
            SQLWarning held = word.isHidden()
                    ? word.take(this, connection.session.cluster().dialect())
                    : null;
            shown = held != null ? held : delegate().getWarnings();
        } catch (SQLException e) {
            throw failure(e);
        }
        if (execution != null && journals()) {
            execution.warned(shown);
        }
        return shown;
    }

    public void clearWarnings() throws SQLException {
        try {
            delegate().clearWarnings();
            connection.lastWord.clearWarnings();
        } catch (SQLException e) {
            throw failure(e);
        }
        if (execution != null) {
            execution.warningsCleared();
        }
    }

    /** The application was shown what the statement is like; its last execution is still the last one. */
    final <M> void described(Call<S, M> question, M shown) {
        try {
            String answer = Learned.ofDescription(shown);
            Call<S, String> again = vendors -> Learned.ofDescription(question.on(vendors));
            connection.session.journal(
                    new Execution<>((StatementCalls<S>) this, textOf(null), again, told(), answer),
                    (long) Execution.SIZE + takeFresh() + answer.length());
        } catch (SQLException e) {
            connection.session.refuseReplay(ReplayRefusal.NOT_NOTED, "what a statement is like");
        }
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

    final @Nullable ResultSet wrap(@Nullable ResultSet raw) {
        FailoverResultSet known = shown;
        if (raw == null || (known != null && known.delegate() == raw)) {
            return raw == null ? null : known;
        }
        return wrapped(raw, null);
    }

    private FailoverResultSet wrapped(ResultSet raw, @Nullable SeenRows seen) {
        FailoverResultSet wrapped = new FailoverResultSet(connection, (Statement) this, raw, lease(), seen);
        shown = wrapped;
        if (connection.session.losesTransactions() && isFetched(raw)) {
            lease().rowsMayCome();
            connection.session.fetches(lease());
        }
        return wrapped;
    }

    private static boolean isFetched(ResultSet raw) {
        try {
            return raw.getFetchSize() != 0;
        } catch (SQLException e) {
            return false; // It was closed meanwhile: nothing is still to come.
        }
    }

    /** This statement was met through its result. */
    final void showing(FailoverResultSet result) {
        shown = result;
    }
}
