/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.console.drill;

/**
 * When the turning points of a drill were; {@link DrillClock#NEVER} where one did not happen.
 *
 * @param fault right before the order to break the primary
 * @param faultLanded when the order was carried out, for all of its processes
 * @param promotionOrdered no write can have been acknowledged between the fault and this
 * @param writable when the new primary first executed an independent session's write
 * @param acceptsWrites when an independent session's write was first acknowledged by the new primary
 * @param suspected when Baton began to hold writes to the old primary back
 * @param verdict when Baton gave the old primary up: it is down, or was superseded
 * @param down when Baton said that the old primary is down
 * @param newPrimaryKnown when Baton gave it to the new one
 */
record TurningPoints(
        long fault,
        long faultLanded,
        long promotionOrdered,
        long writable,
        long acceptsWrites,
        long suspected,
        long verdict,
        long down,
        long newPrimaryKnown) {

    /** From here on a write to the old primary is one too many. */
    long endOfOldPrimary() {
        return writable == DrillClock.NEVER ? promotionOrdered : writable;
    }
}
