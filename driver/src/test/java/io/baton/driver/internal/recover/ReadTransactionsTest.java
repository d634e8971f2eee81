/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.driver.internal.recover;

import static org.assertj.core.api.Assertions.assertThat;

import io.baton.driver.CommitOutcome;
import io.baton.driver.internal.catalogue.Conduct;
import io.baton.driver.internal.outcome.Decision;
import io.baton.driver.internal.session.ReadFinding;
import io.baton.driver.internal.session.ReadFinding.Kind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReadTransactionsTest {

    @ParameterizedTest(name = "{0} {1} readersCount={2} -> {3}")
    @CsvSource({
        "SAME,      READS,     false, READ_AGAIN",
        "SAME,      MAY_WRITE, true,  READ_AGAIN",
        "REFUSED,   MAY_WRITE, false, WRITES_AFTER_ALL",
        "REFUSED,   READS,     false, WRITES_AFTER_ALL",
        "CHANGED,   READS,     false, ONLY_READ",
        "CHANGED,   READS,     true,  READS_OTHERWISE",
        "CHANGED,   MAY_WRITE, false, MAY_HAVE_WRITTEN",
        "LOOKED_AT, READS,     false, ONLY_READ",
        "LOOKED_AT, MAY_WRITE, false, ONLY_READ",
        "LOOKED_AT, MAY_WRITE, true,  READER_TO_REPEAT",
        "LOOKED_AT, UNCLEAR,   false, NOT_FOLLOWED",
        "NONE,      UNCLEAR,   false, NOT_READ_AGAIN",
    })
    void should_decide(Kind kind, Conduct conduct, boolean readersCount, Decision expected) {
        assertThat(ReadTransactions.decide(new ReadFinding(kind, conduct, readersCount, null)))
                .isEqualTo(expected);
    }

    /** Over all findings: where something may have been written, nobody is told that it was or was not without having seen it. */
    @Test
    void should_be_certain_only_of_what_was_seen() {
        for (Kind kind : Kind.values()) {
            for (boolean readersCount : new boolean[] {true, false}) {
                for (Conduct conduct : new Conduct[] {Conduct.MAY_WRITE, Conduct.UNCLEAR}) {
                    Decision decision = ReadTransactions.decide(new ReadFinding(kind, conduct, readersCount, null));
                    boolean asked = kind == Kind.LOOKED_AT && conduct == Conduct.MAY_WRITE;
                    if (kind != Kind.SAME && !asked) {
                        assertThat(decision.outcome()).isEqualTo(CommitOutcome.UNKNOWN);
                    }
                }
            }
        }
    }
}
