/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.tests.network;

import io.baton.driver.internal.cluster.Cluster;
import io.baton.driver.internal.cluster.Clusters;
import io.baton.driver.internal.config.BatonUrl;
import io.baton.topology.Health;
import io.baton.topology.Node;
import io.baton.topology.NodeAddress;
import io.baton.topology.Topology;
import io.baton.topology.TopologyChange;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/** What Baton concludes about a cluster, and when; keeps the cluster alive meanwhile. Thread-safe. */
final class NetworkWatch implements AutoCloseable {

    private record Seen(long nanos, TopologyChange change) {}

    private final Cluster cluster;
    private final List<Seen> seen = new CopyOnWriteArrayList<>();

    NetworkWatch(String url) throws SQLException {
        cluster = Clusters.shared().join(BatonUrl.parse(url, new Properties()));
        cluster.keeper().addListener((change, topology) -> seen.add(new Seen(System.nanoTime(), change)));
    }

    Topology topology() {
        return cluster.topology();
    }

    /** The accepted primary, whether it answers or not. */
    NodeAddress accepted() {
        Node node = topology().primaryEvenIfDown();
        if (node == null) {
            throw new AssertionError(
                    "no primary was ever accepted: " + topology().describe());
        }
        return node.address();
    }

    boolean isDown(NodeAddress node) {
        return topology().node(node).health() == Health.DOWN;
    }

    /** How long after that moment the node was first in this state; null when it was not. */
    @Nullable
    Duration until(Health health, NodeAddress node, long moment) {
        for (Seen one : seen) {
            if (one.nanos >= moment
                    && one.change instanceof TopologyChange.NodeChanged changed
                    && changed.after().address().equals(node)
                    && changed.after().health() == health) {
                return Duration.ofNanos(one.nanos - moment);
            }
        }
        return null;
    }

    /** How often the role of primary went to another node, to none included, after the first time. */
    long changesOfPrimary() {
        return seen.stream()
                .filter(one -> one.change instanceof TopologyChange.PrimaryChanged changed && changed.from() != null)
                .count();
    }

    @Override
    public void close() {
        Clusters.shared().leave(cluster);
    }
}
