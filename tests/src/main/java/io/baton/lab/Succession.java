/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.lab;

import java.util.List;

/** What a cluster manager does when the primary is lost, and what an operator does afterwards. */
public final class Succession {

    private Succession() {}

    /**
     * Promotes the standby that has most of the log, with the others already following it. The primary is dead, stopped or
     * frozen by then; a synchronous standby that runs has all that was acknowledged, so nothing of that is lost.
     */
    public static PostgresNode replacePrimary(PostgresCluster cluster) {
        List<PostgresNode> able = cluster.standbys().stream()
                .filter(node -> node.isRunning() && !node.isFrozen())
                .toList();
        Replication.awaitDrained(able, !cluster.primary().isRunning());
        PostgresNode successor = Replication.mostAdvanced(able);
        for (PostgresNode standby : able) {
            if (standby != successor) {
                cluster.follow(standby, successor);
            }
        }
        cluster.promote(successor);
        return successor;
    }

    /** Makes a streaming standby of every node but the primary, anew where it is none. */
    public static void restoreStandbys(PostgresCluster cluster) {
        for (PostgresNode node : cluster.standbys()) {
            boolean streams = node.isRunning() && !node.isFrozen() && Replication.isStreaming(node, cluster.primary());
            if (!streams) {
                cluster.rejoin(node);
            }
        }
    }
}
