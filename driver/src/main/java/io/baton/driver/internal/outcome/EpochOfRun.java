/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.driver.internal.outcome;

import io.baton.topology.NodeAddress;
import io.baton.topology.TimelineEpoch;
import io.baton.topology.dialect.Dialect;
import io.baton.topology.history.ClusterHistory;
import io.baton.topology.history.PrimaryRun;
import io.baton.topology.history.ServerRun;
import io.baton.topology.history.Sighting;
import java.sql.Connection;
import java.sql.SQLException;

/** Which cluster and timeline a primary's run belongs to. Thread-safe. */
final class EpochOfRun {

    private final Dialect dialect;
    private final ClusterHistory history;

    EpochOfRun(Dialect dialect, ClusterHistory history) {
        this.dialect = dialect;
        this.history = history;
    }

    /** A primary stays on its timeline as long as it runs, and its monitor has mostly asked already. */
    PrimaryRun at(NodeAddress node, ServerRun run, Connection vendors) throws SQLException {
        Sighting seen = history.latest(node);
        if (seen != null && !seen.log().inRecovery() && seen.run().equals(run)) {
            return new PrimaryRun(node, run, seen.epoch());
        }
        return new PrimaryRun(node, run, (TimelineEpoch) dialect.ask(vendors).epoch());
    }
}
