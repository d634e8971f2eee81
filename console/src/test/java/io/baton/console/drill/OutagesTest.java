/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.console.drill;

import static io.baton.console.drill.DrillClock.NEVER;
import static org.assertj.core.api.Assertions.assertThat;

import io.baton.console.drill.Outages.Spread;
import java.util.List;
import org.junit.jupiter.api.Test;

class OutagesTest {

    private static final long MS = 1_000_000;
    private static final TurningPoints POINTS = Sample.points();

    @Test
    void should_measure_from_the_fault_to_the_first_write_after_the_promotion() {
        List<Attempt> attempts = List.of(
                Sample.written(1, 1, 900 * MS),
                // The answer was on its way when the fault hit: not the end of the outage.
                Sample.written(1, 2, 1_001 * MS),
                Sample.written(1, 4, 2_130 * MS),
                Sample.written(1, 3, 2_060 * MS));

        List<WriterOutage> outages = Outages.perWriter(1, attempts, POINTS);

        assertThat(outages).containsExactly(new WriterOutage(1, 4, 1_060.0, 20.0, 10.0));
    }

    @Test
    void should_not_count_a_try_that_was_not_acknowledged() {
        List<Attempt> attempts =
                List.of(new Attempt(1, 1, 1, 2_051 * MS, NEVER), new Attempt(1, 1, 2, 2_061 * MS, 2_062 * MS));

        assertThat(Outages.perWriter(1, attempts, POINTS)).containsExactly(new WriterOutage(1, 1, 1_062.0, 22.0, 12.0));
    }

    @Test
    void should_say_of_a_writer_that_never_came_back_that_it_did_not() {
        List<Attempt> attempts = List.of(Sample.written(1, 1, 900 * MS), Sample.written(2, 1, 2_060 * MS));

        List<WriterOutage> outages = Outages.perWriter(2, attempts, POINTS);

        assertThat(outages)
                .containsExactly(new WriterOutage(1, 1, null, null, null), new WriterOutage(2, 1, 1_060.0, 20.0, 10.0));
        assertThat(Outages.spread(outages, WriterOutage::outageMs)).isEqualTo(new Spread(1_060.0, 1_060.0));
    }

    @Test
    void should_have_no_figure_when_nothing_was_promoted() {
        TurningPoints nothing = new TurningPoints(1_000 * MS, NEVER, NEVER, NEVER, NEVER, NEVER, NEVER, NEVER, NEVER);

        List<WriterOutage> outages = Outages.perWriter(1, List.of(Sample.written(1, 1, 3_000 * MS)), nothing);

        assertThat(outages).containsExactly(new WriterOutage(1, 1, null, null, null));
        assertThat(Outages.spread(outages, WriterOutage::outageMs)).isNull();
    }

    @Test
    void should_take_the_mean_of_the_two_in_the_middle() {
        List<WriterOutage> outages = List.of(of(40), of(10), of(30), of(20));

        assertThat(Outages.spread(outages, WriterOutage::outageMs)).isEqualTo(new Spread(25, 40));
        assertThat(Outages.spread(outages.subList(0, 3), WriterOutage::outageMs))
                .isEqualTo(new Spread(30, 40));
    }

    private static WriterOutage of(double ms) {
        return new WriterOutage(1, 1, ms, ms, ms);
    }
}
