/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.topology;

import org.jspecify.annotations.Nullable;

/**
 * Whether a node that accepts writes was promoted, or has only lost its protection: by a restart without {@code read_only}, or by
 * a mistake. Where the epoch grows by writing, nothing that is written tells. Pure.
 *
 * <ol>
 *   <li>Who replicates from another is a replica, whatever it accepts, and stands in nobody's way; but for one that has taken the
 *       writes so far while nobody else does (two servers that replicate from each other), and one whose protection somebody has
 *       switched off after the primary had gone down.
 *   <li>Who is not set up to replicate, or is seen to be followed by another, was promoted.
 *   <li>Of all others it is doubtful. They do not count while the known primary answers, and where nothing can be read of them not
 *       before it is down. Who has been written to meanwhile counts as its rival all the same.
 * </ol>
 */
final class Doubts {

    private Doubts() {}

    /** For a node that replicates. */
    static boolean isMeantToWriteThoughItReplicates(Topology told, Node node) {
        boolean others = told.nodes().stream()
                .anyMatch(other -> !other.equals(node)
                        && other.claim() == Claim.WRITABLE
                        && other.health() != Health.DOWN
                        && !other.accession().isSuperseded());
        return !others && (node.role() == Role.PRIMARY || node.accession().isPromotion());
    }

    static boolean isCertainlyPromoted(Topology told, Node node) {
        return node.claim() == Claim.WRITABLE && (node.upstream() == Upstream.NONE || isFollowed(told, node));
    }

    /** Whether another node has got what was begun on this one. */
    private static boolean isFollowed(Topology told, Node node) {
        return node.epoch() instanceof GtidEpoch maker
                && told.nodes().stream()
                        .anyMatch(other -> !other.equals(node)
                                && other.epoch() instanceof GtidEpoch epoch
                                && epoch.hasNewOnesOf(maker.server(), told.accepted()));
    }

    private static boolean isWrittenTo(Topology told, Node node) {
        return node.epoch() instanceof GtidEpoch epoch && epoch.hasNewOnesOf(epoch.server(), told.accepted());
    }

    /** Whether the known primary counts more than what speaks for this node. */
    static boolean isOutweighed(Topology told, Node node) {
        Node primary = told.primaryEvenIfDown();
        if (primary == null
                || primary.equals(node)
                || primary.health() == Health.DOWN
                || primary.claim() != Claim.WRITABLE) {
            return false;
        }
        boolean speaksForIt = isCertainlyPromoted(told, node) || isWrittenTo(told, node);
        boolean atRest = node.upstream() == Upstream.LOST;
        return !speaksForIt && !(atRest && WriterRules.isSilent(primary));
    }

    /** What people are told of a node that accepts writes and does not count; null when there is no such doubt. */
    static @Nullable String of(Topology told, Node node) {
        if (node.claim() == Claim.UNPROTECTED) {
            return "accepts writes though it replicates from another: make it read-only, or end its replication if it is to be"
                    + " the primary";
        }
        Node primary = told.primaryEvenIfDown();
        return node.claim() == Claim.WRITABLE && primary != null && isOutweighed(told, node)
                ? "accepts writes beside " + primary.address()
                        + ", and nothing shows that it was promoted: make one of the two read-only"
                : null;
    }
}
