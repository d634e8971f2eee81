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
