/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.tests.storm;

import static org.assertj.core.api.Assertions.assertThat;

import io.baton.topology.TopologyRules;
import io.baton.topology.probe.ProbePace;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What 2,000 JVMs do to a cluster of five nodes that loses its primary. The figures are in docs/failure-detection.md. */
class StormTest {

    private static final Fleet.Scene SCENE = new Fleet.Scene(
            2_000, 5, 20, 4, Duration.ofSeconds(5), Duration.ofSeconds(8), Duration.ofSeconds(14), 2_000);

    @Test
    void should_bound_the_load_of_a_large_fleet_by_its_options() {
        Fleet.Load usual = play(
                "the defaults",
                new ProbePace(
                        Duration.ofSeconds(1),
                        Duration.ofSeconds(5),
                        Duration.ofSeconds(30),
                        Duration.ofMillis(50),
                        Duration.ofMillis(4)));
        Fleet.Load large = play(
                "probeInterval=5s, probeIntervalFastest=probeIntervalHurried=500ms",
                new ProbePace(
                        Duration.ofSeconds(5),
                        Duration.ofSeconds(5),
                        Duration.ofSeconds(30),
                        Duration.ofMillis(500),
                        Duration.ofMillis(500)));

        assertThat(usual.probes().get(1).get(4)).as("steady, a replica").isBetween(1_500, 2_500);
        assertThat(usual.allKnow()).isLessThan(Duration.ofMillis(200));
        assertThat(Collections.max(large.probes().get(1)))
                .as("the worst second of a replica")
                .isLessThan(5_000);
        assertThat(large.allKnow()).isLessThan(Duration.ofSeconds(1));
    }

    private static Fleet.Load play(String name, ProbePace pace) {
        Fleet.Load load = new Fleet(SCENE, new TopologyRules(3, 12), pace).play();
        System.out.printf("%s%n  killed in second 5, promoted in second 8%n", name);
        System.out.printf(
                "  probes/s of the old primary:  %s%n", row(load.probes().get(0)));
        System.out.printf(
                "  probes/s of the new primary:  %s%n", row(load.probes().get(1)));
        System.out.printf(
                "  probes/s of another replica:  %s%n", row(load.probes().get(4)));
        System.out.printf("  logins/s to the new primary:  %s%n", row(load.logins()));
        System.out.printf(
                "  all clients know it %d ms after the promotion, 40,000 sessions are open after %d ms%n",
                load.allKnow().toMillis(), load.allLoggedIn().toMillis());
        return load;
    }

    private static String row(List<Integer> perSecond) {
        return perSecond.stream().map(n -> String.format("%,d", n)).collect(Collectors.joining(" "));
    }
}
