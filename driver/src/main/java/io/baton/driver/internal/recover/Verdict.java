/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.driver.internal.recover;

/** What recovery decided about a call that failed. */
public sealed interface Verdict {

    /** It has nothing to do with the node: the application gets the vendor's exception. */
    record Rethrow() implements Verdict {}

    /** Nothing of the call can have taken effect, or it may take effect twice: run it again on a good node. */
    record RetryCall() implements Verdict {}

    /** It looks like a read and may have run: run it again where the server refuses a second write. */
    record ReadAgain() implements Verdict {}

    /** It looks like a read and may have run, and cannot be run again: what it can have done decides what is told. */
    record TellOfRead() implements Verdict {}

    /** The calls before it were undone with the session: do them again on a good node, then this one. */
    record ReplayTransaction() implements Verdict {}

    /** It may have committed: what became of that has to be found out. */
    record AskCommitOutcome() implements Verdict {}

    /** It cannot be hidden. */
    record TellApplication(Outcome outcome) implements Verdict {}

    /** What the application is told. */
    enum Outcome {
        COMMIT_OUTCOME_UNKNOWN,
        CONNECTION_LOST
    }
}
