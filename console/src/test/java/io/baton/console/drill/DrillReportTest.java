/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.console.drill;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A drill that went well, spoilt in one way each: it must fail. */
class DrillReportTest {

    private static final long MS = 1_000_000;

    private final Map<RowId, Integer> copies = Sample.copies();
    private final Map<Integer, Long> counted = Sample.counted();
    private final List<Attempt> attempts = new ArrayList<>(Sample.attempts());
    private final List<StaleRow> stale = new ArrayList<>();

    @Test
    void should_pass_when_everything_is_there_once() {
        DrillReport report = report();

        assertThat(report.exitStatus()).isZero();
        assertThat(report.problems()).isEmpty();
        assertThat(report.integrity()).isEqualTo(new Integrity(6, 6, 0, 0, 0, 0, 0L));
        assertThat(report.durations().faultToVerdictMs()).isEqualTo(25.0);
        assertThat(report.durations().writableToNewPrimaryKnownMs()).isEqualTo(5.0);
        assertThat(report.durations().acceptsWritesToNextWrite()).isEqualTo(new Outages.Spread(11.5, 12.0));
        assertThat(report.durations().writableToNextWrite()).isEqualTo(new Outages.Spread(21.5, 22.0));
    }

    @Test
    void should_fail_when_an_acknowledged_row_is_missing() {
        copies.remove(new RowId(1, 900));
        counted.put(1, 2L);

        assertFails("1 acknowledged writes are missing");
    }

    @Test
    void should_fail_when_a_row_is_there_twice() {
        copies.put(new RowId(1, 900), 2);
        counted.put(1, 4L);

        assertFails("1 rows are there twice");
    }

    @Test
    void should_see_a_lost_row_behind_a_doubled_one() {
        copies.put(new RowId(1, 900), 2);
        copies.remove(new RowId(1, 100));

        assertFails("1 acknowledged writes are missing", "1 rows are there twice");
    }

    @Test
    void should_fail_when_a_counter_and_its_rows_differ() {
        counted.put(1, 4L);
        counted.put(2, 2L);

        assertFails("2 transactions took effect in half");
    }

    @Test
    void should_fail_when_a_row_was_inserted_into_a_superseded_primary() {
        stale.add(new StaleRow(new RowId(1, 100), 1, 99 * MS));
        stale.add(new StaleRow(new RowId(1, 7), 1, 2_051 * MS));

        assertFails("1 writes reached a stale node");
    }

    @Test
    void should_fail_when_a_row_was_committed_late_on_a_superseded_primary() {
        attempts.add(new Attempt(1, 901, 1, 2_055 * MS, DrillClock.NEVER));
        stale.add(new StaleRow(new RowId(1, 901), 1, 999 * MS));

        assertFails("1 writes reached a stale node");
    }

    @Test
    void should_not_blame_a_later_try_that_went_to_the_right_node() {
        attempts.add(new Attempt(1, 901, 1, 999 * MS, DrillClock.NEVER));
        attempts.add(new Attempt(1, 901, 2, 2_055 * MS, 2_056 * MS));
        copies.put(new RowId(1, 901), 1);
        counted.put(1, 4L);
        stale.add(new StaleRow(new RowId(1, 901), 1, 998 * MS));

        assertThat(report().problems()).isEmpty();
    }

    @Test
    void should_fail_when_a_writer_did_not_come_back() {
        attempts.removeIf(attempt -> attempt.writer() == 1 && attempt.seq() > 900);
        copies.remove(new RowId(1, 2_061));
        counted.put(1, 2L);

        assertFails("1 writers had no write acknowledged after the promotion");
    }

    @Test
    void should_count_a_row_that_nobody_was_told_of_and_pass() {
        copies.put(new RowId(1, 9_999), 1);
        counted.put(1, 4L);

        assertThat(report().exitStatus()).isZero();
        assertThat(report().integrity().unacknowledged()).isOne();
    }

    @Test
    void should_not_claim_to_have_examined_a_stale_node_that_there_was_not() {
        assertThat(Sample.report(new Found(copies, counted), null, attempts)
                        .integrity()
                        .staleWrites())
                .isNull();
    }

    private DrillReport report() {
        return Sample.report(new Found(copies, counted), stale, attempts);
    }

    private void assertFails(String... problems) {
        DrillReport report = report();
        assertThat(report.problems()).contains(problems);
        assertThat(report.passed()).isFalse();
        assertThat(report.exitStatus()).isOne();
    }
}
