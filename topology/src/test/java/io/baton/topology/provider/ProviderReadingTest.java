/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.topology.provider;

import static org.assertj.core.api.Assertions.assertThat;

import io.baton.topology.Claim;
import io.baton.topology.FailureKind;
import io.baton.topology.NodeAddress;
import io.baton.topology.Observation;
import io.baton.topology.TimelineEpoch;
import io.baton.topology.Topology;
import io.baton.topology.TopologyRules;
import io.baton.topology.Upstream;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ProviderReadingTest {

    private static final NodeAddress N1 = new NodeAddress("n1", 5432);
    private static final NodeAddress N2 = new NodeAddress("n2", 5432);
    private static final NodeAddress N3 = new NodeAddress("n3", 5432);
    private static final TopologyRules RULES = new TopologyRules(3, 12);
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    private final ProviderReading reading = new ProviderReading("Patroni", ProviderSettings.USUAL);
    private Topology topology =
            probed(probed(Topology.of(List.of(N1, N2)), N1, Claim.WRITABLE, 2), N2, Claim.STANDBY, 2);

    private static Topology probed(Topology before, NodeAddress node, Claim claim, int timeline) {
        return RULES.apply(
                before,
                new Observation.Probed(
                        node,
                        before.node(node).generation(),
                        claim,
                        new TimelineEpoch(1, timeline),
                        Upstream.UNKNOWN,
                        null));
    }

    private List<Observation> says(@Nullable NodeAddress primary, @Nullable Instant switchover, Duration later) {
        List<Observation> observations =
                reading.answered(new Hints(List.of(N1, N2, N3), primary, switchover), topology, START.plus(later));
        observations.forEach(observation -> topology = RULES.apply(topology, observation));
        return observations.stream()
                .filter(observation -> !(observation instanceof Observation.Named))
                .toList();
    }

    @Test
    void should_list_the_nodes_that_are_not_known_once() {
        assertThat(says(N1, null, Duration.ZERO)).containsExactly(new Observation.Listed(N3, "Patroni"));
        assertThat(says(N1, null, Duration.ofSeconds(1))).isEmpty();
        assertThat(topology.primary()).isEqualTo(topology.node(N1));
    }

    @Test
    void should_suspect_the_primary_once_when_another_one_is_named_and_not_before_the_nodes_said_so_themselves() {
        says(N1, null, Duration.ZERO);

        assertThat(says(N2, null, Duration.ofSeconds(1))).singleElement().isInstanceOf(Observation.Suspected.class);
        topology = probed(topology, N1, Claim.WRITABLE, 2);
        assertThat(says(N2, null, Duration.ofSeconds(2))).isEmpty();
        assertThat(topology.primary()).isEqualTo(topology.node(N1));
    }

    @Test
    void should_confirm_only_what_was_said_for_long_enough_without_a_break() {
        says(N1, null, Duration.ZERO);
        assertThat(says(N1, null, Duration.ofSeconds(29))).isEmpty();
        reading.failed();
        assertThat(says(N1, null, Duration.ofSeconds(31))).isEmpty();
        assertThat(says(N1, null, Duration.ofSeconds(60))).isEmpty();
        assertThat(says(N1, null, Duration.ofSeconds(61))).singleElement().isInstanceOf(Observation.Confirmed.class);
    }

    @Test
    void should_lead_the_way_down_to_a_timeline_that_the_cluster_went_back_to() {
        says(N1, null, Duration.ZERO);
        topology = probed(topology, N2, Claim.WRITABLE, 3);
        topology = RULES.apply(
                topology,
                new Observation.Unreachable(
                        N2, topology.node(N2).generation(), FailureKind.CONNECTION_LOST, "refused"));
        topology = probed(topology, N1, Claim.WRITABLE, 2);
        assertThat(topology.primary()).isNull();

        says(N1, null, Duration.ofSeconds(30));

        assertThat(topology.primary()).isEqualTo(topology.node(N1));
    }

    @Test
    void should_hold_the_primary_shortly_before_a_planned_switchover_and_release_it_when_that_does_not_come() {
        Instant planned = START.plusSeconds(10);
        says(N1, planned, Duration.ZERO);
        says(N1, planned, Duration.ofMillis(9_400));
        assertThat(topology.primary()).isNotNull();

        says(N1, planned, Duration.ofMillis(9_600));
        assertThat(topology.primary()).isNull();
        assertThat(reading.waited(topology, planned.plusSeconds(5))).isEmpty();

        List<Observation> over = reading.waited(topology, planned.plusSeconds(6));
        assertThat(over).singleElement().isInstanceOf(Observation.Released.class);
        topology = probed(RULES.apply(topology, over.get(0)), N1, Claim.WRITABLE, 2);
        assertThat(topology.primary()).isEqualTo(topology.node(N1));
        assertThat(says(N1, planned, Duration.ofSeconds(17)))
                .as("it is held once")
                .isEmpty();
    }

    @Test
    void should_hold_at_the_planned_time_though_the_provider_does_not_answer_then() {
        Instant planned = START.plusSeconds(10);
        says(N1, planned, Duration.ZERO);
        reading.failed();

        assertThat(reading.untilDue(START)).as("there is time to ask").isNull();
        assertThat(reading.untilDue(planned.minusSeconds(2))).isEqualTo(Duration.ofMillis(1_500));
        assertThat(reading.waited(topology, planned.minusMillis(600))).isEmpty();
        assertThat(reading.waited(topology, planned.minusMillis(400)))
                .singleElement()
                .isInstanceOf(Observation.Held.class);
    }

    @Test
    void should_release_the_primary_when_the_switchover_is_called_off() {
        Instant planned = START.plusSeconds(1);
        says(N1, planned, Duration.ofMillis(600));
        assertThat(topology.primary()).isNull();

        says(N1, null, Duration.ofMillis(800));

        assertThat(reading.waited(topology, START.plusMillis(801)))
                .singleElement()
                .isInstanceOf(Observation.Released.class);
    }

    @Test
    void should_release_the_old_primary_when_another_one_has_taken_over() {
        Instant planned = START.plusSeconds(1);
        says(N1, planned, Duration.ofMillis(900));
        topology = probed(topology, N2, Claim.WRITABLE, 3);
        says(N2, null, Duration.ofMillis(950));

        assertThat(reading.waited(topology, planned)).singleElement().isInstanceOf(Observation.Released.class);
    }

    @Test
    void should_insist_on_the_primary_when_another_was_promoted_beside_it_for_long_enough() {
        topology = probed(topology, N2, Claim.STANDBY, 2);
        says(N1, null, Duration.ZERO);
        topology = probed(topology, N2, Claim.WRITABLE, 3);
        assertThat(topology.primary()).isNull();

        says(N1, null, Duration.ofSeconds(40));
        assertThat(topology.primary())
                .as("named for long, but not since the promotion")
                .isNull();
        says(N1, null, Duration.ofSeconds(71));
        assertThat(topology.primary()).isEqualTo(topology.node(N1));
    }

    @Test
    void should_let_the_nodes_decide_when_it_fails() {
        says(N1, null, Duration.ZERO);
        topology = probed(topology, N2, Claim.WRITABLE, 3);
        assertThat(topology.primary()).isNull();

        reading.failed().forEach(observation -> topology = RULES.apply(topology, observation));
        assertThat(topology.primary()).isEqualTo(topology.node(N2));
    }
}
