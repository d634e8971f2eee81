/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.driver.internal.jdbc;

import io.baton.driver.internal.cluster.Lease;
import io.baton.driver.internal.session.Waiter;
import io.baton.topology.time.Deadline;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How long a call of a statement may take, and how it is cancelled. The query timeout bounds the call as a whole: the wait
 * for a node, the statement, and the statement again on another node. The vendor's statement gets what is left of it.
 */
abstract class StatementTiming<S extends Statement> extends StatementLife<S> implements Waiter {

    private int timeoutSeconds;
    private boolean shortened;
    private @Nullable Deadline limit;
    private volatile boolean waits;
    private volatile boolean cancelled;

    StatementTiming(FailoverConnection connection, Call<Connection, S> creation, S delegate, Lease lease) {
        super(connection, creation, delegate, lease);
    }

    public void setQueryTimeout(int seconds) throws SQLException {
        delegate().setQueryTimeout(seconds);
        timeoutSeconds = seconds;
        shortened = false;
        memory().timeout(vendors -> vendors.setQueryTimeout(seconds));
    }

    public int getQueryTimeout() throws SQLException {
        int vendors = delegate().getQueryTimeout();
        return shortened ? timeoutSeconds : vendors;
    }

    /** Costs a look at a field where no timeout is set. */
    final void startClock() throws SQLException {
        if (timeoutSeconds > 0) {
            limit = Deadline.after(Duration.ofSeconds(timeoutSeconds));
            if (shortened) {
                shortened = false;
                delegate().setQueryTimeout(timeoutSeconds);
            }
        } else {
            limit = null;
        }
    }

    /** JDBC counts seconds: rounded up, so that nothing is cut off early. */
    final void limit(S vendors) throws SQLException {
        Deadline callLimit = limit;
        if (callLimit == null) {
            return;
        }
        int left = (int) Math.max(1, callLimit.remaining().plusMillis(999).toSeconds());
        if (left < timeoutSeconds) {
            shortened = true;
            vendors.setQueryTimeout(left);
        }
    }

    @Override
    public final @Nullable Deadline limit() {
        return limit;
    }

    @Override
    public final boolean isCancelled() {
        return cancelled;
    }

    @Override
    public final void waitingBegins() {
        cancelled = false;
        waits = true;
    }

    @Override
    public final void waitingEnded() {
        waits = false;
    }

    /** From any thread. Ends a wait for a node, or reaches the node that the statement runs on now. */
    public void cancel() throws SQLException {
        if (waits) {
            cancelled = true;
            connection.session.wakeWaiting();
        } else {
            connection.session.withoutWaitingForNode(() -> {
                delegate().cancel();
                return null;
            });
        }
    }
}
