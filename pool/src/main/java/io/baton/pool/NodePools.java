/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.pool;

import com.zaxxer.hikari.HikariPoolMXBean;
import io.baton.driver.internal.cluster.Cluster;
import io.baton.driver.internal.cluster.ConnectionSource;
import io.baton.driver.internal.cluster.NodeInDoubt;
import io.baton.driver.internal.cluster.PhysicalConnection;
import io.baton.driver.internal.queue.Ticket;
import io.baton.topology.NodeAddress;
import io.baton.topology.Topology;
import io.baton.topology.TopologyChange;
import io.baton.topology.TopologyListener;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** The pools of a cluster, one per node. Thread-safe once started. */
final class NodePools implements ConnectionSource {

    private final PoolSettings settings;
    private final Map<NodeAddress, NodePool> pools = new ConcurrentHashMap<>();
    private volatile @Nullable Cluster cluster;

    NodePools(PoolSettings settings) {
        this.settings = settings;
    }

    /** Fills the pools in the background and follows the cluster from now on. */
    void start(Cluster cluster) {
        this.cluster = cluster;
        cluster.keeper().topology().nodes().forEach(node -> pool(node.address()));
        Executor aborter = cluster.aborter();
        TopologyListener listener = (change, current) -> changed(change, aborter);
        cluster.keeper().addListener(listener);
        pools.values().forEach(pool -> pool.nodeChanged(false, aborter)); // What came before the listener.
    }

    private void changed(TopologyChange change, Executor aborter) {
        if (change instanceof TopologyChange.NodeChanged changed) {
            pool(changed.after().address()).nodeChanged(changed.endsSessions(), aborter);
            pools.values().forEach(NodePool::clusterChanged);
        } else if (change instanceof TopologyChange.NodeGone gone) {
            NodePool pool = pools.remove(gone.node().address());
            if (pool != null) {
                aborter.execute(pool::close); // That may take a while, and others want to hear of the change.
            }
        }
    }

    private NodePool pool(NodeAddress node) {
        Cluster started = Objects.requireNonNull(cluster);
        return pools.computeIfAbsent(
                node, any -> new NodePool(any, started.config(), settings, started.vendor(), started.keeper()));
    }

    @Override
    public PhysicalConnection open(NodeAddress node, Ticket ticket, BooleanSupplier useless) throws SQLException {
        Topology topology = Objects.requireNonNull(cluster).keeper().topology();
        if (topology.find(node).isEmpty()) {
            throw new NodeInDoubt("no pool is kept for it", topology.node(node));
        }
        return pool(node).open(ticket, useless);
    }

    /** Each pool makes one connection after the other. */
    @Override
    public boolean limitsConnects() {
        return true;
    }

    Map<NodeAddress, HikariPoolMXBean> statistics() {
        Map<NodeAddress, HikariPoolMXBean> statistics = new LinkedHashMap<>();
        pools.forEach((node, pool) -> statistics.put(node, pool.statistics()));
        return statistics;
    }

    @Override
    public void close() {
        pools.values().forEach(NodePool::close);
    }
}
