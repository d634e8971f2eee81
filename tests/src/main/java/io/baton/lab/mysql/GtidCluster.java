/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.lab.mysql;

import io.baton.lab.LabException;
import java.util.List;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A primary and its replicas by GTID, of MariaDB or MySQL.
 *
 * <p>Nothing happens here by itself: when a test kills the primary, the cluster has none until the test promotes a
 * replica. {@link #close()} ends every server and deletes its files; should the JVM end before, that still happens.
 */
public final class GtidCluster implements AutoCloseable {

    /** Server ids are the numbers of the nodes, and this much more each time that a node begins anew. */
    static final int MOST_NODES = 10;

    private static final Logger LOG = LoggerFactory.getLogger(GtidCluster.class);

    private final GtidShape shape;
    private final GtidSite site;
    private volatile GtidNode primary;

    private GtidCluster(GtidShape shape, GtidSite site) {
        this.shape = shape;
        this.site = site;
        this.primary = site.nodes().get(0);
    }

    /** Starts a cluster; when this returns all replicas replicate and n1 is the primary. */
    public static GtidCluster start(GtidShape shape) {
        long start = System.nanoTime();
        GtidCluster cluster = new GtidCluster(shape, GtidSite.create(shape));
        try {
            cluster.nodes().parallelStream().forEach(GtidNode::launch);
            cluster.nodes().forEach(GtidNode::awaitReady);
            cluster.replicas().forEach(replica -> GtidReplication.follow(replica, cluster.primary, shape.semiSync()));
            cluster.primary.setReadOnly(false);
            cluster.primary.administer(shape.grants().stream()
                    .map(grant -> "GRANT " + grant + " TO app@'%'")
                    .toList());
            cluster.awaitReplicated();
        } catch (RuntimeException e) {
            LabException failure = new LabException("Cannot start " + shape + "\n" + cluster.primary.logTail(), e);
            try {
                cluster.close();
            } catch (LabException suppressed) {
                failure.addSuppressed(suppressed);
            }
            throw failure;
        }
        LOG.info("{} started in {} ms: {}", shape, millisSince(start), cluster.hosts());
        return cluster;
    }

    /** All nodes, always in the same order. */
    public List<GtidNode> nodes() {
        return site.nodes();
    }

    /** The node at this place in {@link #nodes()}, from 0. */
    public GtidNode node(int index) {
        return nodes().get(index);
    }

    /** The node that was last promoted, or n1: what the lab decided, whether it runs or not. */
    public GtidNode primary() {
        return primary;
    }

    /** All nodes but the primary, whether they run or not. */
    public List<GtidNode> replicas() {
        GtidNode current = primary;
        return nodes().stream().filter(node -> node != current).toList();
    }

    /** The replica that has received most, shown or not, among those that run: the one to promote. */
    public GtidNode mostAdvancedReplica() {
        return GtidReplication.mostAdvanced(replicas());
    }

    /** All addresses in the order of {@link #nodes()}, as they go into a URL. */
    public String hosts() {
        return nodes().stream().map(node -> node.host() + ":" + node.port()).collect(Collectors.joining(","));
    }

    /**
     * Makes a replica the primary: it receives nothing more, shows all that it has received, and takes writes when this
     * returns. The old primary is left alone: if it still runs there are now two. In a semi-synchronous cluster a commit
     * waits until a replica {@linkplain #follow follows}.
     */
    public void promote(GtidNode node) {
        long start = System.nanoTime();
        GtidReplication.drain(node);
        node.administer(node.dialect().forget());
        node.setReadOnly(false);
        primary = node;
        LOG.info("{} promoted in {} ms", node.name(), millisSince(start));
    }

    /**
     * Lets a replica take writes while it still has to show what it received, as somebody in a hurry would; its replication is
     * left as it is. {@link #forgetUpstream} afterwards makes it a primary like others.
     */
    public void promoteTooEarly(GtidNode node) {
        node.setReadOnly(false);
        primary = node;
        LOG.info("{} promoted too early", node.name());
    }

    /** Ends the node's replication; what it received and does not show is thrown away. */
    public void forgetUpstream(GtidNode node) {
        node.administer(node.dialect().forget());
    }

    /**
     * Lets a running server replicate from another, read-only, and returns when it does. The upstream may be a replica
     * itself, so that this can be done before a promotion. A server that has something which the upstream lacks cannot
     * follow it; let the less advanced one follow, or {@linkplain #rejoin rejoin}.
     */
    public void follow(GtidNode replica, GtidNode upstream) {
        GtidReplication.follow(replica, upstream, shape.semiSync());
        LOG.info("{} follows {}", replica.name(), upstream.name());
    }

    /** A planned change: the primary takes no more writes, the other shows everything and is promoted, all others follow. */
    public void switchOver(GtidNode successor) {
        GtidNode former = primary;
        former.setReadOnly(true);
        GtidReplication.awaitReplicated(List.of(successor), former);
        promote(successor);
        replicas().stream()
                .filter(node -> node.isRunning() && !node.isFrozen())
                .forEach(node -> follow(node, successor));
    }

    /**
     * The quick way back for a former primary that {@linkplain GtidNode#stopFast stopped} or died when its replicas had all
     * that it has: it follows on its own data, and was never writable in between.
     */
    public void returnAsReplica(GtidNode stopped) {
        stopped.launch();
        stopped.awaitReady();
        follow(stopped, primary);
    }

    /** Throws away what the node has, running or not, and brings it back as a replica that has all from the primary. */
    public void rejoin(GtidNode node) {
        if (node == primary) {
            throw new IllegalArgumentException(node + " is the primary");
        }
        long start = System.nanoTime();
        node.server().discard();
        node.launch();
        node.awaitReady();
        follow(node, primary);
        GtidReplication.awaitReplicated(List.of(node), primary);
        LOG.info("{} rejoined in {} ms", node.name(), millisSince(start));
    }

    /** Waits until every replica shows all that was committed on the primary when this was called. */
    public void awaitReplicated() {
        GtidReplication.awaitReplicated(replicas(), primary);
    }

    /** Waits until the replica has received, shown or not, all that was committed on the primary when this was called. */
    public void awaitReceived(GtidNode replica) {
        GtidReplication.awaitReceived(replica, primary);
    }

    /** Ends every server at once and deletes all files. Calling it again does nothing. */
    @Override
    public void close() {
        site.close().run();
    }

    private static long millisSince(long start) {
        return (System.nanoTime() - start) / 1_000_000;
    }
}
