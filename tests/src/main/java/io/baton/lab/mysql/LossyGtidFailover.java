/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.lab.mysql;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * A failover of an asynchronous cluster in which it is known what gets lost: from a certain moment on nothing leaves the
 * primary, so that a commit which begins later is acknowledged and is not on the node that takes over.
 */
public final class LossyGtidFailover {

    private final GtidCluster cluster;

    private LossyGtidFailover(GtidCluster cluster) {
        this.cluster = cluster;
    }

    /**
     * Waits until the replicas have everything that was committed when this was called, and then lets them receive nothing
     * more. Applications work on undisturbed.
     */
    public static LossyGtidFailover begin(GtidCluster cluster) {
        cluster.awaitReplicated();
        cluster.replicas().forEach(GtidNode::stopReceiver);
        return new LossyGtidFailover(cluster);
    }

    /** Kills the primary, promotes the most advanced replica, lets the others follow it, and returns it. */
    public GtidNode failOver() {
        GtidNode former = cluster.primary();
        former.kill();
        GtidNode successor = cluster.mostAdvancedReplica();
        List<GtidNode> others = cluster.replicas().stream()
                .filter(node -> node != successor && node.isRunning() && !node.isFrozen())
                .toList();
        cluster.promote(successor);
        others.forEach(node -> cluster.follow(node, successor));
        return successor;
    }

    /** Those of the numbers that are in no row of the primary's table. */
    public SortedSet<Long> missing(String table, String column, Collection<Long> acknowledged) throws SQLException {
        SortedSet<Long> missing = new TreeSet<>(acknowledged);
        try (Connection connection = cluster.primary().connectAsAdmin();
                PreparedStatement select = connection.prepareStatement("SELECT " + column + " FROM " + table);
                ResultSet rows = select.executeQuery()) {
            while (rows.next()) {
                missing.remove(rows.getLong(1));
            }
        }
        return missing;
    }
}
