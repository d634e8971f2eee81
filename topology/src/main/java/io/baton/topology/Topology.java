/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.topology;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The cluster as known at one moment: an immutable snapshot that answers questions and never acts.
 *
 * @param version raised with every change, so that "has anything changed?" is one comparison
 * @param nodes in the order of the URL, then those that were hinted at later
 * @param accepted the highest epoch seen; null until the first node answered
 * @param named the node that a provider names as the primary now; null when there is no provider, or it does not name any
 * @param departed servers that accepted writes and are behind none of the addresses any more, as they were then
 */
public record Topology(
        long version,
        List<Node> nodes,
        @Nullable Epoch accepted,
        @Nullable NodeAddress named,
        List<Node> departed) {

    public Topology {
        nodes = List.copyOf(nodes);
        departed = List.copyOf(departed);
    }

    Topology(long version, List<Node> nodes, @Nullable Epoch accepted) {
        this(version, nodes, accepted, null, List.of());
    }

    /** A cluster of which only the addresses are known. */
    public static Topology of(List<NodeAddress> seeds) {
        return new Topology(0, seeds.stream().map(Node::unobserved).toList(), null);
    }

    /** The node that accepts writes now; null during an outage, and until every node was looked at after one. */
    public @Nullable Node primary() {
        Node holder = primaryEvenIfDown();
        return holder != null && holder.isUp() && isSurveyed() ? holder : null;
    }

    /** The last accepted primary, whether it answers or not; null when none is accepted. */
    public @Nullable Node primaryEvenIfDown() {
        for (Node node : nodes) {
            if (node.role() == Role.PRIMARY) {
                return node;
            }
        }
        return null;
    }

    /** The replicas that can serve reads now, in the order of the URL. */
    public List<Node> replicas() {
        return nodes.stream()
                .filter(node -> node.role() == Role.REPLICA && node.isUp())
                .toList();
    }

    /** The node at that address; one that is down and whose sessions are dead when the cluster has no such node any more. */
    public Node node(NodeAddress address) {
        Node node = nodeOrNull(address);
        return node == null ? Node.gone(address) : node;
    }

    /** The node at that address, if it is known. */
    public Optional<Node> find(NodeAddress address) {
        return Optional.ofNullable(nodeOrNull(address));
    }

    private @Nullable Node nodeOrNull(NodeAddress address) {
        for (Node node : nodes) {
            if (node.address().equals(address)) {
                return node;
            }
        }
        return null;
    }

    /** Whether the address leads to a server that is used at another one. */
    public boolean isAlias(NodeAddress address) {
        return find(address)
                .filter(node -> Aliases.usedInsteadOf(node, nodes) != null)
                .isPresent();
    }

    /**
     * Whether every node was looked at since the first of them answered. Until then nobody is the primary: the first one
     * to answer may be a superseded one.
     */
    public boolean isSurveyed() {
        return nodes.stream().allMatch(node -> node.surveyed() || Records.isSpare(this, node));
    }

    /**
     * With one more node, unless it is known. It does not hold up the survey: a wrong hint must not take the primary away.
     */
    Topology listing(NodeAddress address, String source) {
        if (find(address).isPresent()) {
            return this;
        }
        List<Node> more = new ArrayList<>(nodes);
        more.add(Node.hinted(address, source));
        return with(more, accepted);
    }

    /** With one more address of a name of the URL. It does not hold up the survey either. */
    Topology adding(NodeAddress address, String why) {
        if (find(address).isPresent()) {
            return this;
        }
        List<Node> more = new ArrayList<>(nodes);
        more.add(Node.listed(address, why, version + 1)); // No node ever had that generation.
        return with(more, accepted);
    }

    /** With several nodes in the place of a name that never answered. */
    Topology replacing(NodeAddress name, List<NodeAddress> records) {
        List<Node> more = nodes.stream()
                .flatMap(node -> node.address().equals(name) ? records.stream().map(Node::unobserved) : Stream.of(node))
                .toList();
        return with(more, accepted);
    }

    List<Node> nodesWithout(NodeAddress address) {
        return nodes.stream().filter(node -> !node.address().equals(address)).toList();
    }

    /** With that node as it is now. */
    Topology with(Node changed) {
        List<Node> newNodes = nodes.stream()
                .map(node -> node.address().equals(changed.address()) ? changed : node)
                .toList();
        return with(newNodes, accepted);
    }

    /** The next version with these nodes and this epoch; this very topology when nothing differs. */
    Topology with(List<Node> newNodes, @Nullable Epoch newAccepted) {
        return with(newNodes, newAccepted, named);
    }

    /** The same, with another node, or none, that is named as the primary. */
    Topology with(List<Node> newNodes, @Nullable Epoch newAccepted, @Nullable NodeAddress newNamed) {
        return with(newNodes, newAccepted, newNamed, departed);
    }

    Topology with(List<Node> newDeparted) {
        return with(nodes, accepted, named, newDeparted);
    }

    /** The same, with others that have departed. */
    Topology with(
            List<Node> newNodes, @Nullable Epoch newAccepted, @Nullable NodeAddress newNamed, List<Node> newDeparted) {
        boolean same = newNodes.equals(nodes)
                && Objects.equals(newAccepted, accepted)
                && Objects.equals(newNamed, named)
                && newDeparted.equals(departed);
        return same ? this : new Topology(version + 1, newNodes, newAccepted, newNamed, newDeparted);
    }

    /**
     * Why no time helps as long as nobody changes the servers or the URL: servers of a kind that is not covered, or of two clusters
     * of which none has the majority. Null when there is no such reason.
     */
    public @Nullable String refusal() {
        return Strangers.refusal(this);
    }

    /** One line per node, for errors and logs. */
    public String describe() {
        return nodes.stream().map(Node::toString).collect(Collectors.joining("; "));
    }
}
