/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.tests.detection;

import io.baton.lab.Await;
import io.baton.lab.PostgresCluster;
import io.baton.lab.PostgresNode;
import io.baton.topology.Health;
import io.baton.topology.Node;
import io.baton.topology.NodeAddress;
import io.baton.topology.Topology;
import io.baton.topology.TopologyKeeper;
import io.baton.topology.TopologyRules;
import io.baton.topology.dialect.PostgresDialect;
import io.baton.topology.history.ClusterHistory;
import io.baton.topology.probe.NodeMonitor;
import io.baton.topology.probe.ProbeFailures;
import io.baton.topology.probe.ProbePace;
import io.baton.topology.probe.ProbeSettings;
import io.baton.topology.time.Deadline;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Properties;
import java.util.function.Predicate;

/** The monitors of a cluster with the default options, and what they come to think of it. */
final class Watch implements AutoCloseable {

    private static final Duration LIMIT = Await.LIMIT;

    private final PostgresDialect dialect = new PostgresDialect();
    private final TopologyKeeper keeper;
    private final List<NodeMonitor> monitors;

    Watch(PostgresCluster cluster) {
        List<NodeAddress> nodes = cluster.nodes().stream().map(Watch::address).toList();
        ProbePace pace = new ProbePace(
                Duration.ofSeconds(1),
                Duration.ofSeconds(5),
                Duration.ofHours(1),
                Duration.ofMillis(50),
                Duration.ofMillis(4));
        ProbeSettings settings =
                new ProbeSettings(pace, Duration.ofMillis(750), Duration.ofMillis(150), Duration.ofSeconds(5));
        keeper = new TopologyKeeper("watch", Topology.of(nodes), new TopologyRules(3, 12));
        ProbeFailures failures = new ProbeFailures();
        ClusterHistory history = new ClusterHistory();
        monitors = nodes.stream()
                .map(node -> new NodeMonitor(node, keeper, this::open, dialect, settings, failures, history))
                .toList();
        monitors.forEach(NodeMonitor::start);
    }

    private Connection open(NodeAddress node, Duration timeout) throws SQLException {
        Properties properties = new Properties();
        properties.putAll(dialect.connectBounds(timeout));
        properties.put("user", "app");
        properties.put("password", "app");
        return DriverManager.getConnection(dialect.nodeUrl(node, "/app"), properties);
    }

    static NodeAddress address(PostgresNode node) {
        return new NodeAddress(node.host(), node.port());
    }

    boolean isWell() {
        Topology topology = keeper.topology();
        return topology.primary() != null
                && topology.replicas().size() == topology.nodes().size() - 1;
    }

    /** Milliseconds since then until the node is in doubt, or worse. */
    double leftAfter(PostgresNode node, long since) throws InterruptedException {
        return after(since, topology -> !topology.node(address(node)).isUp() || topology.primary() == null);
    }

    double downAfter(PostgresNode node, long since) throws InterruptedException {
        return after(since, topology -> topology.node(address(node)).health() == Health.DOWN);
    }

    double primaryAfter(PostgresNode node, long since) throws InterruptedException {
        return after(since, topology -> {
            Node primary = topology.primary();
            return primary != null && primary.address().equals(address(node));
        });
    }

    /** Nothing is to be concluded meanwhile. */
    void requireWellFor(Duration time) throws InterruptedException {
        Topology last = keeper.await(topology -> topology.primary() == null, Deadline.after(time));
        if (last.primary() == null) {
            throw new IllegalStateException("in doubt without a reason: " + last.describe());
        }
    }

    private double after(long since, Predicate<Topology> condition) throws InterruptedException {
        Topology reached = keeper.await(condition, Deadline.after(LIMIT));
        if (!condition.test(reached)) {
            throw new IllegalStateException("not within " + LIMIT + ": " + reached.describe());
        }
        return (System.nanoTime() - since) / 1e6;
    }

    @Override
    public void close() {
        monitors.forEach(NodeMonitor::close);
        keeper.close();
    }
}
