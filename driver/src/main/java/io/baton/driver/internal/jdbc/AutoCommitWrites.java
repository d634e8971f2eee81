/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.driver.internal.jdbc;

import io.baton.driver.internal.cluster.Lease;
import io.baton.driver.internal.recover.InterruptedCall;
import io.baton.driver.internal.session.LogicalSession;
import io.baton.driver.internal.sql.SqlText;
import io.baton.topology.time.Deadline;
import java.sql.SQLException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Runs the writes of auto-commit mode in transactions of Baton's own, one for each call: the application gets the result when it
 * is committed, and an interrupted COMMIT can be found out. One per connection.
 *
 * <p>Threads that share the connection take turns, for a rollback of one must not take the write of another with it.
 */
final class AutoCommitWrites {

    private final LogicalSession session;
    private final ConnectionTransactions transactions;
    private final ReentrantLock turn = new ReentrantLock();

    AutoCommitWrites(LogicalSession session, ConnectionTransactions transactions) {
        this.session = session;
        this.transactions = transactions;
    }

    /** Whether such a write is to be protected, and nothing else is open that it is a part of. */
    boolean areProtected(@Nullable String text, Lease lease) {
        return session.settings().autoCommit()
                && (session.isProtecting() || !session.isInTransaction(lease))
                && text != null
                && !SqlText.commitsByItself(text)
                && !InterruptedCall.isIdempotent(text);
    }

    /** Where the next call begins a transaction, or goes on with the one that this thread has begun for it. */
    Lease begin() throws SQLException {
        if (!turn.isHeldByCurrentThread()) {
            await(session.cluster().failoverDeadline());
        }
        try {
            while (true) {
                Lease lease = session.stand();
                try {
                    session.beginProtected(lease);
                    return lease;
                } catch (SQLException e) {
                    if (!session.isLost(lease)) {
                        throw e;
                    }
                    session.giveUp(lease, e);
                }
            }
        } catch (SQLException e) {
            end();
            throw e;
        }
    }

    private void await(Deadline deadline) throws SQLException {
        try {
            if (!turn.tryLock() && !turn.tryLock(deadline.remainingNanos(), TimeUnit.NANOSECONDS)) {
                throw new SQLException("another thread still writes on this connection", "55006");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new SQLException("interrupted while another thread writes on this connection", "57014", e);
        }
    }

    /** Whether this thread is in a transaction of ours. */
    boolean isOpen() {
        return session.isProtecting() && turn.isHeldByCurrentThread();
    }

    /** The call has its result. */
    void commit() throws SQLException {
        try {
            transactions.commitUntilDecided();
        } finally {
            end();
        }
    }

    /** The call failed, and the application is about to be told. */
    void rollback() throws SQLException {
        try {
            if (session.isProtecting()) {
                transactions.rollback();
            }
        } finally {
            end();
        }
    }

    private void end() {
        session.endProtected();
        turn.unlock();
    }
}
