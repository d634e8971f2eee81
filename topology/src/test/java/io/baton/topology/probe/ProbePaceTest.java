/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.topology.probe;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProbePaceTest {

    private final ProbePace pace = new ProbePace(
            Duration.ofSeconds(1),
            Duration.ofSeconds(5),
            Duration.ofSeconds(30),
            Duration.ofMillis(50),
            Duration.ofMillis(4));

    @Test
    void should_rest_as_configured_while_all_is_well() {
        assertThat(pace.whenSteady(false, Duration.ZERO)).isEqualTo(Duration.ofSeconds(1));
        assertThat(pace.whenSteady(true, Duration.ZERO)).isEqualTo(Duration.ofMillis(500));
    }

    @Test
    void should_rest_longer_once_nobody_has_used_the_cluster_for_a_while() {
        assertThat(pace.whenSteady(true, Duration.ofSeconds(30))).isEqualTo(Duration.ofMillis(500));
        assertThat(pace.whenSteady(true, Duration.ofSeconds(31))).isEqualTo(Duration.ofSeconds(5));
        assertThat(pace.whenSteady(false, Duration.ofSeconds(31))).isEqualTo(Duration.ofSeconds(5));
    }

    @Test
    void should_not_probe_an_idle_cluster_more_often_than_one_in_use() {
        ProbePace slow = new ProbePace(
                Duration.ofSeconds(60),
                Duration.ofSeconds(5),
                Duration.ofSeconds(30),
                Duration.ofMillis(50),
                Duration.ofMillis(4));

        assertThat(slow.whenSteady(false, Duration.ofHours(1))).isEqualTo(Duration.ofSeconds(60));
    }

    @ParameterizedTest
    @CsvSource({"1, 1", "2, 2", "3, 4", "6, 32", "7, 32", "1000, 32"})
    void should_rest_ever_longer_while_the_login_is_refused(int refusals, long seconds) {
        assertThat(pace.whenRefused(refusals)).isEqualTo(Duration.ofSeconds(seconds));
    }

    @ParameterizedTest(name = "after {0} ms, calls wait: {1}")
    @CsvSource({
        "0, true, 4",
        "0, false, 4",
        "399, true, 4",
        "400, true, 4",
        "1000, true, 10",
        "1000, false, 10",
        "5000, true, 50",
        "5100, true, 50",
        "5100, false, 51",
        "100000, false, 1000",
        "200000, false, 1000",
        "86400000, true, 50",
        "86400000, false, 1000"
    })
    void should_rest_a_share_of_the_outage_within_bounds(long outage, boolean callsWait, long rest) {
        assertThat(pace.whenHurried(Duration.ofMillis(outage), callsWait)).isEqualTo(Duration.ofMillis(rest));
    }

    @Test
    void should_not_rest_longer_than_the_hurried_pace_even_when_that_is_very_short() {
        ProbePace eager = new ProbePace(
                Duration.ofMillis(10),
                Duration.ofMillis(1),
                Duration.ofSeconds(30),
                Duration.ofMillis(1),
                Duration.ofMillis(4));

        assertThat(eager.whenHurried(Duration.ofSeconds(1), true)).isEqualTo(Duration.ofMillis(1));
        assertThat(eager.whenHurried(Duration.ofDays(1), false)).isEqualTo(Duration.ofMillis(10));
    }
}
