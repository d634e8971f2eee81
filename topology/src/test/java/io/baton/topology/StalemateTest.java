/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.topology;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** How long a stalemate has to last, and what interrupts it. */
class StalemateTest {

    private static final NodeAddress N1 = new NodeAddress("n1", 5432);
    private static final NodeAddress N2 = new NodeAddress("n2", 5432);
    private static final NodeAddress N3 = new NodeAddress("n3", 5432);
    private static final TopologyRules RULES = new TopologyRules(3, 12);

    private long now;
    private Topology topology = Topology.of(List.of(N1, N2, N3));
    private final Stalemate stalemate = new Stalemate("app", () -> now);

    private Observation.@Nullable Confirmed seen(
            NodeAddress node, Claim claim, int timeline, Upstream hears, Duration later) {
        now += later.toNanos();
        topology = RULES.apply(
                topology,
                Alphabet.probed(node, topology.node(node).generation(), claim, new TimelineEpoch(1, timeline), hears));
        return stalemate.after(topology);
    }

    private void begin() {
        seen(N1, Claim.WRITABLE, 1, Upstream.UNKNOWN, Duration.ZERO);
        seen(N2, Claim.STANDBY, 1, Upstream.HEARD, Duration.ZERO);
        seen(N3, Claim.STANDBY, 2, Upstream.LOST, Duration.ZERO);
    }

    @Test
    void should_confirm_the_writer_when_it_has_lasted() {
        begin();

        assertThat(seen(N1, Claim.WRITABLE, 1, Upstream.UNKNOWN, Duration.ofSeconds(9)))
                .isNull();
        Observation confirmed =
                Objects.requireNonNull(seen(N1, Claim.WRITABLE, 1, Upstream.UNKNOWN, Duration.ofSeconds(1)));
        topology = RULES.apply(topology, confirmed);
        assertThat(topology.primary()).isEqualTo(topology.node(N1));
    }

    @Test
    void should_not_be_interrupted_by_an_attempt_to_receive() {
        begin();

        seen(N1, Claim.WRITABLE, 1, Upstream.UNKNOWN, Duration.ofSeconds(5));
        seen(N3, Claim.STANDBY, 2, Upstream.HEARD, Duration.ofSeconds(1));
        seen(N3, Claim.STANDBY, 2, Upstream.LOST, Duration.ofSeconds(1));
        assertThat(seen(N1, Claim.WRITABLE, 1, Upstream.UNKNOWN, Duration.ofSeconds(5)))
                .isNotNull();
    }

    @Test
    void should_begin_anew_when_somebody_was_followed_above() {
        begin();

        seen(N3, Claim.STANDBY, 2, Upstream.HEARD, Duration.ofSeconds(5));
        seen(N3, Claim.STANDBY, 2, Upstream.HEARD, Duration.ofSeconds(4));
        seen(N3, Claim.STANDBY, 2, Upstream.LOST, Duration.ofMillis(100));
        assertThat(seen(N1, Claim.WRITABLE, 1, Upstream.UNKNOWN, Duration.ofSeconds(5)))
                .isNull();
    }

    @Test
    void should_leave_it_to_people_when_most_nodes_are_above() {
        seen(N1, Claim.WRITABLE, 1, Upstream.UNKNOWN, Duration.ZERO);
        seen(N2, Claim.STANDBY, 2, Upstream.LOST, Duration.ZERO);
        seen(N3, Claim.STANDBY, 2, Upstream.LOST, Duration.ZERO);

        assertThat(seen(N1, Claim.WRITABLE, 1, Upstream.UNKNOWN, Duration.ofMinutes(1)))
                .isNull();
    }
}
