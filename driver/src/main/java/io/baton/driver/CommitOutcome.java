/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.driver;

/** What became of a COMMIT whose answer was lost. Never a guess: what cannot be proved is {@link #UNKNOWN}. */
public enum CommitOutcome {
    /** The new primary, or the same one, has it. */
    COMMITTED,
    /** It is not there and never will be: the transaction may be run again. */
    NOT_COMMITTED,
    /** Neither could be proved. */
    UNKNOWN
}
