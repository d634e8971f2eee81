/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.driver.internal.recover;

import io.baton.driver.internal.cluster.Lease;
import io.baton.driver.internal.outcome.EntryRefused;
import io.baton.topology.dialect.Dialect;
import java.sql.SQLException;
import java.sql.Statement;

/** A refusal by a server whose session goes on, and which may have committed for all that. */
final class DoubtfulAnswer {

    private DoubtfulAnswer() {}

    /**
     * Whether it is one. To a COMMIT only what was judged proves that nothing is committed; what commits by itself fails at its own
     * work before it comes to that.
     */
    static boolean is(SQLException answer, InterruptedCall call, TransactionState state, Dialect dialect) {
        return switch (state) {
            case BEGINNING, OPEN -> dialect.mayHaveCommitted(answer) && !isStillOpen(call.lease(), dialect);
            case AUTOCOMMIT -> dialect.mayHaveCommitted(answer);
            case COMMITTING ->
                call.isCommit()
                        ? dialect.isServersRefusal(answer)
                                && !(answer instanceof EntryRefused)
                                && !dialect.provesNothingCommitted(answer)
                        : dialect.mayHaveCommitted(answer);
        };
    }

    /** With a failure no server says whether a transaction is open, and MariaDB's driver then takes one for open. */
    private static boolean isStillOpen(Lease lease, Dialect dialect) {
        try (Statement anything = lease.vendors().createStatement()) {
            anything.execute("SELECT 1");
            return dialect.inTransaction(lease.vendors());
        } catch (SQLException e) {
            return false;
        }
    }

    /** If the transaction is still open, it must not stand in the way of those who ask what became of it. */
    static boolean rollBack(Lease lease) {
        try (Statement statement = lease.vendors().createStatement()) {
            statement.execute("ROLLBACK");
            return true;
        } catch (SQLException e) {
            return false;
        }
    }
}
