/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.driver.internal.outcome;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The ledger where somebody has made its table, and where the session can write to it: whatever keeps an entry out keeps no
 * transaction from being committed. Thread-safe.
 */
final class LedgerIfThere implements CommitEvidence {

    private static final Logger LOG = LoggerFactory.getLogger("io.baton.timeline");

    /** Somebody may make it while the application runs. */
    private static final Duration BETWEEN_LOOKS = Duration.ofMinutes(1);

    private final String cluster;
    private final MySqlLedger ledger;
    private volatile boolean told;
    /** By {@link System#nanoTime}; meaningless while it was never missing. */
    private volatile long lookAgain;

    private volatile boolean missing;

    LedgerIfThere(String cluster, MySqlLedger ledger) {
        this.cluster = cluster;
        this.ledger = ledger;
    }

    @Override
    public PendingCommit secure(Connection vendors, ServerAt at, boolean surelyWrites) throws SQLException {
        if (missing && System.nanoTime() - lookAgain < 0) {
            return PendingCommit.UNASKED;
        }
        try {
            PendingCommit pending = ledger.write(vendors, at, surelyWrites);
            missing = false;
            return pending;
        } catch (SQLException e) {
            if (!ledger.isStillOpen(vendors, e)) {
                throw e;
            }
            noteRefused(e);
            return PendingCommit.UNASKED; // Unlike PostgreSQL's, the transaction goes on after a failed statement.
        }
    }

    /** What was secured before shows that the table was there. */
    @Override
    public PendingCommit.@Nullable Named withCommit(Connection vendors, PendingCommit.Named last) throws SQLException {
        return ledger.withCommit(vendors, last);
    }

    @Override
    public Carried commit(Connection vendors, PendingCommit.Named with) throws SQLException {
        try {
            return ledger.insertAndCommit(vendors, with);
        } catch (SQLException e) {
            if (!ledger.isStillOpen(vendors, e)) {
                throw e;
            }
            noteRefused(e);
            return Carried.REFUSED;
        }
    }

    private void noteRefused(SQLException e) {
        if (MySqlLedger.isMissing(e)) {
            lookAgain = System.nanoTime() + BETWEEN_LOOKS.toNanos();
            missing = true;
        }
        tellOnce(e);
    }

    private void tellOnce(SQLException e) {
        if (!told) {
            told = true;
            LOG.warn(
                    "[{}] the outcome of a commit could not be found out, for the ledger took no entry ({}); it is made by: {}",
                    cluster,
                    e.getMessage(),
                    ledger.definition());
        }
    }
}
