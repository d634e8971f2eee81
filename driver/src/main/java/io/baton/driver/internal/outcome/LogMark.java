/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.driver.internal.outcome;

import io.baton.topology.GtidEpoch;
import io.baton.topology.history.PrimaryRun;

/** A point in the log of a server, behind something that was written there. */
public sealed interface LogMark {

    /**
     * Of one run of a server of PostgreSQL.
     *
     * @param position where the log ended then
     */
    record Position(long position, PrimaryRun at) implements LogMark {}

    /**
     * Of a server of MySQL or MariaDB.
     *
     * @param executed the transactions that it had executed
     */
    record Transactions(GtidEpoch executed) implements LogMark {}
}
