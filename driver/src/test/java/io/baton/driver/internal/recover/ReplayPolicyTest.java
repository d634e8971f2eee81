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

    @ParameterizedTest(name = "{0} {1} repeatable={2} pinned={3} -> {4}")
    @CsvSource({
        // failure, transaction, repeatable, pinned, verdict
        "CONNECTION_LOST, AUTOCOMMIT, true,  false, RETRY",
        "CONNECTION_LOST, AUTOCOMMIT, true,  true,  CONNECTION_LOST",
        "CONNECTION_LOST, AUTOCOMMIT, false, false, COMMIT_OUTCOME_UNKNOWN",
        "CONNECTION_LOST, AUTOCOMMIT, false, true,  COMMIT_OUTCOME_UNKNOWN",
        "CONNECTION_LOST, BEGINNING,  false, false, RETRY",
        "CONNECTION_LOST, BEGINNING,  false, true,  CONNECTION_LOST",
        "CONNECTION_LOST, OPEN,       true,  false, REPLAY",
        "CONNECTION_LOST, OPEN,       false, true,  CONNECTION_LOST",
        "CONNECTION_LOST, COMMITTING, true,  false, ASK",
        "CONNECTION_LOST, COMMITTING, true,  true,  ASK",
        "TIMEOUT,         AUTOCOMMIT, true,  false, CONNECTION_LOST",
        "TIMEOUT,         AUTOCOMMIT, false, false, COMMIT_OUTCOME_UNKNOWN",
        "TIMEOUT,         BEGINNING,  true,  false, CONNECTION_LOST",
        "TIMEOUT,         COMMITTING, true,  false, ASK",
        "READ_ONLY_NODE,  AUTOCOMMIT, false, false, RETRY",
        "READ_ONLY_NODE,  BEGINNING,  false, false, RETRY",
        "READ_ONLY_NODE,  OPEN,       false, false, REPLAY",
        "READ_ONLY_NODE,  COMMITTING, false, false, COMMIT_OUTCOME_UNKNOWN",
    })
    void should_decide(FailureKind kind, TransactionState state, boolean repeatable, boolean pinned, String verdict) {
        Verdict expected = switch (verdict) {
            case "RETRY" -> new RetryCall();
            case "REPLAY" -> new ReplayTransaction();
            case "ASK" -> new AskCommitOutcome();
            default -> new TellApplication(Outcome.valueOf(verdict));
        };
        assertThat(ReplayPolicy.decide(kind, state, repeatable, pinned)).isEqualTo(expected);
    }

    @ParameterizedTest
    @EnumSource(TransactionState.class)
    void should_leave_the_applications_own_failures_to_it(TransactionState state) {
        assertThat(ReplayPolicy.decide(FailureKind.APPLICATION, state, true, false))
                .isInstanceOf(Rethrow.class);
    }

    /** The first promise, over all combinations: what may have been committed is never run again. */
    @Test
    void should_never_run_again_what_may_have_taken_effect() {
        for (FailureKind kind : FailureKind.values()) {
            for (boolean pinned : new boolean[] {true, false}) {
                assertThat(ReplayPolicy.decide(kind, TransactionState.COMMITTING, true, pinned))
                        .isNotInstanceOf(RetryCall.class);
                assertThat(ReplayPolicy.decide(kind, TransactionState.OPEN, true, pinned))
                        .isNotInstanceOf(RetryCall.class);
                if (kind != FailureKind.READ_ONLY_NODE) {
                    assertThat(ReplayPolicy.decide(kind, TransactionState.AUTOCOMMIT, false, pinned))
                            .isNotInstanceOf(RetryCall.class);
                }
            }
        }
    }
}
