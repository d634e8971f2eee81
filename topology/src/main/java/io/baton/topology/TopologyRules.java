/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.topology;

import java.util.List;

/**
 * Who is the primary. Pure: a topology and one observation give the next topology, without sockets, clocks or state.
 *
 * <p>The rules, in the order in which they are applied:
 *
 * <ol>
 *   <li>Late evidence, of an older generation of the node, is dropped.
 *   <li>The observation changes what is known of its node: claim, epoch, health. A failure that the node itself gave
 *       takes it down at once; silence is counted. Silence counts at once when the standbys do not hear the node either, and
 *       far less when no node is heard at all: then it is this client that is cut off.
 *   <li>At the start, and after a time in which no node answered, nobody is the primary until every node was looked at,
 *       lest the first to answer is a superseded primary. A node that is full or refuses the login holds that up: it may
 *       be the primary.
 *   <li>The roles follow from claims and epochs, see {@link RoleRules}.
 * </ol>
 *
 * <p>Be quick to leave, slow to believe: giving up a live node costs a pause, believing a superseded one costs data.
 */
public final class TopologyRules {

    private final int missesUntilDown;
    private final int missesWhenCutOff;

    /**
     * How much silence it takes.
     *
     * @param missesUntilDown how many probes in a row must stay unanswered before a silent node counts as down
     * @param missesWhenCutOff how many while no other node is heard either; never fewer than the former
     */
    public TopologyRules(int missesUntilDown, int missesWhenCutOff) {
        this.missesUntilDown = missesUntilDown;
        this.missesWhenCutOff = Math.max(missesUntilDown, missesWhenCutOff);
    }

    /** The topology after the observation; the same instance when it changes nothing. */
    public Topology apply(Topology topology, Observation observation) {
        if (observation instanceof Observation.Listed listed) {
            return topology.listing(listed.address(), listed.source());
        }
        if (observation instanceof Observation.Named named) {
            List<Node> nodes = topology.nodes().stream()
                    .map(node -> node.address().equals(named.address()) ? node.acknowledged() : node)
                    .toList();
            return RoleRules.decide(
                    topology, topology.with(nodes, topology.accepted(), named.address()), named.address());
        }
        if (observation instanceof Observation.Unnamed unnamed) {
            boolean was = unnamed.address().equals(topology.named());
            return was
                    ? RoleRules.decide(
                            topology, topology.with(topology.nodes(), topology.accepted(), null), unnamed.address())
                    : topology;
        }
        if (observation instanceof Observation.Resolved resolved) {
            return topology.replacing(resolved.address(), resolved.records());
        }
        if (observation instanceof Observation.Added added) {
            return topology.adding(added.address(), added.why());
        }
        Node node = topology.node(observation.address());
        if (observation instanceof Observation.Gone) {
            return decide(topology, topology.nodesWithout(node.address()), node.address());
        }
        if (observation.generation() < node.generation()) {
            return topology;
        }
        if (observation instanceof Observation.Confirmed confirmed) {
            return Confirmation.of(topology, node, confirmed.source(), confirmed.insists());
        }
        Node told = tell(topology, node, observation);
        // A standby that does not hear a primary that answers us is no witness of its end.
        boolean alive = node.role() == Role.PRIMARY && observation instanceof Observation.Probed;
        List<Node> nodes = topology.nodes().stream()
                .map(n -> n.equals(node) ? told : alive ? n.noWitness() : n)
                .toList();
        return decide(topology, nodes, node.address());
    }

    private static Topology decide(Topology topology, List<Node> nodes, NodeAddress observed) {
        boolean allDown = nodes.stream().allMatch(node -> node.health() == Health.DOWN);
        List<Node> known = allDown ? nodes.stream().map(Node::toBeSurveyed).toList() : nodes;
        return RoleRules.decide(topology, topology.with(known, topology.accepted()), observed);
    }

    private Node tell(Topology topology, Node node, Observation observation) {
        if (observation instanceof Observation.Probed probed) {
            return node.answering(probed, topology);
        }
        if (observation instanceof Observation.Unreachable unreachable) {
            return missed(topology, node, unreachable.kind(), unreachable.why());
        }
        if (observation instanceof Observation.Suspected suspected && node.isUp()) {
            return node.suspected(node.misses(), node.failure(), suspected.why());
        }
        if (observation instanceof Observation.Held held) {
            return node.held(held.why());
        }
        if (observation instanceof Observation.Released) {
            return node.released();
        }
        boolean admits = observation instanceof Observation.LoggedIn;
        return admits && node.failure() != null && node.failure().needsPeople() ? node.toBeProbedAgain() : node;
    }

    private Node missed(Topology topology, Node node, FailureKind kind, String why) {
        if (kind == FailureKind.TOO_MANY_CONNECTIONS || kind == FailureKind.LOGIN_REFUSED) {
            return node.refusingProbes(kind, why);
        }
        int misses = node.misses() + 1;
        if (kind.isStrong()) {
            return node.down(kind, why);
        }
        if (isMissedByItsStandbys(topology, node)) {
            return node.down(kind, why + ", and no standby hears it");
        }
        if (misses >= (isNobodyHeard(topology, node) ? missesWhenCutOff : missesUntilDown)) {
            return node.down(kind, why);
        }
        return node.health() == Health.DOWN ? node.stillSilent(misses, kind, why) : node.suspected(misses, kind, why);
    }

    private static boolean isMissedByItsStandbys(Topology topology, Node node) {
        List<Node> standbys = topology.nodes().stream()
                .filter(other -> other.isUp() && other.claim() == Claim.STANDBY && !other.equals(node))
                .toList();
        return node.role() == Role.PRIMARY
                && !standbys.isEmpty()
                && standbys.stream().allMatch(standby -> standby.upstream() == Upstream.LOST);
    }

    /** A node that refuses is heard: its machine answers. */
    private static boolean isNobodyHeard(Topology topology, Node node) {
        return topology.nodes().stream()
                .filter(other -> !other.equals(node) && !Records.isSpare(topology, other))
                .allMatch(other -> !other.isUp() && other.failure() == FailureKind.TIMEOUT);
    }
}
