/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.driver.internal.outcome;

import io.baton.topology.NodeAddress;
import java.sql.Connection;
import java.sql.SQLException;

/** How that by which the outcome of a COMMIT can be found out is got before it is sent. Thread-safe. */
interface CommitEvidence {

    /**
     * Asks the server, or tells it something, in the transaction.
     *
     * @param vendors the vendor's connection, with the transaction open
     * @param surelyWrites false when it is only known to have called functions, which may do anything
     * @throws SQLException the COMMIT must not be sent
     */
    PendingCommit secure(Connection vendors, NodeAddress node, boolean surelyWrites) throws SQLException;
}
