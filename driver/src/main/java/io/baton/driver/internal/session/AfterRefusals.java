/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.driver.internal.session;

import io.baton.driver.ReplayRefusal;
import io.baton.driver.internal.cluster.Cluster;
import io.baton.driver.internal.cluster.Lease;
import java.sql.SQLException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What the server's refusals leave of the transaction that the application is in. */
abstract class AfterRefusals extends OpenTransaction {

    private static final Logger LOG = LoggerFactory.getLogger(AfterRefusals.class);

    AfterRefusals(Cluster cluster) throws SQLException {
        super(cluster);
    }

    /**
     * The server has refused something. Where its errors do not say what became of the transaction it is asked: the same error
     * rolls back everything or nothing, depending on who raised it and on settings. What was rolled back must not be done again
     * with what comes after.
     */
    public final void askWhatIsLeft(SQLException refusal, Lease lease) {
        if (!cluster.dialect().errorsHideStatus()
                || !cluster.dialect().isServersRefusal(refusal)
                || lease != current()
                || isLost(lease, refusal)) {
            return;
        }
        try {
            cluster.dialect().askStatus(lease.vendors());
            fetched();
            takeMode();
        } catch (SQLException e) {
            refuseReplay(ReplayRefusal.NOT_NOTED, "nobody knows whether the server has rolled it back");
            return;
        }
        if (!isInTransaction(lease)) {
            boolean inPart = commits().mayHaveCommitted() && mayLoseTransaction();
            rolledBackByServer(() -> transactionEnded(false));
            if (inPart) {
                commits().mayCommitUnseen(); // The application knows of no end.
            }
        }
    }

    /**
     * After a refusal MariaDB's driver takes a transaction for open in auto-commit mode, too. Who believes it tells the application
     * that one was lost; so the server is asked, whose session is well.
     */
    public final void askWhetherOpen(Lease lease) {
        if (cluster.dialect().errorsHideStatus() && settings().autoCommit() && lease == current()) {
            try {
                cluster.dialect().askStatus(lease.vendors());
            } catch (SQLException e) {
                LOG.debug(
                        "[{}] {} did not say whether a transaction is open",
                        cluster.config().name(),
                        lease.node(),
                        e);
            }
        }
    }
}
