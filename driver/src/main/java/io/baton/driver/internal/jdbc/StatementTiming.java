/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.driver.internal.jdbc;

import io.baton.driver.internal.cluster.Lease;
import io.baton.driver.internal.session.Waiter;
import io.baton.driver.internal.sql.KnownText;
import io.baton.topology.time.Deadline;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.atomic.AtomicIntegerFieldUpdater;
import org.jspecify.annotations.Nullable;

/**
 * How long a call of a statement may take, and how it is cancelled. The query timeout bounds the call as a whole: the wait
 * for a node, the statement, and the statement again on another node. The vendor's statement gets what is left of it.
 */
abstract class StatementTiming<S extends Statement> extends StatementSetters<S> implements Waiter {

    private static final int RUNS = 0;
    private static final int WAITS = 1;
    private static final int CANCELLED = 2;

    @SuppressWarnings("rawtypes") // There are no updaters of generic classes.
    private static final AtomicIntegerFieldUpdater<StatementTiming> STATE =
            AtomicIntegerFieldUpdater.newUpdater(StatementTiming.class, "state");

    private @Nullable QueryTimeout timeout;
    /** A cancel is either taken by the wait, or comes when that is over and goes to the server: one of the two for certain. */
    private volatile int state = RUNS;
    /** Of the thread that makes the call. */
    private int waitsWithin;

    StatementTiming(FailoverConnection connection, KnownText known, Creation<S> creation, S delegate, Lease lease) {
        super(connection, known, creation, delegate, lease);
    }

    public void setQueryTimeout(int seconds) throws SQLException {
        delegate().setQueryTimeout(seconds);
        timeout = seconds > 0 ? new QueryTimeout(seconds) : null;
        others().timeout(vendors -> vendors.setQueryTimeout(seconds));
    }

    public int getQueryTimeout() throws SQLException {
        int vendors = delegate().getQueryTimeout();
        QueryTimeout ours = timeout;
        return ours != null && ours.isShortened() ? ours.seconds() : vendors;
    }

    /** Costs a look at a field where no timeout is set. */
    final void startClock() throws SQLException {
        forgetCancel();
        QueryTimeout ours = timeout;
        if (ours != null) {
            ours.start();
            if (ours.isShortened()) {
                ours.shortened(false);
                delegate().setQueryTimeout(ours.seconds());
            }
        }
    }

    /** A cancel of the call before is no cancel of this one. */
    final void forgetCancel() {
        if (state == CANCELLED) {
            state = RUNS;
        }
    }

    /** The vendor's statement gets what is left. */
    final void limit(S vendors) throws SQLException {
        QueryTimeout ours = timeout;
        int left = ours == null ? 0 : ours.left();
        if (ours != null && left < ours.seconds()) {
            ours.shortened(true);
            vendors.setQueryTimeout(left);
        }
    }

    @Override
    public final @Nullable Deadline limit() {
        return timeout == null ? null : timeout.limit();
    }

    @Override
    public final boolean isCancelled() {
        return state == CANCELLED;
    }

    @Override
    public final void waitingBegins() {
        if (waitsWithin++ == 0) {
            STATE.compareAndSet(this, RUNS, WAITS);
        }
    }

    @Override
    public final void waitingEnded() {
        if (--waitsWithin == 0) {
            STATE.compareAndSet(this, WAITS, RUNS);
        }
    }

    /** From any thread. Ends a wait for a node, or reaches the node that the statement runs on now. */
    public void cancel() throws SQLException {
        if (STATE.compareAndSet(this, WAITS, CANCELLED)) {
            connection.session.wakeWaiting();
        } else if (!isCancelled()) {
            connection.session.withoutWaitingForNode(() -> {
                delegate().cancel();
                return null;
            });
        }
    }
}
