/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.console.drill;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A drill that cannot fail proves nothing. */
class DrillReportTest {

    @Test
    void should_pass_when_database_and_writers_agree() {
        DrillReport report = Samples.report(new Found(Samples.rows(), Samples.counters()), List.of());

        assertThat(report.problems()).isEmpty();
        assertThat(report.exitStatus()).isZero();
        assertThat(report.integrity().acknowledged()).isEqualTo(5);
        assertThat(report.durations().faultToVerdictMs()).isEqualTo(10.0);
    }

    @Test
    void should_fail_when_an_acknowledged_row_is_missing() {
        Map<RowId, Integer> rows = Samples.rows();
        rows.remove(new RowId(2, 3));
        Map<Integer, Long> counters = Samples.counters();
        counters.put(2, 2L);

        DrillReport report = Samples.report(new Found(rows, counters), null);

        assertThat(report.exitStatus()).isEqualTo(1);
        assertThat(report.problems()).containsExactly("1 acknowledged writes are missing");
    }

    @Test
    void should_fail_when_a_row_is_there_twice() {
        Map<RowId, Integer> rows = Samples.rows();
        rows.put(new RowId(1, 2), 2);
        Map<Integer, Long> counters = Samples.counters();
        counters.put(1, 3L);

        DrillReport report = Samples.report(new Found(rows, counters), null);

        assertThat(report.exitStatus()).isEqualTo(1);
        assertThat(report.problems()).containsExactly("1 rows are there twice");
    }

    @Test
    void should_fail_when_half_a_transaction_took_effect() {
        Map<Integer, Long> counters = Samples.counters();
        counters.put(1, 1L);

        DrillReport report = Samples.report(new Found(Samples.rows(), counters), null);

        assertThat(report.exitStatus()).isEqualTo(1);
        assertThat(report.problems()).containsExactly("1 transactions took effect in half");
    }

    @Test
    void should_fail_when_a_write_reached_a_stale_node() {
        StaleRow before = new StaleRow(new RowId(1, 1), 1, 400 * Samples.MS);
        StaleRow after = new StaleRow(new RowId(2, 2), 2, 2_140 * Samples.MS);

        DrillReport report = Samples.report(new Found(Samples.rows(), Samples.counters()), List.of(before, after));

        assertThat(report.exitStatus()).isEqualTo(1);
        assertThat(report.problems()).containsExactly("1 writes reached a stale node");
    }

    @Test
    void should_count_a_row_as_stale_whose_commit_was_sent_late() {
        StaleRow insertedInTime = new StaleRow(new RowId(1, 2), 1, 900 * Samples.MS);

        DrillReport report = Samples.report(new Found(Samples.rows(), Samples.counters()), List.of(insertedInTime));

        assertThat(report.integrity().staleWrites()).isEqualTo(1);
    }

    @Test
    void should_fail_when_a_writer_did_not_come_back() {
        List<Attempt> attempts = Samples.attempts().stream()
                .filter(a -> a.writer() == 1 || a.seq() == 1)
                .toList();

        DrillReport report = Samples.report(attempts, new Found(Samples.rows(), Samples.counters()), null);

        assertThat(report.exitStatus()).isEqualTo(1);
        assertThat(report.problems()).containsExactly("1 writers had no write acknowledged after the promotion");
    }

    @Test
    void should_measure_from_the_fault_and_from_the_moment_that_writes_are_accepted() {
        DrillReport report = Samples.report(new Found(Samples.rows(), Samples.counters()), null);

        assertThat(report.durations().writerOutage()).isEqualTo(new Outages.Spread(1_130, 1_150));
        assertThat(report.durations().acceptsWritesToNextWrite()).isEqualTo(new Outages.Spread(30, 50));
    }
}
