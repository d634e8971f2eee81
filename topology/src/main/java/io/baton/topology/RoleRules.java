/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.topology;

import io.baton.topology.Epoch.Growth;
import io.baton.topology.Epoch.Order;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * From claims and epochs to roles. Pure.
 *
 * <ol>
 *   <li>The highest epoch that any node of the cluster ever showed is the accepted one, see {@link AcceptedEpoch}. It goes
 *       down only when somebody who knows better confirms a primary below it, and no node contradicts.
 *   <li>The primary is the one node that claims to be writable on the accepted epoch. If several do, nobody is. If none
 *       does, one that went silent keeps the role, so that a client that is cut off does not forget where it was.
 *   <li>Among peers, all of which accept writes, the primary is the one that it was, else the first in the order of the URL.
 *   <li>Where positions prove little, what was seen of the nodes before decides who counts, see {@link WriterRules}.
 *   <li>Replicas are the standbys that follow the accepted epoch, and the other peers.
 *   <li>What a member says that lost the majority of its group counts for nothing.
 *   <li>A server that answers at several addresses is used at one of them and counts once, see {@link Aliases}.
 * </ol>
 */
final class RoleRules {

    private final Topology told;
    private final NodeAddress observed;
    private final Epoch accepted;
    private final List<Node> candidates;

    private RoleRules(Topology told, NodeAddress observed, Epoch accepted) {
        this.told = told;
        this.observed = observed;
        this.accepted = accepted;
        this.candidates = told.nodes().stream()
                .filter(node -> told.isSurveyed() && node.health() != Health.DOWN && isCandidate(node))
                .toList();
    }

    /** The roles after one node was observed. */
    static Topology decide(Topology before, Topology answered, NodeAddress observed) {
        if (answered.accepted() == null && !answered.isSurveyed()) {
            return answered;
        }
        boolean mayBe = answered.accepted() == null || isByWriting(answered.accepted());
        List<Node> departed = mayBe ? Departed.after(before, answered.nodes()) : List.of();
        Topology servers = Aliases.without(answered).with(departed);
        Topology told = mayBe ? WriterRules.withProven(servers) : servers;
        Epoch accepted = AcceptedEpoch.of(before, told);
        List<Node> decided = accepted == null ? told.nodes() : new RoleRules(told, observed, accepted).decideAll();
        List<Node> nodes = Aliases.and(decided, answered.nodes());
        return before.with(nodes, accepted, answered.named(), Departed.decided(departed, decided));
    }

    /** The roles when another epoch is the accepted one. */
    static Topology decideOn(Epoch epoch, Topology before, Topology told, NodeAddress observed) {
        List<Node> decided = new RoleRules(Aliases.without(told), observed, epoch).decideAll();
        return before.with(Aliases.and(decided, told.nodes()), epoch, told.named());
    }

    private List<Node> decideAll() {
        List<Node> decided = told.nodes().stream().map(this::decideRole).toList();
        return isByWriting() ? WriterRules.supersede(decided) : decided;
    }

    private boolean isByWriting() {
        return isByWriting(accepted);
    }

    private static boolean isByWriting(@Nullable Epoch epoch) {
        return epoch != null && epoch.growth() == Growth.BY_WRITING;
    }

    private boolean isCandidate(Node node) {
        if (node.epoch() == null || !node.claim().acceptsWrites()) {
            return false;
        }
        if (isByWriting()) {
            return WriterRules.isCandidate(told, node, accepted);
        }
        return node.epoch().against(accepted) == Order.EQUAL && unconfirmedBeside(node) == null;
    }

    /** The node that a provider names as the primary though this one was promoted since; null when nobody does. */
    private @Nullable Node unconfirmedBeside(Node node) {
        Node named = told.named() == null ? null : told.find(told.named()).orElse(null);
        boolean later = named != null
                && named.epoch() != null
                && node.epoch() != null
                && accepted.growth() == Growth.BY_PROMOTION
                && node.epoch().against(named.epoch()) == Order.ABOVE;
        return later ? named : null;
    }

    private Node decideRole(Node node) {
        Epoch epoch = node.epoch();
        if (epoch == null) {
            return node;
        }
        if (node.claim() == Claim.MINORITY) {
            return node.as(Role.UNKNOWN, "has lost the majority of its group");
        }
        if (node.isDismissed(accepted)) {
            return node.as(Role.UNKNOWN, "on " + epoch + ", which the cluster has left: clone it anew");
        }
        Node unconfirmed = node.claim() == Claim.WRITABLE ? unconfirmedBeside(node) : null;
        if (unconfirmed != null) {
            return node.as(
                    Role.UNKNOWN,
                    "was promoted to " + epoch + ", which is not confirmed: " + unconfirmed.address()
                            + " is still named as the primary. Writes wait");
        }
        if (isByWriting() && node.accession().isSuperseded()) {
            return node.as(
                    Role.UNKNOWN, "superseded: another was the primary when it came back, and it was not demoted");
        }
        if (isByWriting() && !candidates.contains(node) && node.health() != Health.DOWN) {
            String doubt = Doubts.of(told, node);
            if (doubt != null) {
                return node.as(Role.UNKNOWN, doubt);
            }
        }
        Order order = epoch.against(accepted);
        if (order != Order.EQUAL && !isOfNoAccount(node, order)) {
            return decideApart(node, epoch, order);
        }
        return switch (node.claim()) {
            case STANDBY -> node.as(Role.REPLICA, "follows " + accepted);
            case READ_ONLY -> node.as(Role.UNKNOWN, "neither in recovery nor writable");
            case WRITABLE, UNPROTECTED -> decideWritable(node);
            case PEER -> decidePeer(node);
            case NONE, MINORITY -> node;
        };
    }

    /** A standby's transactions are behind its primary's, or ahead of what was last seen of it. */
    private boolean isOfNoAccount(Node node, Order order) {
        return isByWriting()
                && node.claim() == Claim.STANDBY
                && (order != Order.INCOMPARABLE || WriterRules.isAheadInParts(told, node, accepted));
    }

    private Node decideApart(Node node, Epoch epoch, Order order) {
        if (candidates.contains(node) && (order == Order.ABOVE || candidates.size() > 1)) {
            return decideWritable(node);
        }
        if (order == Order.INCOMPARABLE) {
            String apart = isByWriting()
                    ? "has transactions that the cluster does not have"
                    : Strangers.describe(epoch, accepted);
            return node.as(Role.UNKNOWN, apart);
        }
        if (isAwaited(node)) {
            // It was not asked since: by now it may be as high.
            boolean inUse = node.isUp() && node.role() != Role.UNKNOWN;
            String why = "has not confirmed " + accepted + " yet";
            return inUse ? node.suspected(node.misses(), node.failure(), why) : node;
        }
        return node.as(
                Role.UNKNOWN, "superseded: still on " + epoch + ", the cluster is on " + accepted + whoShowsIt(node));
    }

    /** For people: who is in the way of a node that accepts writes, if nobody writes there. */
    private String whoShowsIt(Node superseded) {
        if (isByWriting() || superseded.claim() != Claim.WRITABLE || !candidates.isEmpty()) {
            return "";
        }
        return told.nodes().stream()
                .filter(node ->
                        node.isUp() && node.epoch() != null && node.epoch().against(accepted) == Order.EQUAL)
                .findFirst()
                .map(node -> ". " + node.address()
                        + " shows that and does not accept writes: promote it, or clone it anew if"
                        + " it was promoted by mistake")
                .orElse("");
    }

    /** Whether what it showed may be out of date; not so for a primary when another node claims to be the only one. */
    private boolean isAwaited(Node node) {
        boolean notAsked =
                accepted.growth() == Growth.BY_MEMBERSHIP && !node.address().equals(observed);
        boolean replaced = node.role() == Role.PRIMARY
                && candidates.stream().anyMatch(candidate -> candidate.claim() == Claim.WRITABLE);
        return notAsked && !replaced;
    }

    private Node decideWritable(Node node) {
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

    private Node decidePeer(Node node) {
        Node writer = writerAmongPeers();
        if (writer == null) {
            return node;
        }
        return node.address().equals(writer.address())
                ? node.as(Role.PRIMARY, "the peer that takes the writes on " + accepted)
                : node.as(Role.REPLICA, "a peer of " + writer.address() + " on " + accepted);
    }

    /** Who has the writes keeps them, also while it was not asked since the view changed. */
    private @Nullable Node writerAmongPeers() {
        Node holder = told.primaryEvenIfDown();
        if (holder != null && holder.health() != Health.DOWN && (candidates.contains(holder) || isBehind(holder))) {
            return holder;
        }
        Node first = null;
        for (Node candidate : candidates) {
            if (first == null || (candidate.isUp() && !first.isUp())) {
                first = candidate;
            }
        }
        return first;
    }

    private boolean isBehind(Node peer) {
        return peer.claim() == Claim.PEER
                && peer.epoch() != null
                && peer.epoch().against(accepted) == Order.BELOW
                && isAwaited(peer);
    }
}
