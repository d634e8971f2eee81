/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.bench.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.stream.IntStream;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Test;

class ServerResultTest {

    private static ServerResult.Turn turn(int operations, double seconds) {
        Histogram latencies = new Histogram(3);
        for (int i = 1; i <= operations; i++) {
            latencies.recordValue(i * 1_000L);
        }
        return new ServerResult.Turn(latencies, seconds);
    }

    private static List<ServerResult.Turn> turns(int... operations) {
        return IntStream.of(operations).mapToObj(count -> turn(count, 2)).toList();
    }

    @Test
    void should_compare_turn_by_turn() {
        ServerResult result = ServerResult.of(
                Vendor.POSTGRESQL,
                Workload.ROWS,
                Setting.USUAL,
                8,
                turns(100, 200, 100, 400, 100),
                turns(90, 220, 100, 320, 50));

        assertThat(result.ratio().median()).isEqualTo(0.9, within(1e-9));
        assertThat(result.ratio().lowerQuartile()).isEqualTo(0.8, within(1e-9));
        assertThat(result.ratio().upperQuartile()).isEqualTo(1.0, within(1e-9));
    }

    @Test
    void should_give_medians_of_the_turns() {
        ServerResult result = ServerResult.of(
                Vendor.POSTGRESQL, Workload.ROWS, Setting.USUAL, 8, turns(100, 1_000, 200), turns(100, 100, 100));

        assertThat(result.raw().perSecond()).isEqualTo(100);
        assertThat(result.baton().perSecond()).isEqualTo(50);
        assertThat(result.baton().p50Us()).isEqualTo(50, within(0.1));
        assertThat(result.baton().p99Us()).isEqualTo(99, within(0.1));
    }
}
