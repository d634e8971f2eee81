/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.driver.internal.cluster;

import io.baton.topology.Claim;
import io.baton.topology.Epoch;
import io.baton.topology.Node;
import io.baton.topology.NodeAddress;
import io.baton.topology.TimelineEpoch;
import io.baton.topology.Topology;
import io.baton.topology.TopologyKeeper;
import io.baton.topology.dialect.Dialect;
import io.baton.topology.dialect.Identity;
import io.baton.topology.history.ClusterHistory;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Compares the server that a login has led to with the one that the node's monitor is on. A virtual address, a service of
 * Kubernetes, a balancer and a name may lead to another server from one login to the next, and the monitor, which keeps its session,
 * learns of that here. Thread-safe.
 */
final class MetServers implements ServerCheck {

    /** Sessions of monitors have numbers above zero. */
    private static final AtomicLong NUMBERS = new AtomicLong();

    private final Dialect dialect;
    private final TopologyKeeper keeper;
    private final ClusterHistory history;

    MetServers(Dialect dialect, TopologyKeeper keeper, ClusterHistory history) {
        this.dialect = dialect;
        this.keeper = keeper;
        this.history = history;
    }

    @Override
    public String of(NodeAddress address, Connection fresh) throws SQLException {
        long asked = System.nanoTime();
        Identity met = dialect.identify(fresh);
        if (met.answer() != null) {
            history.met(address, NUMBERS.decrementAndGet(), asked, met.answer());
        }
        Topology topology = keeper.topology();
        Node node = topology.find(address).orElse(null);
        if (met.instance() == null) {
            return "";
        }
        if (node == null || node.instance() == null || met.instance().equals(node.instance())) {
            return met.instance();
        }
        if (isOfAStaleOne(topology, met)) {
            throw new LedElsewhere(address);
        }
        if (node.claim() == Claim.STANDBY && (met.standby() || isOfThePrimary(topology, met.instance()))) {
            history.sharedBySeveral(address);
            return met.instance();
        }
        history.ledElsewhere(address, met.instance());
        throw new LedElsewhere(address);
    }

    /** One of several standbys behind an address may follow a primary that is none any more. The node itself is well. */
    private static boolean isOfAStaleOne(Topology topology, Identity met) {
        return met.answer() != null
                && met.answer().epoch() instanceof TimelineEpoch timeline
                && topology.accepted() != null
                && timeline.against(topology.accepted()) != Epoch.Order.EQUAL
                && timeline.against(topology.accepted()) != Epoch.Order.ABOVE;
    }

    /** Several standbys may be behind one name that shares out readers. What else it leads to has to be the server in use. */
    private static boolean isOfThePrimary(Topology topology, String instance) {
        Node primary = topology.primary();
        return primary != null && instance.equals(primary.instance());
    }
}
