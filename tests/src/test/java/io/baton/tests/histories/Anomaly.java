/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.tests.histories;

/** What cannot be if all that clients were told is true. */
enum Anomaly {
    /** Acknowledged, and not there in the end. */
    LOST("lost"),
    /** There more than once. */
    DOUBLED("doubled"),
    /** There in part. */
    HALF("half applied"),
    /** There, and written by nobody, or by a write that was told to have changed nothing. */
    STRANGER("written by nobody"),
    /** G1a: of a transaction that was told not to be there. */
    ABORTED_READ("G1a, aborted read"),
    /** G1b: a transaction's state before its end, shown to another one. */
    INTERMEDIATE_READ("G1b, intermediate read"),
    /** Two readings of which neither is how the other one begins. */
    INCOMPATIBLE_ORDER("incompatible orders"),
    /** A transaction does not see what it wrote itself. */
    OWN_WRITE_MISSED("own write missed"),
    /** Of writes over writes alone. */
    G0("G0"),
    /** Of writes and reads. */
    G1C("G1c"),
    /** With one thing that was not seen. */
    G_SINGLE("G-single"),
    /** With several things that were not seen. */
    G2("G2"),
    /** Money was made or destroyed, at some moment or in the end. */
    WRONG_TOTAL("wrong total"),
    /** An account does not hold what the journal says. */
    WRONG_BALANCE("wrong balance"),
    /** Acknowledged, not there in the end, and nobody said so; or said to be lost, and there. */
    LOSS_NOT_NAMED("loss not named"),
    /** Something else than an SQLException was thrown. */
    THROWN("thrown"),
    /** A client did not come back. */
    STUCK("stuck");

    private final String words;

    Anomaly(String words) {
        this.words = words;
    }

    @Override
    public String toString() {
        return words;
    }
}
