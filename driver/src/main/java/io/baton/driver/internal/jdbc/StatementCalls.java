/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.driver.internal.jdbc;

import io.baton.driver.internal.recover.InterruptedCall;
import io.baton.driver.internal.recover.InterruptedCall.Nature;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** What the generated methods of a statement call: where a call runs, what is remembered, what happens on failure. */
abstract class StatementCalls<S extends Statement> extends StatementLife<S> {

    private final @Nullable String sql;

    /** @param sql the text of a prepared statement; null for a plain one */
    StatementCalls(FailoverConnection connection, @Nullable String sql, Call<Connection, S> creation)
            throws SQLException {
        super(connection, creation);
        this.sql = sql;
    }

    final SQLException failure(SQLException e) {
        return connection.recovery.explain(e, lease(), Nature.INQUIRY);
    }

    final S begin(@Nullable String text) throws SQLException {
        return delegateOn(connection.session.begin(text));
    }

    final <R extends @Nullable Object> R recover(SQLException e, @Nullable String text, Call<S, R> call)
            throws SQLException {
        return recover(e, text, Nature.STATEMENT, call);
    }

    private <R extends @Nullable Object> R recover(
            SQLException e, @Nullable String text, Nature nature, Call<S, R> call) throws SQLException {
        InterruptedCall interrupted = new InterruptedCall(lease(), textOf(text), nature, limit());
        return connection.recovery.recover(e, interrupted, () -> call.on(begin(text)));
    }

    private @Nullable String textOf(@Nullable String text) {
        if (text != null) {
            return text;
        }
        return sql != null ? sql : batchText();
    }

    private @Nullable Duration limit() throws SQLException {
        int seconds = isClosed() ? 0 : delegate().getQueryTimeout();
        return seconds == 0 ? null : Duration.ofSeconds(seconds);
    }

    /** Runs what was added, and forgets it whether that worked or not. */
    public final int[] executeBatch() throws SQLException {
        S current = begin(null);
        try {
            return current.executeBatch();
        } catch (SQLException e) {
            return recover(e, null, Nature.BATCH, Statement::executeBatch);
        } finally {
            batchDone();
        }
    }

    /** As {@link #executeBatch}, with counts that may exceed an {@code int}. */
    public final long[] executeLargeBatch() throws SQLException {
        S current = begin(null);
        try {
            return current.executeLargeBatch();
        } catch (SQLException e) {
            return recover(e, null, Nature.BATCH, Statement::executeLargeBatch);
        } finally {
            batchDone();
        }
    }

    final void configured(int attribute, Setting<S> setting) {
        memory().attribute(attribute, setting);
    }

    final void bind(int index, Setting<S> setting) {
        memory().parameter(index, setting);
    }

    final void bindOnce(int index) {
        memory().parameter(index, delegate -> refuseStream());
    }

    final void bind(String name, Setting<S> setting) {
        memory().other(name, setting);
    }

    final void bindOnce(String name) {
        memory().other(name, delegate -> refuseStream());
    }

    final void registered(Object key, Setting<S> setting) {
        memory().other("out " + key, setting);
    }

    /** The stream was read for the lost connection. Only the application can make another one. */
    private void refuseStream() throws SQLException {
        throw connection.session.loseTransaction(connection.session.current(), null);
    }

    @SuppressWarnings("NullAway") // A statement without a result has null for one, says JDBC.
    final ResultSet wrap(@Nullable ResultSet raw) {
        return raw == null ? null : new FailoverResultSet((Statement) this, raw, lease(), connection.recovery);
    }
}
