/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.driver.internal.recover;

import io.baton.driver.internal.recover.Verdict.AskCommitOutcome;
import io.baton.driver.internal.recover.Verdict.Outcome;
import io.baton.driver.internal.recover.Verdict.ReadAgain;
import io.baton.driver.internal.recover.Verdict.ReplayTransaction;
import io.baton.driver.internal.recover.Verdict.Rethrow;
import io.baton.driver.internal.recover.Verdict.RetryCall;
import io.baton.driver.internal.recover.Verdict.TellApplication;
import io.baton.driver.internal.recover.Verdict.TellOfRead;
import io.baton.topology.FailureKind;

/** From how a call failed to what is done about it. Pure. */
final class ReplayPolicy {

    private static final Verdict RETHROW = new Rethrow();
    private static final Verdict RETRY = new RetryCall();
    private static final Verdict READ_AGAIN = new ReadAgain();
    private static final Verdict TELL_OF_READ = new TellOfRead();
    private static final Verdict REPLAY = new ReplayTransaction();
    private static final Verdict ASK = new AskCommitOutcome();

    private ReplayPolicy() {}

    /**
     * Whether the session can go on at all is told by whoever looks for its next node: what ties it may be known only there.
     *
     * @param repetition how the call may be run twice without doing anything twice
     */
    static Verdict decide(FailureKind kind, TransactionState state, Repetition repetition) {
        return switch (kind) {
            case CONNECTION_LOST, NOT_ACCEPTING -> lost(state, repetition);
            case TIMEOUT -> silent(state, repetition);
            case READ_ONLY_NODE -> refused(state);
            case TOO_MANY_CONNECTIONS, LOGIN_REFUSED, NOT_COVERED, APPLICATION -> RETHROW;
        };
    }

    private static Verdict lost(TransactionState state, Repetition repetition) {
        return switch (state) {
            case AUTOCOMMIT ->
                switch (repetition) {
                    case NONE -> tell(Outcome.COMMIT_OUTCOME_UNKNOWN);
                    case AS_IT_IS -> RETRY;
                    case AS_READING -> READ_AGAIN;
                };
            case BEGINNING -> RETRY;
            case OPEN -> REPLAY;
            case COMMITTING -> ASK;
        };
    }

    /** A read timeout that the application set has passed: its time is over, so nothing is run again. */
    private static Verdict silent(TransactionState state, Repetition repetition) {
        return switch (state) {
            case AUTOCOMMIT ->
                switch (repetition) {
                    case NONE -> tell(Outcome.COMMIT_OUTCOME_UNKNOWN);
                    case AS_IT_IS -> tell(Outcome.CONNECTION_LOST);
                    case AS_READING -> TELL_OF_READ;
                };
            case BEGINNING, OPEN -> tell(Outcome.CONNECTION_LOST);
            case COMMITTING -> ASK;
        };
    }

    /** A demoted node refused to write: certainly nothing happened there, unless a part was committed before. */
    private static Verdict refused(TransactionState state) {
        return switch (state) {
            case AUTOCOMMIT, BEGINNING -> RETRY;
            case OPEN -> REPLAY;
            case COMMITTING -> tell(Outcome.COMMIT_OUTCOME_UNKNOWN);
        };
    }

    private static Verdict tell(Outcome outcome) {
        return new TellApplication(outcome);
    }
}
