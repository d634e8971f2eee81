/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.console.drill;

/**
 * When the turning points of a drill were; {@link DrillClock#NEVER} where one did not happen.
 *
 * @param fault right before the order to break the primary
 * @param faultLanded when the order was carried out, for all of its processes
 * @param promotionOrdered no write can have been acknowledged between the fault and this
 * @param acceptsWrites when an independent session's write was first acknowledged by the new primary
 * @param verdict when Baton took the role away from the old primary
 * @param newPrimaryKnown when Baton gave it to the new one
 */
record TurningPoints(
        long fault, long faultLanded, long promotionOrdered, long acceptsWrites, long verdict, long newPrimaryKnown) {

    /** From here on a write to the old primary is one too many. */
    long endOfOldPrimary() {
        return acceptsWrites == DrillClock.NEVER ? promotionOrdered : acceptsWrites;
    }
}
