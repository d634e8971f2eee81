/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.lab.mysql;

import java.util.List;

/** What a cluster manager does when the primary is lost, and what an operator does afterwards. */
public final class GtidSuccession {

    private GtidSuccession() {}

    /**
     * Promotes the replica that has received most, and lets the others follow it. The primary is dead, stopped or frozen by
     * then; where commits wait for a replica, nothing is lost that was acknowledged. When this returns that goes for the next
     * loss as well: the others have what until then the promoted one alone had received.
     */
    public static GtidNode replacePrimary(GtidCluster cluster) {
        GtidNode successor = cluster.mostAdvancedReplica();
        List<GtidNode> others = cluster.replicas().stream()
                .filter(node -> node != successor && node.isRunning() && !node.isFrozen())
                .toList();
        cluster.promote(successor);
        others.forEach(node -> cluster.follow(node, successor));
        GtidReplication.awaitReplicated(others, successor);
        return successor;
    }

    /** Makes a replica of every node but the primary, anew where it is none. */
    public static void restoreReplicas(GtidCluster cluster) {
        for (GtidNode node : cluster.replicas()) {
            if (node.isRunning() && !node.isFrozen() && GtidReplication.isToFollow(node, cluster.primary())) {
                GtidReplication.awaitFollowing(node, cluster.primary());
                GtidReplication.awaitReplicated(List.of(node), cluster.primary());
            } else {
                cluster.rejoin(node);
            }
        }
    }
}
