/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.topology;

import io.baton.topology.Epoch.Order;
import java.util.List;

/** What follows when somebody confirms that a node is the primary: the one way down for an epoch. Pure. */
final class Confirmation {

    private Confirmation() {}

    /**
     * Somebody who has it from elsewhere names this node as the primary. That counts against a higher epoch that nobody
     * shows any more: timelines were seen to be thrown away (Patroni 3.0, measured). A standby that hears nobody shows it for nobody:
     * it was promoted by mistake and is stuck there.
     */
    static Topology of(Topology topology, Node node, String source, boolean insists) {
        if (node.equals(Departed.soleWriterThatReturned(Aliases.without(topology)))) {
            Topology promoted = topology.with(node.with(Accession.promotedIn(topology)));
            return RoleRules.decide(topology, promoted, node.address());
        }
        Epoch epoch = node.epoch();
        boolean writes = node.isUp() && node.claim() == Claim.WRITABLE && topology.isSurveyed();
        if (!writes || epoch == null || topology.accepted() == null) {
            return topology;
        }
        // Never another cluster, whoever names it.
        boolean below = epoch.against(topology.accepted()) == Order.BELOW;
        boolean contradicted =
                Aliases.without(topology).nodes().stream().anyMatch(other -> contradicts(other, node, epoch, insists));
        if (!below || contradicted) {
            return topology;
        }
        List<Node> nodes = topology.nodes().stream()
                .map(other -> isAtMost(epoch, other) ? other : other.forgotten("thrown away, says " + source))
                .toList();
        Topology told = topology.with(nodes, epoch);
        return RoleRules.decideOn(epoch, topology, told, node.address());
    }

    private static boolean contradicts(Node other, Node confirmed, Epoch epoch, boolean insists) {
        if (other.health() == Health.DOWN || other.epoch() == null || other.equals(confirmed)) {
            return false;
        }
        Order order = other.epoch().against(epoch);
        boolean rival = order == Order.EQUAL && other.claim() == Claim.WRITABLE;
        boolean unheard = other.isStandbyThatHearsNobody() || (insists && other.claim() == Claim.WRITABLE);
        if (order == Order.ABOVE && unheard) {
            return false;
        }
        return rival || order == Order.ABOVE || order == Order.INCOMPARABLE;
    }

    private static boolean isAtMost(Epoch epoch, Node node) {
        Order order = node.epoch() == null ? Order.EQUAL : node.epoch().against(epoch);
        return order == Order.EQUAL || order == Order.BELOW;
    }
}
