/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.driver.internal.outcome;

import io.baton.topology.dialect.Dialect;
import java.sql.Connection;
import java.sql.SQLException;

/** The end of a transaction that a server refused to commit together with its entry. */
final class RolledBack {

    private RolledBack() {}

    /** Rolls back, if it was the server that refused and the session goes on, and gives the refusal back. */
    static SQLException because(SQLException refusal, Connection vendors, Dialect dialect) {
        if (dialect.isServersRefusal(refusal) && !dialect.isBreak(refusal)) {
            try {
                dialect.rollBack(vendors);
            } catch (SQLException e) {
                refusal.addSuppressed(e);
            }
        }
        return refusal;
    }
}
