/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.lab;

import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A primary and its streaming standbys, running on this machine.
 *
 * <p>Nothing happens here by itself: when a test kills the primary, the cluster has none until the test promotes a
 * standby. {@link #close()} ends every server and deletes its files; should the JVM end before, that still happens.
 */
public final class PostgresCluster implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(PostgresCluster.class);

    private final Site site;
    private volatile PostgresNode primary;

    private PostgresCluster(Site site) {
        this.site = site;
        this.primary = site.nodes().get(0);
    }

    /** Starts a cluster; when this returns all standbys are streaming and n1 is the primary. */
    public static PostgresCluster start(ClusterShape shape) {
        long start = System.nanoTime();
        Site site = Site.create(shape.nodes());
        PostgresCluster cluster = new PostgresCluster(site);
        try {
            cluster.startPrimary(shape);
            cluster.startStandbys();
        } catch (SQLException | IOException | RuntimeException e) {
            LabException failure = new LabException("Cannot start " + shape + "\n" + cluster.primary.logTail(), e);
            try {
                cluster.close();
            } catch (LabException suppressed) {
                failure.addSuppressed(suppressed);
            }
            throw failure;
        }
        LOG.info("{} started in {} ms: {}", shape, since(start).toMillis(), cluster.hosts());
        return cluster;
    }

    private void startPrimary(ClusterShape shape) throws SQLException, IOException {
        primary.server().initialise(shape);
        primary.start();
    }

    private void startStandbys() throws SQLException, IOException {
        BaseBackup.take(primary, standbys());
        standbys().forEach(standby -> standby.server().launch());
        standbys().forEach(standby -> standby.server().awaitReady());
        standbys().forEach(standby -> Replication.awaitStreaming(standby, primary));
    }

    /** All nodes, always in the same order. */
    public List<PostgresNode> nodes() {
        return site.nodes();
    }

    /** The node at this place in {@link #nodes()}, from 0. */
    public PostgresNode node(int index) {
        return nodes().get(index);
    }

    /** The node that was last promoted, or n1: what the lab decided, whether it runs or not. */
    public PostgresNode primary() {
        return primary;
    }

    /** All nodes but the primary, whether they run or not. */
    public List<PostgresNode> standbys() {
        PostgresNode current = primary;
        return nodes().stream().filter(node -> node != current).toList();
    }

    /** The standby that has received most of the log, among those that run: the one to promote. */
    public PostgresNode mostAdvancedStandby() {
        return Replication.mostAdvanced(standbys());
    }

    /** All addresses in the order of {@link #nodes()}, as they go into a URL. */
    public String hosts() {
        return nodes().stream().map(node -> node.host() + ":" + node.port()).collect(Collectors.joining(","));
    }

    /**
     * Makes a standby the primary and returns when it is out of recovery. The old primary is left alone: if it still
     * runs there are now two. In a synchronous cluster a commit waits until a standby {@linkplain #follow follows}.
     */
    public Promotion promote(PostgresNode node) {
        long start = System.nanoTime();
        try (Connection connection = node.connectAsAdmin()) {
            // Looking ourselves is more exact than letting pg_promote wait, which looks only every 100 ms.
            Sql.execute(connection, "SELECT pg_promote(wait => false)");
            Await.until(
                    node + " is promoted",
                    Await.LIMIT,
                    () -> Sql.queryLong(connection, "SELECT pg_is_in_recovery()::int") == 0,
                    node::logTail);
            Duration took = since(start);
            primary = node;
            Promotion promotion = new Promotion(node, node.timeline(), took);
            LOG.info("{} promoted to timeline {} in {} ms", node.name(), promotion.timeline(), took.toMillis());
            return promotion;
        } catch (SQLException e) {
            throw new LabException("Cannot promote " + node + "\n" + node.logTail(), e);
        }
    }

    /**
     * Lets a running standby receive from another server, and returns when it does. The upstream may be a standby
     * itself, so that this can be done before a promotion. A standby that is ahead of its upstream cannot follow it;
     * let the less advanced one follow, or {@linkplain #rejoin rejoin}.
     */
    public void follow(PostgresNode standby, PostgresNode upstream) {
        try {
            standby.server().data().follow(upstream.port());
        } catch (IOException e) {
            throw new LabException("Cannot configure " + standby, e);
        }
        standby.server().reload();
        Replication.awaitStreaming(standby, upstream);
        LOG.info("{} follows {}", standby.name(), upstream.name());
    }

    /**
     * The quick way back for a former primary that was {@linkplain PostgresNode#stopFast stopped} in order while its standby
     * received: it has nothing that the new primary lacks, so it follows without a new copy.
     */
    public void returnAsStandby(PostgresNode stopped) {
        try {
            stopped.server().data().becomeStandby(primary.port());
        } catch (IOException e) {
            throw new LabException("Cannot configure " + stopped, e);
        }
        stopped.start();
        Replication.awaitStreaming(stopped, primary);
    }

    /** Waits until every standby shows all that was committed on the primary when this was called. */
    public void awaitReplayed() {
        try {
            Replication.awaitReplayed(standbys(), primary);
        } catch (SQLException e) {
            throw new LabException("Cannot ask " + primary + "\n" + primary.logTail(), e);
        }
    }

    /** Throws away what the node has, running or not, and brings it back as a standby of the primary. */
    public void rejoin(PostgresNode node) {
        if (node == primary) {
            throw new IllegalArgumentException(node + " is the primary");
        }
        long start = System.nanoTime();
        try {
            node.server().discard();
            BaseBackup.take(primary, List.of(node));
        } catch (SQLException | IOException e) {
            throw new LabException("Cannot copy " + primary + " to " + node + "\n" + primary.logTail(), e);
        }
        node.start();
        Replication.awaitStreaming(node, primary);
        LOG.info("{} rejoined in {} ms", node.name(), since(start).toMillis());
    }

    /** Ends every server at once and deletes all files. Calling it again does nothing. */
    @Override
    public void close() {
        site.close();
    }

    private static Duration since(long start) {
        return Duration.ofNanos(System.nanoTime() - start);
    }
}
