/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.driver.internal.outcome;

import io.baton.driver.internal.queue.Ticket;
import io.baton.topology.NodeAddress;
import java.sql.Connection;
import java.sql.SQLException;

/** A session of its own on the accepted primary, to ask it something. */
public interface PrimarySession extends AutoCloseable {

    NodeAddress node();

    /** In auto-commit mode. */
    Connection jdbc();

    @Override
    void close() throws SQLException;

    /** Where they come from. */
    @FunctionalInterface
    interface Source {
        /**
         * Opens one.
         *
         * @throws SQLException when there is no primary before the ticket's deadline, or it was given up
         */
        PrimarySession open(Ticket ticket) throws SQLException;
    }
}
