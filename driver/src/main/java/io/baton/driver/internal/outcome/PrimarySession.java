/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.driver.internal.outcome;

import io.baton.topology.NodeAddress;
import io.baton.topology.time.Deadline;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.function.BooleanSupplier;

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
         * @param givenUp whether nobody waits for it any more
         * @throws SQLException when there is no primary before the deadline
         */
        PrimarySession open(Deadline deadline, BooleanSupplier givenUp) throws SQLException;
    }
}
