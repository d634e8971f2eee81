/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.driver.internal.session;

import io.baton.driver.CommitOutcomeUnknown;
import io.baton.driver.TransactionLost;
import io.baton.driver.internal.cluster.Lease;
import io.baton.driver.internal.replay.ReplayRefused;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** In which words the loss of an open transaction is told. */
final class Losses {

    private Losses() {}

    static TransactionLost transaction(ReplayRefused refusal, boolean isProtecting) {
        return new TransactionLost(
                "the session was lost before the transaction was committed: nothing of it took effect. It could not be"
                        + " replayed on another node, because " + refusal.getMessage()
                        + (isProtecting ? ". Run it again" : ". Call rollback() and run it again")
                        + "; the connection is healthy.",
                refusal.reason(),
                refusal.getCause());
    }

    static CommitOutcomeUnknown partlyThere(String what, @Nullable SQLException cause) {
        return new CommitOutcomeUnknown(
                "the session was lost in a transaction of which a part may be there although it was rolled back: "
                        + what + ". Look in the database before you repeat it.",
                true,
                null,
                cause);
    }

    static CommitOutcomeUnknown partlyCommitted(Lease lease, @Nullable SQLException cause) {
        return new CommitOutcomeUnknown(
                lease.node()
                        + " was lost in a transaction of which a part may be committed: it called a procedure, or a"
                        + " definition in it has failed. Look in the database before you repeat it.",
                true,
                null,
                cause);
    }
}
