/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.driver.internal.outcome;

import io.baton.driver.CommitOutcome;

/** What became of a COMMIT, with the rule that says so. */
public enum Decision {
    READ_ONLY(CommitOutcome.COMMITTED, "the server let the transaction only read, so there was nothing to commit"),
    ONLY_READ(CommitOutcome.COMMITTED, "neither the transaction nor anything that it ran can have written"),
    READ_AGAIN(CommitOutcome.COMMITTED, "the transaction was run again as one that only reads, and all was the same"),
    READER_TO_REPEAT(
            CommitOutcome.NOT_COMMITTED,
            "it wrote nothing, but at its level a transaction that only reads must commit"),
    READS_OTHERWISE(CommitOutcome.NOT_COMMITTED, "it wrote nothing, and would read something else by now"),
    DOOMED(CommitOutcome.NOT_COMMITTED, "a statement had failed, so that the COMMIT could only roll back"),
    FINISHED(CommitOutcome.COMMITTED, "the server, which ran without a break, says that it is committed"),
    UNDONE(CommitOutcome.NOT_COMMITTED, "the server says that it is rolled back"),
    NOT_IN_HISTORY(
            CommitOutcome.NOT_COMMITTED, "the primary's history leaves the old one before the COMMIT could be in it"),
    ID_NOT_USED(CommitOutcome.NOT_COMMITTED, "the primary has not given out the transaction's id yet"),
    ID_USED_AGAIN(CommitOutcome.NOT_COMMITTED, "the primary has given the transaction's id to another one"),
    SURVIVED_RESTART(
            CommitOutcome.COMMITTED, "the transaction was in the log on disk before the restart, and is committed"),
    REPLICATED(CommitOutcome.COMMITTED, "the new primary had the transaction before it was promoted, and committed it"),
    IN_LEDGER(CommitOutcome.COMMITTED, "its entry is in the ledger"),
    NOT_IN_LEDGER(CommitOutcome.NOT_COMMITTED, "its entry is not in the ledger and cannot get there any more"),
    RUNNING(CommitOutcome.UNKNOWN, "the old session still works on it"),
    BEING_APPLIED(
            CommitOutcome.UNKNOWN,
            "the new primary may not have applied all that it had received before it was promoted"),
    NO_LEDGER(
            CommitOutcome.UNKNOWN,
            "the ledger's table is not an ordinary one that is committed and replicated like others"),
    HIDDEN_LEDGER(
            CommitOutcome.UNKNOWN,
            "a temporary table may have hidden the ledger from the session, and nobody else finds what it entered there"),
    RESTARTED(
            CommitOutcome.UNKNOWN,
            "the server restarted, and it is not certain that the transaction was in the log on disk before"),
    PROMOTION_NOT_SEEN(
            CommitOutcome.UNKNOWN, "it is not certain where the new primary's history leaves the transaction's"),
    COPIED(CommitOutcome.UNKNOWN, "another server goes on with the same timeline"),
    HISTORY_WENT_BACK(CommitOutcome.UNKNOWN, "the cluster went back to a time before the transaction"),
    OTHER_CLUSTER(CommitOutcome.UNKNOWN, "the primary belongs to another cluster"),
    FORGOTTEN(CommitOutcome.UNKNOWN, "the transaction is so old that the server has forgotten it"),
    WRITES_AFTER_ALL(CommitOutcome.UNKNOWN, "it was taken for something that only reads, and it writes"),
    MAY_HAVE_WRITTEN(
            CommitOutcome.UNKNOWN,
            "it reads something else by now, and a function, a view or the like in it may write"),
    NOT_FOLLOWED(
            CommitOutcome.UNKNOWN,
            "what it calls may have an effect that no read-only transaction refuses, or cannot be read"),
    NOT_READ_AGAIN(CommitOutcome.UNKNOWN, "it could not be run again to see whether it only reads"),
    OTHER_SERVER(
            CommitOutcome.UNKNOWN,
            "it may have written to a foreign table, and that server commits before this one does"),
    NOT_ASKED(CommitOutcome.UNKNOWN, "there was nothing before the COMMIT by which it could be found out"),
    TWO_PHASES(
            CommitOutcome.UNKNOWN,
            "it is a part of a transaction in two phases, and the manager of that has to ask for its branch"),
    ANSWER_GONE(CommitOutcome.UNKNOWN, "what it left in the session is gone, and with it the answer"),
    NOBODY_TO_ASK(CommitOutcome.UNKNOWN, "no primary could be asked in time");

    private final CommitOutcome outcome;
    private final String why;

    Decision(CommitOutcome outcome, String why) {
        this.outcome = outcome;
        this.why = why;
    }

    public CommitOutcome outcome() {
        return outcome;
    }

    /** A sentence for people, without the full stop. */
    public String why() {
        return why;
    }

    /** Whether asking again may give another answer, soon. */
    boolean mayChange() {
        return this == RUNNING || this == BEING_APPLIED || this == NOBODY_TO_ASK;
    }
}
