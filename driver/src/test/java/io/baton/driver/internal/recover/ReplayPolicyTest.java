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

    @ParameterizedTest(name = "{0} {1} repetition={2} -> {3}")
    @CsvSource({
        // failure, transaction, repetition, verdict
        "CONNECTION_LOST, AUTOCOMMIT, AS_IT_IS, RETRY",
        "CONNECTION_LOST, AUTOCOMMIT, NONE, COMMIT_OUTCOME_UNKNOWN",
        "CONNECTION_LOST, AUTOCOMMIT, AS_READING, READ_AGAIN",
        "TIMEOUT, AUTOCOMMIT, AS_READING, TELL_OF_READ",
        "READ_ONLY_NODE, AUTOCOMMIT, AS_READING, RETRY",
        "CONNECTION_LOST, BEGINNING,  NONE, RETRY",
        "CONNECTION_LOST, OPEN,       AS_IT_IS, REPLAY",
        "CONNECTION_LOST, COMMITTING, AS_IT_IS, ASK",
        "TIMEOUT,         AUTOCOMMIT, AS_IT_IS, CONNECTION_LOST",
        "TIMEOUT,         AUTOCOMMIT, NONE, COMMIT_OUTCOME_UNKNOWN",
        "TIMEOUT,         BEGINNING,  AS_IT_IS, CONNECTION_LOST",
        "TIMEOUT,         COMMITTING, AS_IT_IS, ASK",
        "READ_ONLY_NODE,  AUTOCOMMIT, NONE, RETRY",
        "READ_ONLY_NODE,  BEGINNING,  NONE, RETRY",
        "READ_ONLY_NODE,  OPEN,       NONE, REPLAY",
        "READ_ONLY_NODE,  COMMITTING, NONE, COMMIT_OUTCOME_UNKNOWN",
    })
    void should_decide(FailureKind kind, TransactionState state, Repetition repetition, String verdict) {
        Verdict expected = switch (verdict) {
            case "RETRY" -> new RetryCall();
            case "READ_AGAIN" -> new Verdict.ReadAgain();
            case "TELL_OF_READ" -> new Verdict.TellOfRead();
            case "REPLAY" -> new ReplayTransaction();
            case "ASK" -> new AskCommitOutcome();
            default -> new TellApplication(Outcome.valueOf(verdict));
        };
        assertThat(ReplayPolicy.decide(kind, state, repetition)).isEqualTo(expected);
    }

    @ParameterizedTest
    @EnumSource(TransactionState.class)
    void should_leave_the_applications_own_failures_to_it(TransactionState state) {
        assertThat(ReplayPolicy.decide(FailureKind.APPLICATION, state, Repetition.AS_IT_IS))
                .isInstanceOf(Rethrow.class);
    }

    /** The first promise, over all combinations: what may have been committed is never run again. */
    @Test
    void should_never_run_again_what_may_have_taken_effect() {
        for (FailureKind kind : FailureKind.values()) {
            assertThat(ReplayPolicy.decide(kind, TransactionState.COMMITTING, Repetition.AS_IT_IS))
                    .isNotInstanceOf(RetryCall.class);
            assertThat(ReplayPolicy.decide(kind, TransactionState.OPEN, Repetition.AS_IT_IS))
                    .isNotInstanceOf(RetryCall.class);
            if (kind != FailureKind.READ_ONLY_NODE) {
                assertThat(ReplayPolicy.decide(kind, TransactionState.AUTOCOMMIT, Repetition.NONE))
                        .isNotInstanceOf(RetryCall.class);
            }
        }
    }
}
