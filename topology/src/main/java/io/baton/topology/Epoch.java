/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.topology;

/**
 * A comparable proof of promotion: whoever was promoted last has the highest one, and a superseded primary cannot raise
 * its own. Partially ordered, since histories of different clusters cannot be compared.
 */
public sealed interface Epoch permits TimelineEpoch, ViewEpoch, GtidEpoch {

    /** How one epoch stands to another. */
    enum Order {
        BELOW,
        EQUAL,
        ABOVE,
        /** Of different clusters, or of histories that went apart. */
        INCOMPARABLE
    }

    /** What raises it, and hence what a lower one proves. */
    enum Growth {
        /** A promotion and nothing else: whoever is below was superseded. */
        BY_PROMOTION,
        /** Every change of the group's members: who was not asked since may be as high by now. */
        BY_MEMBERSHIP,
        /** Every write on the primary: standbys are behind it, or ahead of what was last seen of it, as a rule. */
        BY_WRITING
    }

    /** How this epoch stands to the other one: {@code ABOVE} means that this one was promoted later. */
    Order against(Epoch other);

    Growth growth();
}
