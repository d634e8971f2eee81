/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.topology;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** A virtual address that is moved back to a server which another one had succeeded: for how long that is not believed. */
class ReturnedServerTest {

    private static final NodeAddress VIP = new NodeAddress("vip", 3306);
    private static final TopologyRules RULES = new TopologyRules(3, 12);

    private long now;
    private Topology topology = Topology.of(List.of(VIP));
    private final Stalemate stalemate = new Stalemate("app", () -> now);

    private Observation.@Nullable Confirmed seen(String server, String executed, Duration later) {
        return seenAt(VIP, server, executed, later);
    }

    private Observation.@Nullable Confirmed seenAt(
            NodeAddress address, String server, String executed, Duration later) {
        now += later.toNanos();
        GtidEpoch epoch = new GtidEpoch(GtidSet.parse(executed), server);
        topology = RULES.apply(
                topology,
                new Observation.Probed(
                        address, topology.node(address).generation(), Claim.WRITABLE, epoch, Upstream.UNKNOWN, server));
        return stalemate.after(topology);
    }

    private void succeed() {
        seen("a", "a:1-9", Duration.ZERO);
        seen("b", "a:1-9", Duration.ofSeconds(1));
        assertThat(topology.primary()).isEqualTo(topology.node(VIP));
    }

    @Test
    void should_not_write_to_the_former_server_before_it_has_lasted() {
        succeed();

        assertThat(seen("a", "a:1-9", Duration.ofSeconds(1))).isNull();
        assertThat(topology.primary()).isNull();
        assertThat(seen("a", "a:1-9", Duration.ofSeconds(9))).isNull();
        Observation confirmed = Objects.requireNonNull(seen("a", "a:1-9", Duration.ofSeconds(1)));
        topology = RULES.apply(topology, confirmed);
        assertThat(topology.primary()).isEqualTo(topology.node(VIP));
    }

    @Test
    void should_go_back_to_the_successor_at_once() {
        succeed();

        seen("a", "a:1-9", Duration.ofSeconds(1));
        seen("b", "a:1-9,b:1-4", Duration.ofSeconds(1));
        assertThat(topology.primary()).isEqualTo(topology.node(VIP));
    }

    @Test
    void should_write_at_once_to_the_former_server_when_it_has_followed_the_successor() {
        succeed();

        seen("b", "a:1-9,b:1-4", Duration.ofSeconds(1));
        seen("a", "a:1-9,b:1-2", Duration.ofSeconds(1));
        assertThat(topology.primary()).isEqualTo(topology.node(VIP));
    }

    @Test
    void should_count_a_server_once_that_has_two_such_addresses() {
        NodeAddress other = new NodeAddress("vip2", 3306);
        topology = Topology.of(List.of(VIP, other));
        seenAt(other, "a", "a:1-9", Duration.ZERO);
        seen("a", "a:1-9", Duration.ZERO);
        seenAt(other, "b", "a:1-9", Duration.ofSeconds(1));
        seen("b", "a:1-9", Duration.ZERO);
        seenAt(other, "a", "a:1-9", Duration.ofSeconds(1));
        seen("a", "a:1-9", Duration.ZERO);
        assertThat(topology.primary()).isNull();

        topology = RULES.apply(topology, Objects.requireNonNull(seen("a", "a:1-9", Duration.ofSeconds(11))));
        assertThat(topology.primary()).isNotNull();
    }
}
