/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.topology;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Several addresses of one server: a virtual address beside the server's own, a name for the primary beside one for all. The server
 * is used at one of them, and counts once in every rule. Pure.
 */
final class Aliases {

    private Aliases() {}

    /** The other address at which the node's server is used; null when it is used at this one. */
    static @Nullable Node usedInsteadOf(Node node, List<Node> nodes) {
        Node used = node;
        for (Node other : nodes) {
            if (other.isTheSameServerAs(node) && other.health() != Health.DOWN && outranks(other, used, nodes)) {
                used = other;
            }
        }
        return used.address().equals(node.address()) ? null : used;
    }

    /** It stays where it has a role, so that an alias that comes or goes ends no sessions; else the order of the URL decides. */
    private static boolean outranks(Node node, Node other, List<Node> nodes) {
        if (other.health() == Health.DOWN) {
            return true;
        }
        int order = Integer.compare(rank(node), rank(other));
        return order > 0 || (order == 0 && nodes.indexOf(node) < nodes.indexOf(other));
    }

    private static int rank(Node node) {
        return switch (node.role()) {
            case PRIMARY -> 2;
            case REPLICA -> 1;
            case UNKNOWN -> 0;
        };
    }

    /** The cluster with each server once. */
    static Topology without(Topology topology) {
        List<Node> all = topology.nodes();
        List<Node> servers =
                all.stream().filter(node -> usedInsteadOf(node, all) == null).toList();
        return servers.size() == all.size()
                ? topology
                : topology.with(servers, topology.accepted(), usedAddress(topology.named(), all));
    }

    private static @Nullable NodeAddress usedAddress(@Nullable NodeAddress named, List<Node> all) {
        return all.stream()
                .filter(node -> node.address().equals(named))
                .findFirst()
                .map(node -> usedInsteadOf(node, all))
                .map(Node::address)
                .orElse(named);
    }

    /** The servers as decided, and their other addresses out of use. */
    static List<Node> and(List<Node> decided, List<Node> all) {
        return all.stream().map(node -> decidedOf(node, decided, all)).toList();
    }

    private static Node decidedOf(Node node, List<Node> decided, List<Node> all) {
        Node used = usedInsteadOf(node, all);
        if (used != null) {
            return node.as(Role.UNKNOWN, "the same server as " + used.address());
        }
        return decided.stream()
                .filter(other -> other.address().equals(node.address()))
                .findFirst()
                .orElse(node);
    }
}
