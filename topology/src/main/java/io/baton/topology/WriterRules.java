/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.topology;

import io.baton.topology.Epoch.Order;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Who of several that accept writes counts, where the epoch grows by writing: a position does not tell a lagging successor
 * from a stale primary. What was seen of the nodes before does, see {@link Accession}, and whether they replicate, see {@link
 * Doubts}. Pure.
 */
final class WriterRules {

    private WriterRules() {}

    /**
     * The nodes that accept writes, less those that were superseded, or went silent before another was promoted, or of which it is
     * doubtful that anybody has promoted them.
     */
    static List<Node> writers(Topology told) {
        List<Node> writers = told.nodes().stream()
                .filter(node -> mayBeMeantToWrite(told, node))
                .toList();
        return writers.stream()
                .filter(node -> !isSilent(node) || writers.stream().noneMatch(other -> hasSucceeded(told, other, node)))
                .filter(node -> !Doubts.isOutweighed(told, node))
                .toList();
    }

    private static boolean mayBeMeantToWrite(Topology told, Node node) {
        boolean takesWrites = node.claim() == Claim.WRITABLE
                || (node.claim() == Claim.UNPROTECTED && Doubts.isMeantToWriteThoughItReplicates(told, node));
        return takesWrites && node.health() != Health.DOWN && !node.accession().isSuperseded();
    }

    static boolean isSilent(Node node) {
        return node.health() == Health.DOWN || node.misses() > 0;
    }

    /** One missed probe is enough when it is certain that the other was promoted. */
    private static boolean hasSucceeded(Topology told, Node node, Node former) {
        return node.isUp() && node.accession().isAfter(former.accession()) && Doubts.isCertainlyPromoted(told, node);
    }

    /**
     * Whether it can be the primary of the accepted history, or stands in the way of another. One that nobody saw promoted
     * and that has a history of its own does so only as long as there was no primary yet.
     */
    static boolean isCandidate(Topology told, Node node, Epoch accepted) {
        if (!writers(told).contains(node) || node.epoch() == null) {
            return false;
        }
        return switch (node.epoch().against(accepted)) {
            case EQUAL, ABOVE -> true;
            case BELOW -> node.accession().isPromotion();
            case INCOMPARABLE -> node.accession().isPromotion() || told.primaryEvenIfDown() == null;
        };
    }

    /**
     * When nothing was accepted yet: the epoch of the only node that accepts writes, if no standby has anything from a third
     * server that it lacks. A standby that has transactions of its own making must not decide who is the primary.
     */
    static @Nullable Epoch epochOfUncontestedWriter(Topology told) {
        List<Node> writers = writers(told);
        if (writers.size() != 1 || !(writers.get(0).epoch() instanceof GtidEpoch epoch)) {
            return null;
        }
        boolean uncontested = told.nodes().stream()
                .filter(node -> node.epoch() != null && !node.equals(writers.get(0)))
                .filter(node -> node.claim() != Claim.UNPROTECTED)
                .allMatch(node -> node.claim() == Claim.STANDBY
                        && node.epoch() instanceof GtidEpoch other
                        && epoch.knowsAllThatIsSharedBy(other));
        return uncontested ? epoch : null;
    }

    /**
     * If every node answers, and the only one that accepts writes has everything that any of them has, nothing can be lost by
     * writing there, whatever happened before: that is as good as a promotion. So it is for one that replicates from its own
     * replicas, but not while another of them replicates from nobody: that one was the primary until now, and somebody is about to
     * promote another.
     */
    static Topology withProven(Topology told) {
        List<Node> writers = told.nodes().stream()
                .filter(node -> node.claim().acceptsWrites())
                .toList();
        if (writers.size() != 1 || isInOrder(writers.get(0), told)) {
            return told;
        }
        Node writer = writers.get(0);
        boolean circular = writer.claim() == Claim.UNPROTECTED;
        if (told.accepted() == null && !circular) {
            return told;
        }
        boolean proven = told.nodes().stream()
                .filter(node -> !Records.isSpare(told, node))
                .allMatch(node -> node.isUp()
                        && hasAllOf(writer, node.epoch())
                        && (!circular || node.equals(writer) || node.upstream() != Upstream.NONE));
        return proven && !Departed.isSupersededByOneOf(told.departed(), writer)
                ? told.with(writer.with(Accession.promotedIn(told)))
                : told;
    }

    /**
     * Whether a superseded node has come back with what the others wrote without it, which it can only have as their replica,
     * and none of them may accept writes any more: it was promoted before anybody saw it as a replica. Not so when it was there
     * all the time and nobody can tell whether it still replicates: then it may be a replica that nobody has protected, and
     * somebody else may be promoted. What the dead have taken with them does not matter.
     */
    static boolean hasTakenOver(Topology told, Node node, Observation.Probed now) {
        boolean alone = told.nodes().stream()
                .allMatch(other -> other.address().equals(node.address())
                        || !other.claim().acceptsWrites()
                        || other.health() == Health.DOWN);
        if (!alone || now.claim() != Claim.WRITABLE) {
            return false;
        }
        if (told.departed().contains(node)) {
            // The others cannot be asked, and what was accepted last may all be its own.
            return GtidEpoch.hasGotFromOthers(now.epoch(), node.epoch());
        }
        boolean cameBack = node.health() == Health.DOWN;
        boolean hasCaughtUp = has(now.epoch(), told.accepted()) && !hasAllOf(node, told.accepted());
        boolean replicatesNoMore = now.upstream() == Upstream.NONE || (now.upstream() == Upstream.LOST && cameBack);
        return (cameBack && hasCaughtUp) || (replicatesNoMore && GtidEpoch.hasGotFromOthers(now.epoch(), node.epoch()));
    }

    private static boolean isInOrder(Node writer, Topology told) {
        boolean counts = writer.claim() == Claim.WRITABLE || Doubts.isMeantToWriteThoughItReplicates(told, writer);
        return counts && !writer.accession().isSuperseded() && hasAllOf(writer, told.accepted());
    }

    private static boolean hasAllOf(Node writer, @Nullable Epoch epoch) {
        return writer.epoch() != null && has(writer.epoch(), epoch);
    }

    /** Whether the one has everything that the other has; nobody has what is not known. */
    static boolean has(Epoch all, @Nullable Epoch epoch) {
        Order order = epoch == null ? Order.INCOMPARABLE : all.against(epoch);
        return order == Order.ABOVE || order == Order.EQUAL;
    }

    /** Whether a standby is ahead of what was last seen of its primary, with gaps. */
    static boolean isAheadInParts(Topology told, Node standby, Epoch accepted) {
        Node primary = told.primaryEvenIfDown();
        return primary != null
                && primary.epoch() instanceof GtidEpoch writer
                && accepted instanceof GtidEpoch known
                && standby.epoch() instanceof GtidEpoch epoch
                && known.isAwaitedFrom(writer, epoch);
    }

    /** Once there is a primary that answers, those that wrote before it and do not answer are superseded. */
    static List<Node> supersede(List<Node> decided) {
        return decided.stream()
                .filter(node -> node.role() == Role.PRIMARY && node.isUp())
                .findFirst()
                .map(primary -> decided.stream()
                        .map(node -> isSupersededBy(primary, node) ? node.with(Accession.SUPERSEDED) : node)
                        .toList())
                .orElse(decided);
    }

    /** Not by one that was promoted before it: that one may be the stale one. */
    private static boolean isSupersededBy(Node primary, Node node) {
        return node.claim() == Claim.WRITABLE
                && isSilent(node)
                && !node.equals(primary)
                && !node.accession().isAfter(primary.accession());
    }
}
