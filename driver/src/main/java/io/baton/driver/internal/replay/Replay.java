/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.driver.internal.replay;

import io.baton.driver.ReplayRefusal;
import io.baton.driver.internal.cluster.Lease;
import io.baton.driver.internal.outcome.LogMarks;
import io.baton.topology.dialect.Dialect;
import io.baton.topology.time.Deadline;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.function.BooleanSupplier;

/** Does a transaction again, call by call, in another session, and compares. Nothing is committed here. */
public final class Replay {

    /** Transactions that are replayed at the same time may stand in each other's way as the originals did not. */
    private static final int ATTEMPTS = 3;

    private final Dialect dialect;
    private final LogMarks marks;

    public Replay(Dialect dialect, LogMarks marks) {
        this.dialect = dialect;
        this.marks = marks;
    }

    /** Done before each attempt. */
    @FunctionalInterface
    public interface Preparation {
        void prepare(Connection session) throws SQLException;
    }

    /** As {@link #run(Journal, Lease, Deadline, BooleanSupplier, Preparation)} where nothing is to be prepared. */
    public void run(Journal journal, Lease lease, Deadline deadline, BooleanSupplier cancelled)
            throws SQLException, ReplayRefused {
        run(journal, lease, deadline, cancelled, session -> {});
    }

    /**
     * Leaves the lease's session in the middle of the same transaction.
     *
     * @throws ReplayRefused when it would be another one; what was done of it is still open
     * @throws SQLException when the lease was lost
     */
    public void run(Journal journal, Lease lease, Deadline deadline, BooleanSupplier cancelled, Preparation preparation)
            throws SQLException, ReplayRefused {
        for (int attempt = 1; ; attempt++) {
            Replaying replaying = new Replaying(lease, dialect, marks);
            forgetGenerated(lease);
            preparation.prepare(lease.jdbc());
            try {
                runOnce(journal, replaying, deadline, cancelled);
                return;
            } catch (ReplayRefused e) {
                if (attempt == ATTEMPTS || !isConflict(e) || replaying.isTainted()) {
                    throw e;
                }
                dialect.rollBack(lease.jdbc());
            }
        }
    }

    /** What the session has generated for others before, or for an attempt that failed, is not what this transaction did. */
    private void forgetGenerated(Lease lease) throws SQLException {
        dialect.forgetGenerated(lease.jdbc());
        if (!lease.jdbc().getAutoCommit()) {
            lease.jdbc().rollback(); // The replay begins with the transaction's own first statement.
        }
    }

    private static void runOnce(Journal journal, Replaying replaying, Deadline deadline, BooleanSupplier cancelled)
            throws SQLException, ReplayRefused {
        for (JournalEntry entry : journal.entries()) {
            if (cancelled.getAsBoolean()) {
                throw new ReplayRefused(ReplayRefusal.CANCELLED, "");
            }
            if (deadline.hasPassed()) {
                throw new ReplayRefused(ReplayRefusal.OUT_OF_TIME, "");
            }
            entry.replay(replaying);
        }
        replaying.complete();
    }

    private boolean isConflict(ReplayRefused refused) {
        return refused.getCause() instanceof SQLException cause && dialect.isConflict(cause);
    }
}
