/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.driver.internal.recover;

import static org.assertj.core.api.Assertions.assertThat;

import io.baton.driver.internal.recover.Verdict.AskCommitOutcome;
import io.baton.driver.internal.recover.Verdict.Outcome;
import io.baton.driver.internal.recover.Verdict.ReplayTransaction;
import io.baton.driver.internal.recover.Verdict.Rethrow;
import io.baton.driver.internal.recover.Verdict.RetryCall;
import io.baton.driver.internal.recover.Verdict.TellApplication;
import io.baton.topology.FailureKind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class ReplayPolicyTest {

    @ParameterizedTest(name = "{0} {1} repetition={2} pinned={3} -> {4}")
    @CsvSource({
        // failure, transaction, repetition, pinned, verdict
        "CONNECTION_LOST, AUTOCOMMIT, AS_IT_IS, false, RETRY",
        "CONNECTION_LOST, AUTOCOMMIT, AS_IT_IS, true,  CONNECTION_LOST",
        "CONNECTION_LOST, AUTOCOMMIT, NONE,     false, COMMIT_OUTCOME_UNKNOWN",
        "CONNECTION_LOST, AUTOCOMMIT, NONE,     true,  COMMIT_OUTCOME_UNKNOWN",
        "CONNECTION_LOST, AUTOCOMMIT, AS_READING, false, READ_AGAIN",
        "CONNECTION_LOST, AUTOCOMMIT, AS_READING, true, TELL_OF_READ",
        "TIMEOUT, AUTOCOMMIT, AS_READING, false, TELL_OF_READ",
        "READ_ONLY_NODE, AUTOCOMMIT, AS_READING, false, RETRY",
        "CONNECTION_LOST, BEGINNING,  NONE,     false, RETRY",
        "CONNECTION_LOST, BEGINNING,  NONE,     true,  CONNECTION_LOST",
        "CONNECTION_LOST, OPEN,       AS_IT_IS, false, REPLAY",
        "CONNECTION_LOST, OPEN,       NONE,     true,  CONNECTION_LOST",
        "CONNECTION_LOST, COMMITTING, AS_IT_IS, false, ASK",
        "CONNECTION_LOST, COMMITTING, AS_IT_IS, true,  ASK",
        "TIMEOUT,         AUTOCOMMIT, AS_IT_IS, false, CONNECTION_LOST",
        "TIMEOUT,         AUTOCOMMIT, NONE,     false, COMMIT_OUTCOME_UNKNOWN",
        "TIMEOUT,         BEGINNING,  AS_IT_IS, false, CONNECTION_LOST",
        "TIMEOUT,         COMMITTING, AS_IT_IS, false, ASK",
        "READ_ONLY_NODE,  AUTOCOMMIT, NONE,     false, RETRY",
        "READ_ONLY_NODE,  BEGINNING,  NONE,     false, RETRY",
        "READ_ONLY_NODE,  OPEN,       NONE,     false, REPLAY",
        "READ_ONLY_NODE,  COMMITTING, NONE,     false, COMMIT_OUTCOME_UNKNOWN",
    })
    void should_decide(
            FailureKind kind, TransactionState state, Repetition repetition, boolean pinned, String verdict) {
        Verdict expected = switch (verdict) {
            case "RETRY" -> new RetryCall();
            case "READ_AGAIN" -> new Verdict.ReadAgain();
            case "TELL_OF_READ" -> new Verdict.TellOfRead();
            case "REPLAY" -> new ReplayTransaction();
            case "ASK" -> new AskCommitOutcome();
            default -> new TellApplication(Outcome.valueOf(verdict));
        };
        assertThat(ReplayPolicy.decide(kind, state, repetition, pinned)).isEqualTo(expected);
    }

    @ParameterizedTest
    @EnumSource(TransactionState.class)
    void should_leave_the_applications_own_failures_to_it(TransactionState state) {
        assertThat(ReplayPolicy.decide(FailureKind.APPLICATION, state, Repetition.AS_IT_IS, false))
                .isInstanceOf(Rethrow.class);
    }

    /** The first promise, over all combinations: what may have been committed is never run again. */
    @Test
    void should_never_run_again_what_may_have_taken_effect() {
        for (FailureKind kind : FailureKind.values()) {
            for (boolean pinned : new boolean[] {true, false}) {
                assertThat(ReplayPolicy.decide(kind, TransactionState.COMMITTING, Repetition.AS_IT_IS, pinned))
                        .isNotInstanceOf(RetryCall.class);
                assertThat(ReplayPolicy.decide(kind, TransactionState.OPEN, Repetition.AS_IT_IS, pinned))
                        .isNotInstanceOf(RetryCall.class);
                if (kind != FailureKind.READ_ONLY_NODE) {
                    assertThat(ReplayPolicy.decide(kind, TransactionState.AUTOCOMMIT, Repetition.NONE, pinned))
                            .isNotInstanceOf(RetryCall.class);
                }
            }
        }
    }
}
