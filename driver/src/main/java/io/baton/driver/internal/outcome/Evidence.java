/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.driver.internal.outcome;

import io.baton.topology.NodeAddress;
import io.baton.topology.history.ClusterHistory;
import io.baton.topology.history.PrimaryRun;
import io.baton.topology.history.Promotion;
import java.util.Collection;

/**
 * What was seen of the servers since a COMMIT was sent.
 *
 * @param durable up to where the log of the commit's run was seen on disk
 * @param promotions all that were seen
 */
record Evidence(long durable, Collection<Promotion> promotions, Restarts restarts) {

    /** Which servers may be one. */
    @FunctionalInterface
    interface Restarts {
        /** Whether the server that was met at that address may be the one that answers now, started again since. */
        boolean mayBe(NodeAddress node, long started, PrimaryRun now);
    }

    static Evidence of(ClusterHistory history, PrimaryRun then) {
        return new Evidence(history.durable(then.run()), history.promotions(), history::mayBeStartedAgain);
    }
}
