/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.topology.probe;

import io.baton.topology.NodeAddress;
import io.baton.topology.Observation;
import io.baton.topology.Topology;
import io.baton.topology.TopologyChange;
import io.baton.topology.TopologyKeeper;
import io.baton.topology.TopologyListener;
import java.net.InetAddress;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The names of a cluster's URL, and the nodes that follow from what they stand for. Looked up by the monitors; tells the keeper what
 * changes by it. Thread-safe.
 */
public final class Names implements TopologyListener {

    private static final Logger LOG = LoggerFactory.getLogger(Names.class);

    private final String cluster;
    private final TopologyKeeper keeper;
    private final boolean separable;
    private final Map<NodeAddress, NodeName> names = new ConcurrentHashMap<>();
    private final Map<NodeAddress, NameRecords> records = new ConcurrentHashMap<>();
    /** Held while a look-up is turned into observations, so that the newest one is the last. */
    private final ReentrantLock lock = new ReentrantLock();

    /** @param separable whether the vendor's driver can be made to connect to one address of a name */
    public Names(String cluster, TopologyKeeper keeper, boolean separable) {
        this.cluster = cluster;
        this.keeper = keeper;
        this.separable = separable;
    }

    /** The name by which the node is known in the URL. */
    NodeName of(NodeAddress node) {
        return names.computeIfAbsent(node.named(), name -> new NodeName(name, machines -> found(name, machines)));
    }

    /** Which address of its name the node is; null where the name is a node by itself and the vendor's driver chooses. */
    public @Nullable String recordOf(NodeAddress node) {
        NameRecords known = node.record() == null ? records.get(node) : null;
        return known == null ? node.record() : known.pin();
    }

    /** Whether other nodes have taken the place of the name. */
    boolean isSeveral(NodeAddress name) {
        return records.containsKey(name) && keeper.topology().find(name).isEmpty();
    }

    private void found(NodeAddress name, List<InetAddress> machines) {
        List<String> now =
                machines.stream().map(InetAddress::getHostAddress).distinct().toList();
        lock.lock();
        try {
            NameRecords known = records.computeIfAbsent(name, NameRecords::new);
            if (known.areStill(now)) {
                return;
            }
            if (separable && !of(name).isThisMachine()) {
                known.found(now, keeper.topology()).forEach(keeper::report);
            } else if (known.keep(now) && !separable) {
                LOG.warn(
                        "[{}] {} stands for {}, of which the vendor's driver is left to choose, since it was given sockets of the"
                                + " application's own or cannot load Baton's: Baton takes them for one node. Name the servers"
                                + " themselves in the URL, each by a name of its own",
                        cluster,
                        name.host(),
                        now);
            }
        } finally {
            lock.unlock();
        }
    }

    /** Takes out of the topology what is the same server as another address of its name, and puts it back when that one is lost. */
    @Override
    public void onChange(TopologyChange change, Topology current) {
        if (!(change instanceof TopologyChange.NodeChanged) && !(change instanceof TopologyChange.NodeGone)) {
            return;
        }
        lock.lock();
        try {
            for (NameRecords known : records.values()) {
                for (Observation observation : known.twins(keeper.topology())) {
                    LOG.debug("[{}] {}", cluster, observation);
                    keeper.report(observation);
                }
            }
        } finally {
            lock.unlock();
        }
    }
}
