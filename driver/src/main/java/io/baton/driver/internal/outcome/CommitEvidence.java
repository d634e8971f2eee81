/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.driver.internal.outcome;

import java.sql.Connection;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** How that by which the outcome of a COMMIT can be found out is got before it is sent, or along with it. Thread-safe. */
interface CommitEvidence {

    /**
     * Asks the server, or tells it something, in the transaction.
     *
     * @param vendors the vendor's connection, with the transaction open
     * @param surelyWrites false when it is only known to have called functions, which may do anything
     * @throws SQLException the COMMIT must not be sent
     */
    PendingCommit secure(Connection vendors, ServerAt at, boolean surelyWrites) throws SQLException;

    /**
     * What the next COMMIT can be found out by if it takes its evidence along. Asks nobody, and tells nobody yet.
     *
     * @param last what was secured on the same session before
     * @return null when the evidence takes a message of its own
     */
    default PendingCommit.@Nullable Named withCommit(Connection vendors, PendingCommit.Named last) throws SQLException {
        return null;
    }

    /**
     * Leaves that evidence and commits, in one message.
     *
     * @throws SQLException as of a COMMIT. No transaction is open any more, unless the connection broke
     */
    default Carried commit(Connection vendors, PendingCommit.Named with) throws SQLException {
        throw new UnsupportedOperationException(with.toString());
    }

    /** What became of a COMMIT and the evidence that it took along. */
    enum Carried {
        COMMITTED,
        /** The evidence was refused, and the transaction is as it was: its COMMIT is still due. */
        REFUSED
    }
}
