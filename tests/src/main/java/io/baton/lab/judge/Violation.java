/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.lab.judge;

/** Something that cannot be, if all that clients were told is true. */
public record Violation(Rule rule, String what) {

    /** What was broken. */
    public enum Rule {
        /** Acknowledged, and not there. */
        MISSING,
        /** There in part. */
        HALF,
        /** There more than once. */
        DOUBLED,
        /** Told to be lost, and there. */
        LOST_BUT_THERE,
        /** Rolled back to a savepoint, and there. */
        UNDONE_BUT_THERE,
        /** There, and written by nobody. */
        STRANGER,
        /** The key that the client was told is not that of its row, or somebody else was told the same one. */
        WRONG_KEY,
        /** Money was made or destroyed. */
        WRONG_TOTAL,
        /** An account does not hold what the transfers that are there say. */
        WRONG_BALANCE,
        /** A transfer that is there is not the one that was ordered. */
        WRONG_TRANSFER,
        /** A client was shown a total that never was. */
        WRONG_TOTAL_SEEN,
        /** A client was shown a list that is not how the final one began. */
        NOT_A_PREFIX,
        /** A client was not shown what had been acknowledged before it asked. */
        STALE_READ,
        /** A client did not come back. */
        STUCK
    }
}
