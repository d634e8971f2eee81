/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.topology;

import io.baton.topology.Epoch.Order;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Who is the primary. Pure: a topology and one observation give the next topology, without sockets, clocks or state.
 *
 * <p>The rules, in the order in which they are applied:
 *
 * <ol>
 *   <li>Late evidence, of an older generation of the node, is dropped.
 *   <li>The observation changes what is known of its node: claim, epoch, health. A failure that the node itself gave
 *       takes it down at once; silence is counted.
 *   <li>At the start, and after a time in which no node answered, nobody is the primary until every node was looked at,
 *       lest the first to answer is a superseded primary. A node that is full or refuses the login holds that up: it may
 *       be the primary.
 *   <li>The highest epoch that any node of the cluster ever showed is the accepted one. It never goes down.
 *   <li>The primary is the one node that claims to be writable on the accepted epoch. If several do, nobody is. If none
 *       does, one that went silent keeps the role, so that a client that is cut off does not forget where it was.
 *   <li>Replicas are the standbys that follow the accepted epoch.
 * </ol>
 *
 * <p>Be quick to leave, slow to believe: giving up a live node costs a pause, believing a superseded one costs data.
 */
public final class TopologyRules {

    private final int missesUntilDown;

    /** @param missesUntilDown how many probes in a row must stay unanswered before a silent node counts as down */
    public TopologyRules(int missesUntilDown) {
        this.missesUntilDown = missesUntilDown;
    }

    /** The topology after the observation; the same instance when it changes nothing. */
    public Topology apply(Topology topology, Observation observation) {
        Node node = topology.node(observation.address());
        if (observation.generation() < node.generation()) {
            return topology;
        }
        Node told = tell(node, observation);
        List<Node> nodes =
                topology.nodes().stream().map(n -> n.equals(node) ? told : n).toList();
        if (nodes.stream().allMatch(n -> n.health() == Health.DOWN)) {
            nodes = nodes.stream().map(Node::toBeSurveyed).toList();
        }
        return decideRoles(topology, topology.with(nodes, topology.accepted()));
    }

    private Node tell(Node node, Observation observation) {
        if (observation instanceof Observation.Probed probed) {
            return node.answering(probed.claim(), probed.epoch());
        }
        if (observation instanceof Observation.Unreachable unreachable) {
            return missed(node, unreachable.kind(), unreachable.why());
        }
        if (observation instanceof Observation.LoggedIn) {
            return node.failure() != null && node.failure().needsPeople() ? node.toBeProbedAgain() : node;
        }
        Observation.Suspected suspected = (Observation.Suspected) observation;
        return node.isUp() ? node.suspected(node.misses(), node.failure(), suspected.why()) : node;
    }

    private Node missed(Node node, FailureKind kind, String why) {
        if (kind == FailureKind.TOO_MANY_CONNECTIONS || kind == FailureKind.LOGIN_REFUSED) {
            return node.refusingProbes(kind, why);
        }
        int misses = node.misses() + 1;
        if (kind.isStrong() || misses >= missesUntilDown) {
            return node.down(kind, why);
        }
        return node.health() == Health.DOWN ? node.stillSilent(misses, kind, why) : node.suspected(misses, kind, why);
    }

    private static Topology decideRoles(Topology before, Topology told) {
        boolean surveyed = told.isSurveyed();
        if (told.accepted() == null && !surveyed) {
            return told;
        }
        Epoch accepted = highestEpoch(told);
        if (accepted == null) {
            return told;
        }
        List<Node> candidates = told.nodes().stream()
                .filter(node -> surveyed && node.health() != Health.DOWN && claimsToWriteOn(accepted, node))
                .toList();
        List<Node> decided = told.nodes().stream()
                .map(node -> decideRole(node, accepted, candidates))
                .toList();
        return before.with(decided, accepted);
    }

    private static Node decideRole(Node node, Epoch accepted, List<Node> candidates) {
        Epoch epoch = node.epoch();
        if (epoch == null) {
            return node;
        }
        Order order = epoch.against(accepted);
        if (order == Order.INCOMPARABLE) {
            return node.as(Role.UNKNOWN, "belongs to another cluster");
        }
        if (order == Order.BELOW) {
            return node.as(Role.UNKNOWN, "superseded: still on " + epoch + ", the cluster is on " + accepted);
        }
        return switch (node.claim()) {
            case STANDBY -> node.as(Role.REPLICA, "follows " + accepted);
            case READ_ONLY -> node.as(Role.UNKNOWN, "neither in recovery nor writable");
            case WRITABLE -> decideWritable(node, accepted, candidates);
            case NONE -> node;
        };
    }

    private static Node decideWritable(Node node, Epoch accepted, List<Node> candidates) {
        if (candidates.isEmpty()) {
            return node;
        }
        if (candidates.size() > 1) {
            List<NodeAddress> rivals = candidates.stream().map(Node::address).toList();
            return node.as(Role.UNKNOWN, "ambiguous: " + rivals + " all accept writes on " + accepted);
        }
        if (candidates.contains(node)) {
            return node.as(Role.PRIMARY, "accepts writes on " + accepted);
        }
        NodeAddress successor = candidates.get(0).address();
        return node.as(Role.UNKNOWN, "silent while " + successor + " accepts writes on " + accepted);
    }

    private static boolean claimsToWriteOn(Epoch accepted, Node node) {
        return node.claim() == Claim.WRITABLE
                && node.epoch() != null
                && node.epoch().against(accepted) == Order.EQUAL;
    }

    /** The highest epoch of the accepted history, or of the history that most nodes share; null when that is a tie. */
    private static @Nullable Epoch highestEpoch(Topology topology) {
        Epoch highest = topology.accepted() != null ? topology.accepted() : epochOfMostNodes(topology);
        for (Node node : topology.nodes()) {
            if (highest != null && node.epoch() != null && node.epoch().against(highest) == Order.ABOVE) {
                highest = node.epoch();
            }
        }
        return highest;
    }

    private static @Nullable Epoch epochOfMostNodes(Topology topology) {
        Epoch best = null;
        long votesOfBest = 0;
        for (Node node : topology.nodes()) {
            Epoch epoch = node.epoch();
            if (epoch == null || (best != null && epoch.against(best) != Order.INCOMPARABLE)) {
                continue;
            }
            long votes = topology.nodes().stream()
                    .filter(other -> other.epoch() != null && other.epoch().against(epoch) != Order.INCOMPARABLE)
                    .count();
            if (votes >= votesOfBest) {
                best = votes == votesOfBest ? null : epoch;
                votesOfBest = votes;
            }
        }
        return best;
    }
}
