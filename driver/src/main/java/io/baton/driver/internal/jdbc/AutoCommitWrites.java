/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.driver.internal.jdbc;

import io.baton.driver.internal.cluster.Lease;
import io.baton.driver.internal.recover.InterruptedCall;
import io.baton.driver.internal.session.LogicalSession;
import io.baton.driver.internal.sql.SqlText;
import io.baton.topology.time.Deadline;
import java.sql.SQLException;
import java.sql.Statement;
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
    /** Who has the turn, and what was set aside of it. */
    private @Nullable Statement fetching;

    private int fetchSize;
    /** What the server has refused to run in a transaction, while it is run outside of one. */
    private volatile @Nullable Statement leftAlone;

    AutoCommitWrites(LogicalSession session, ConnectionTransactions transactions) {
        this.session = session;
        this.transactions = transactions;
    }

    /** Whether such a write is to be protected, and nothing else is open that it is a part of. */
    boolean areProtected(Statement statement, @Nullable String text, Lease lease) {
        return statement != leftAlone
                && session.settings().autoCommit()
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

    /** Rows that are fetched in parts would be gone with the transaction. */
    void fetchAtOnce(Statement statement) throws SQLException {
        int usual = statement.getFetchSize();
        if (usual > 0) {
            statement.setFetchSize(0);
            fetching = statement;
            fetchSize = usual;
        }
    }

    /** Runs its next executions as they are; null when no more. */
    void leaveAlone(@Nullable Statement statement) {
        leftAlone = statement;
    }

    /** Whether it is this thread that is in a transaction of ours, if there is one. */
    boolean isOpen() {
        return turn.isHeldByCurrentThread();
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

    private void end() throws SQLException {
        session.endProtected();
        Statement statement = fetching;
        fetching = null;
        turn.unlock();
        if (statement != null) {
            statement.setFetchSize(fetchSize);
        }
    }
}
