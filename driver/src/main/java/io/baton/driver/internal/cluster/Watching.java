/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.driver.internal.cluster;

import io.baton.driver.internal.config.ClusterConfig;
import io.baton.topology.NodeAddress;
import io.baton.topology.Topology;
import io.baton.topology.TopologyChange;
import io.baton.topology.TopologyKeeper;
import io.baton.topology.TopologyListener;
import io.baton.topology.history.ClusterHistory;
import io.baton.topology.probe.Names;
import io.baton.topology.probe.NodeConnector;
import io.baton.topology.probe.NodeMonitor;
import io.baton.topology.probe.ProbeFailures;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;

/** The monitors of a cluster, one for each node that there is. Thread-safe. */
final class Watching implements TopologyListener, AutoCloseable {

    private final ClusterConfig config;
    private final TopologyKeeper keeper;
    private final NodeConnector connector;
    private final ProbeFailures failures;
    private final ClusterHistory history;
    private final Names names;
    private final ReentrantLock lock = new ReentrantLock();
    private final Map<NodeAddress, NodeMonitor> monitors = new HashMap<>();
    private boolean closed;

    Watching(
            ClusterConfig config,
            TopologyKeeper keeper,
            NodeConnector connector,
            ProbeFailures failures,
            ClusterHistory history,
            Names names) {
        this.config = config;
        this.keeper = keeper;
        this.connector = connector;
        this.failures = failures;
        this.history = history;
        this.names = names;
    }

    void start() {
        config.nodes().forEach(this::watch);
    }

    @Override
    public void onChange(TopologyChange change, Topology current) {
        if (change instanceof TopologyChange.NodeListed listed) {
            watch(listed.node().address());
        } else if (change instanceof TopologyChange.NodeGone gone) {
            leave(gone.node().address());
        }
    }

    private void watch(NodeAddress node) {
        lock.lock();
        try {
            if (!closed && !monitors.containsKey(node)) {
                NodeMonitor monitor = new NodeMonitor(
                        node,
                        keeper,
                        connector,
                        config.dialect(),
                        config.options().probeSettings(),
                        failures,
                        history,
                        names);
                monitors.put(node, monitor);
                monitor.start();
            }
        } finally {
            lock.unlock();
        }
    }

    private void leave(NodeAddress node) {
        lock.lock();
        try {
            NodeMonitor monitor = monitors.remove(node);
            if (monitor != null) {
                monitor.close();
                failures.forget(node);
                history.left(node);
            }
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void close() {
        lock.lock();
        try {
            closed = true;
            monitors.values().forEach(NodeMonitor::close);
        } finally {
            lock.unlock();
        }
    }
}
