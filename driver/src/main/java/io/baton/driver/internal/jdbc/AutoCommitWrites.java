/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.driver.internal.jdbc;

import io.baton.driver.internal.cluster.Lease;
import io.baton.driver.internal.recover.InterruptedCall;
import io.baton.driver.internal.session.LogicalSession;
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
    /** The statement of the one who has the turn, if its fetch size was set aside. */
    private @Nullable Statement fetching;

    private int fetchSize;
    /** Whether what the one who has the turn has written is committed. */
    private boolean committed;

    AutoCommitWrites(LogicalSession session, ConnectionTransactions transactions) {
        this.session = session;
        this.transactions = transactions;
    }

    /** Whether a write of that text is to be protected. */
    boolean protect(@Nullable String text) {
        session.settleEffects(); // A text may have switched auto-commit off.
        return session.settings().autoCommit()
                && !session.isClosed()
                && text != null
                && !session.grammar().commitsByItself(text)
                && !InterruptedCall.isIdempotent(text);
    }

    /**
     * Waits for the turn. Whoever gets it must {@link #end}.
     *
     * @return false when a transaction is open that the call is a part of: one that was begun by text
     */
    boolean takeTurn() throws SQLException {
        await(session.cluster().failoverDeadline());
        if (session.isInTransaction(session.current())) {
            turn.unlock();
            return false;
        }
        committed = false;
        return true;
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

    boolean isMyTurn() {
        return turn.isHeldByCurrentThread();
    }

    /** Where the next call begins a transaction, or goes on with the one that was begun for it. */
    Lease begin() throws SQLException {
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

    /** The call has its result. */
    void commit() throws SQLException {
        transactions.commitUntilDecided();
        committed = true;
    }

    /** Rolls back what is not committed, for whatever reason, and lets the next one write. Must not hide that reason. */
    void end() {
        try {
            if (session.isProtecting()) {
                rollBack();
                session.endProtected(committed);
            }
            restoreFetchSize();
        } finally {
            turn.unlock();
        }
    }

    /** Nothing is open when it was committed, or its session was lost. */
    private void rollBack() {
        try {
            transactions.rollback();
        } catch (SQLException e) {
            session.giveUp(session.current(), e); // Nobody knows what it has open.
        }
    }

    private void restoreFetchSize() {
        Statement statement = fetching;
        fetching = null;
        try {
            if (statement != null) {
                statement.setFetchSize(fetchSize);
            }
        } catch (SQLException e) {
            // It was closed meanwhile, and will not fetch any more.
        }
    }
}
