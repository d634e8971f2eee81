/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.topology;

/**
 * How a node came to accept writes. Where positions prove little, it matters what was seen of it.
 *
 * @param when which promotion it was, in the order in which they were seen; see the constants for what is none
 */
public record Accession(long when) {

    /** Nobody saw it: it accepted writes when it was first asked, or does not accept any. */
    static final Accession UNSEEN = new Accession(0);

    /** It accepted writes and did not answer when another node was found to be the primary. It does not know of that. */
    static final Accession SUPERSEDED = new Accession(-1);

    /** It was a standby when it was asked before: somebody has promoted it. */
    static Accession promotedIn(Topology topology) {
        return new Accession(topology.version() + 1);
    }

    /** How the node came to accept writes, or ceased to, judging by what it says now. */
    static Accession of(Node node, Observation.Probed said, Topology topology) {
        Accession before = node.accession();
        boolean tookOver = before.isSuperseded() && WriterRules.hasTakenOver(topology, node, said);
        boolean forgiven = !before.isSuperseded() || tookOver || follows(node, said, topology);
        if (said.claim() == Claim.UNPROTECTED && isMadeWritableInAnOutage(node, topology)) {
            return before.isPromotion() ? before : promotedIn(topology);
        }
        if (said.claim() != Claim.WRITABLE) {
            return forgiven ? UNSEEN : before;
        }
        return (node.claim().isOfReplica() && forgiven) || tookOver ? promotedIn(topology) : before;
    }

    /**
     * Whether somebody has switched off its protection while the primary was down, and nothing else: promoted in a hurry. Not so
     * when it was started without protection.
     */
    private static boolean isMadeWritableInAnOutage(Node node, Topology topology) {
        Node former = topology.primaryEvenIfDown();
        boolean outage = former != null && former.health() == Health.DOWN && !former.equals(node);
        boolean turned = node.claim() == Claim.STANDBY && node.isUp();
        boolean goesOn = node.claim() == Claim.UNPROTECTED && node.accession().isPromotion();
        boolean primary = goesOn && node.role() == Role.PRIMARY;
        return primary || (outage && (turned || goesOn));
    }

    /** Whether it replicates: it got something while it was read-only, or has everything. To be read-only is not enough. */
    private static boolean follows(Node node, Observation.Probed said, Topology topology) {
        if (said.claim() != Claim.STANDBY && said.claim() != Claim.UNPROTECTED) {
            return false;
        }
        boolean hasGrown = node.claim().isOfReplica()
                && node.epoch() != null
                && said.epoch().against(node.epoch()) == Epoch.Order.ABOVE;
        return hasGrown
                || GtidEpoch.hasGotFromOthers(said.epoch(), node.epoch())
                || WriterRules.has(said.epoch(), topology.accepted());
    }

    boolean isSuperseded() {
        return equals(SUPERSEDED);
    }

    boolean isPromotion() {
        return when > 0;
    }

    boolean isAfter(Accession other) {
        return when > other.when;
    }
}
