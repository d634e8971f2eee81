/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.topology;

import io.baton.topology.Epoch.Order;
import java.time.Duration;
import java.util.List;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A mistaken promotion that was undone leaves a standby on a timeline on which nobody writes and which nobody follows, while the
 * primary goes on below; one that was cloned anew leaves nothing but what is remembered of it. When every node answers, and all of them have said the same for a while, that primary counts: what could
 * contradict it would have answered. So does a server that a virtual address has been moved back to, once it is the only one to ask.
 * Confined to whoever holds the keeper's lock.
 */
final class Stalemate {

    private static final Logger LOG = LoggerFactory.getLogger(Stalemate.class);

    /** Longer than a server is between two roles while somebody changes them, shorter than calls wait. */
    static final Duration BOUND = Duration.ofSeconds(10);

    private final String cluster;
    private final LongSupplier clock;
    /**
     * What is seen for less long does not count: a standby tries to receive now and then, and seems to hear its primary until that refuses
     * it; a slow answer puts a node in doubt.
     */
    private static final Duration FLICKER = Duration.ofSeconds(3);

    private @Nullable NodeAddress writer;
    private long since;
    private long lastSeen;

    Stalemate(String cluster, LongSupplier clock) {
        this.cluster = cluster;
        this.clock = clock;
    }

    /** What follows from it when it has lasted; null as long as nothing does. */
    Observation.@Nullable Confirmed after(Topology topology) {
        Node now = soleWriter(Aliases.without(topology));
        long time = clock.getAsLong();
        if (now == null) {
            boolean over = topology.primary() != null || time - lastSeen > FLICKER.toNanos();
            writer = over ? null : writer;
            return null;
        }
        lastSeen = time;
        if (!now.address().equals(writer)) {
            writer = now.address();
            since = time;
            LOG.warn("[{}] no primary: {}", cluster, describe(topology, now));
        }
        boolean lasted = time - since >= BOUND.toNanos();
        return lasted ? new Observation.Confirmed(now.address(), now.generation(), "every node") : null;
    }

    private static @Nullable Node soleWriter(Topology topology) {
        Node returned = Departed.soleWriterThatReturned(topology);
        return returned == null ? soleWriterBelow(topology) : returned;
    }

    private static String describe(Topology topology, Node now) {
        if (now.epoch() instanceof GtidEpoch) {
            return "%s leads to a server again that another one had succeeded, and it has got nothing from that one. It is the primary if that"
                            .formatted(now.address())
                    + " lasts for %d s. Name the servers themselves in the URL, so that both can be asked"
                            .formatted(BOUND.toSeconds());
        }
        String stuck = topology.nodes().stream()
                .filter(node -> isStuckAbove(node, now))
                .map(node -> node.address() + " shows " + node.epoch())
                .collect(Collectors.joining(", "));
        return "%s, and nobody accepts writes there. %s accepts writes on %s: it is the primary if that lasts for %d s. Clone anew"
                        .formatted(
                                stuck.isEmpty() ? "the cluster was on " + topology.accepted() : stuck,
                                now.address(),
                                now.epoch(),
                                BOUND.toSeconds())
                + " what was promoted by mistake, or promote what is right";
    }

    /** The only node that accepts writes, below the accepted epoch, with no fewer on its side than are stuck above. */
    static @Nullable Node soleWriterBelow(Topology topology) {
        List<Node> nodes = topology.nodes().stream()
                .filter(node -> !Records.isSpare(topology, node))
                .toList();
        List<Node> writers =
                nodes.stream().filter(node -> node.claim() == Claim.WRITABLE).toList();
        boolean allAnswer = topology.isSurveyed() && nodes.stream().allMatch(Node::isUp);
        if (!allAnswer || writers.size() != 1 || !isBelowAccepted(topology, writers.get(0))) {
            return null;
        }
        Node writer = writers.get(0);
        boolean named = topology.named() == null || topology.named().equals(writer.address());
        long stuck = nodes.stream().filter(node -> isStuckAbove(node, writer)).count();
        long followers =
                nodes.stream().filter(node -> isOnItsSide(node, writer)).count();
        boolean everybody = stuck + followers + 1 == nodes.size();
        return named && everybody && stuck <= followers + 1 ? writer : null;
    }

    private static boolean isBelowAccepted(Topology topology, Node writer) {
        return topology.accepted() instanceof TimelineEpoch accepted
                && writer.epoch() != null
                && writer.epoch().against(accepted) == Order.BELOW;
    }

    private static boolean isStuckAbove(Node node, Node writer) {
        return node.isStandbyThatHearsNobody() && order(node, writer) == Order.ABOVE;
    }

    private static boolean isOnItsSide(Node node, Node writer) {
        return node.claim() == Claim.STANDBY && order(node, writer) == Order.EQUAL;
    }

    private static Order order(Node node, Node other) {
        return node.epoch() == null || other.epoch() == null
                ? Order.INCOMPARABLE
                : node.epoch().against(other.epoch());
    }
}
