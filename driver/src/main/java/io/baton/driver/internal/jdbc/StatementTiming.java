/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.driver.internal.jdbc;

import io.baton.driver.internal.cluster.Lease;
import io.baton.driver.internal.session.Waiter;
import io.baton.driver.internal.sql.KnownText;
import io.baton.topology.time.Deadline;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.sql.SQLException;
import java.sql.Statement;
import org.jspecify.annotations.Nullable;

/**
 * How long a call of a statement may take, and how it is cancelled. The query timeout bounds the call as a whole: the wait
 * for a node, the statement, and the statement again on another node. The vendor's statement gets what is left of it.
 */
abstract class StatementTiming<S extends Statement> extends StatementSetters<S> implements Waiter {

    /** In {@link #state}: the call was cancelled while it waited. */
    private static final byte CANCELLED = 0x40;

    private static final byte ONE_WAIT = 1;
    private static final VarHandle STATE = stateField();

    private @Nullable QueryTimeout timeout;
    /**
     * How many waits the call is within, one in another, and whether it was cancelled in them: a cancel is either taken by the wait, or comes
     * when that is over and goes to the server, one of the two for certain.
     */
    @SuppressWarnings("UnusedVariable") // Written to through its handle.
    private volatile byte state;

    StatementTiming(FailoverConnection connection, KnownText known, Creation<S> creation, S delegate, Lease lease) {
        super(connection, known, creation, delegate, lease);
    }

    private static VarHandle stateField() {
        try {
            return MethodHandles.lookup().findVarHandle(StatementTiming.class, "state", byte.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
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
        if (isCancelled()) {
            STATE.getAndBitwiseAnd(this, (byte) ~CANCELLED);
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
        return isCancelled(state);
    }

    @Override
    public final void waitingBegins() {
        STATE.getAndAdd(this, ONE_WAIT);
    }

    @Override
    public final void waitingEnded() {
        STATE.getAndAdd(this, (byte) -ONE_WAIT);
    }

    /** From any thread. Ends a wait for a node, or reaches the node that the statement runs on now. */
    public void cancel() throws SQLException {
        if (isTakenByWait()) {
            connection.session.wakeWaiting();
        } else if (!isCancelled()) {
            connection.session.withoutWaitingForNode(() -> {
                delegate().cancel();
                return null;
            });
        }
    }

    private boolean isTakenByWait() {
        byte now = state;
        while (now > 0 && !isCancelled(now)) {
            byte met = (byte) STATE.compareAndExchange(this, now, (byte) (now | CANCELLED));
            if (met == now) {
                return true;
            }
            now = met;
        }
        return false;
    }

    private static boolean isCancelled(byte state) {
        return (state & CANCELLED) != 0;
    }
}
