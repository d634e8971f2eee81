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
import org.jspecify.annotations.Nullable;

/** Which cluster and timeline a primary's run belongs to. Thread-safe. */
final class EpochOfRun {

    private final Dialect dialect;
    private final ClusterHistory history;
    private volatile @Nullable PrimaryRun latest;

    EpochOfRun(Dialect dialect, ClusterHistory history) {
        this.dialect = dialect;
        this.history = history;
    }

    /**
     * A primary stays on its timeline as long as it runs, and its monitor has mostly asked already. Commits of one run share what is
     * known of it, since thousands of them are remembered.
     */
    PrimaryRun at(NodeAddress node, ServerRun run, Connection vendors) throws SQLException {
        PrimaryRun known = latest;
        if (known != null && known.run().equals(run) && known.node().equals(node)) {
            return known;
        }
        PrimaryRun met = new PrimaryRun(node, run, epochOf(node, run, vendors));
        latest = met;
        return met;
    }

    private TimelineEpoch epochOf(NodeAddress node, ServerRun run, Connection vendors) throws SQLException {
        Sighting seen = history.latest(node);
        return seen != null && !seen.log().inRecovery() && seen.run().equals(run)
                ? seen.epoch()
                : (TimelineEpoch) dialect.ask(vendors).epoch();
    }
}
