/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.driver.internal.outcome;

import java.sql.SQLException;

/** The server did not take the entry of a transaction, which was rolled back for that: the ledger is insisted on. */
public final class EntryRefused extends SQLException {

    private static final long serialVersionUID = 1L;

    EntryRefused(SQLException refusal, String definition) {
        super(
                "baton.commitOutcome=ledger: the entry of a transaction could not be written, so it was rolled back: "
                        + refusal.getMessage() + ". The table is made by: " + definition,
                refusal.getSQLState(),
                refusal.getErrorCode(),
                refusal);
    }
}
