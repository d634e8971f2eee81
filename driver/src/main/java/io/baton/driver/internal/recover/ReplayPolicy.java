/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.driver.internal.recover;

import io.baton.driver.internal.recover.Verdict.AskCommitOutcome;
import io.baton.driver.internal.recover.Verdict.Outcome;
import io.baton.driver.internal.recover.Verdict.ReplayTransaction;
import io.baton.driver.internal.recover.Verdict.Rethrow;
import io.baton.driver.internal.recover.Verdict.RetryCall;
import io.baton.driver.internal.recover.Verdict.TellApplication;
import io.baton.topology.FailureKind;

/** From how a call failed to what is done about it. Pure. */
final class ReplayPolicy {

    private static final Verdict RETHROW = new Rethrow();
    private static final Verdict RETRY = new RetryCall();
    private static final Verdict REPLAY = new ReplayTransaction();
    private static final Verdict ASK = new AskCommitOutcome();

    private ReplayPolicy() {}

    /**
     * @param repeatable whether the call may be run twice without doing anything twice
     * @param pinned whether the session holds something that no other session has
     */
    static Verdict decide(FailureKind kind, TransactionState state, boolean repeatable, boolean pinned) {
        return switch (kind) {
            case CONNECTION_LOST, NOT_ACCEPTING -> lost(state, repeatable, pinned);
            case TIMEOUT -> silent(state, repeatable);
            case READ_ONLY_NODE -> refused(state, pinned);
            case TOO_MANY_CONNECTIONS, LOGIN_REFUSED, APPLICATION -> RETHROW;
        };
    }

    private static Verdict lost(TransactionState state, boolean repeatable, boolean pinned) {
        return switch (state) {
            case AUTOCOMMIT -> {
                if (!repeatable) {
                    yield tell(Outcome.COMMIT_OUTCOME_UNKNOWN);
                }
                yield pinned ? tell(Outcome.CONNECTION_LOST) : RETRY;
            }
            case BEGINNING -> pinned ? tell(Outcome.CONNECTION_LOST) : RETRY;
            case OPEN -> openTransaction(pinned);
            case COMMITTING -> ASK;
        };
    }

    /** A read timeout that the application set has passed: its time is over, so nothing is run again. */
    private static Verdict silent(TransactionState state, boolean repeatable) {
        return switch (state) {
            case AUTOCOMMIT -> tell(repeatable ? Outcome.CONNECTION_LOST : Outcome.COMMIT_OUTCOME_UNKNOWN);
            case BEGINNING, OPEN -> tell(Outcome.CONNECTION_LOST);
            case COMMITTING -> ASK;
        };
    }

    /** A demoted node refused to write: certainly nothing happened there, unless a part was committed before. */
    private static Verdict refused(TransactionState state, boolean pinned) {
        return switch (state) {
            case AUTOCOMMIT, BEGINNING -> pinned ? tell(Outcome.CONNECTION_LOST) : RETRY;
            case OPEN -> openTransaction(pinned);
            case COMMITTING -> tell(Outcome.COMMIT_OUTCOME_UNKNOWN);
        };
    }

    private static Verdict openTransaction(boolean pinned) {
        return pinned ? tell(Outcome.CONNECTION_LOST) : REPLAY;
    }

    private static Verdict tell(Outcome outcome) {
        return new TellApplication(outcome);
    }
}
