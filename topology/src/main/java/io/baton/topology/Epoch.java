/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.topology;

/**
 * A comparable proof of promotion: whoever was promoted last has the highest one, and a superseded primary cannot raise
 * its own. Partially ordered, since histories of different clusters cannot be compared.
 */
public sealed interface Epoch permits TimelineEpoch {

    /** How one epoch stands to another. */
    enum Order {
        BELOW,
        EQUAL,
        ABOVE,
        /** Of different clusters, or of histories that went apart. */
        INCOMPARABLE
    }

    /** How this epoch stands to the other one: {@code ABOVE} means that this one was promoted later. */
    Order against(Epoch other);
}
