/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.driver.internal.cluster;

import io.baton.topology.Node;
import io.baton.topology.Topology;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Which nodes may serve an intent, best first. Pure. */
public final class RoutePolicy {

    private RoutePolicy() {}

    /**
     * The nodes to try, in order.
     *
     * @param turn counts up from call to call, so that replicas are taken in turn
     * @return empty when no node can serve it now
     */
    public static List<Node> plan(Topology topology, Intent intent, int turn) {
        Node primary = topology.primary();
        List<Node> primaries = primary == null ? List.of() : List.of(primary);
        if (intent == Intent.WRITE) {
            return primaries;
        }
        List<Node> replicas = new ArrayList<>(topology.replicas());
        if (!replicas.isEmpty()) {
            Collections.rotate(replicas, -Math.floorMod(turn, replicas.size()));
        }
        List<Node> plan = new ArrayList<>(intent == Intent.READ ? replicas : primaries);
        plan.addAll(intent == Intent.READ ? primaries : replicas);
        return plan;
    }

    /** Whether any node can serve the intent now. */
    public static boolean serves(Topology topology, Intent intent) {
        return !plan(topology, intent, 0).isEmpty();
    }

    /** Whether the node may go on serving the intent, though another one might be taken today. */
    public static boolean stillServes(Topology topology, Intent intent, Node node) {
        List<Node> plan = plan(topology, intent, 0);
        boolean stillThere = plan.stream().anyMatch(planned -> planned.address().equals(node.address()));
        boolean spilled = intent == Intent.READ && plan.size() > 1 && node.equals(topology.primary());
        return stillThere && !spilled;
    }
}
