/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.driver.internal.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.baton.topology.Claim;
import io.baton.topology.FailureKind;
import io.baton.topology.Node;
import io.baton.topology.NodeAddress;
import io.baton.topology.Observation;
import io.baton.topology.TimelineEpoch;
import io.baton.topology.Topology;
import io.baton.topology.TopologyRules;
import io.baton.topology.Upstream;
import java.util.List;
import org.junit.jupiter.api.Test;

class RoutePolicyTest {

    private static final NodeAddress N1 = new NodeAddress("n1", 1);
    private static final NodeAddress N2 = new NodeAddress("n2", 2);
    private static final NodeAddress N3 = new NodeAddress("n3", 3);
    private static final TopologyRules RULES = new TopologyRules(3, 3);

    private final Topology healthy = probed(
            probed(probed(Topology.of(List.of(N1, N2, N3)), N1, Claim.WRITABLE), N2, Claim.STANDBY), N3, Claim.STANDBY);

    private static Topology probed(Topology topology, NodeAddress node, Claim claim) {
        long generation = topology.node(node).generation();
        return RULES.apply(
                topology,
                new Observation.Probed(node, generation, claim, new TimelineEpoch(7, 1), Upstream.UNKNOWN, null));
    }

    private static Topology down(Topology topology, NodeAddress node) {
        long generation = topology.node(node).generation();
        return RULES.apply(
                topology, new Observation.Unreachable(node, generation, FailureKind.CONNECTION_LOST, "refused"));
    }

    private static List<NodeAddress> plan(Topology topology, Intent intent, int turn) {
        return RoutePolicy.plan(topology, intent, turn).stream()
                .map(Node::address)
                .toList();
    }

    @Test
    void should_write_to_the_primary_alone() {
        assertThat(plan(healthy, Intent.WRITE, 1)).containsExactly(N1);
        assertThat(plan(down(healthy, N1), Intent.WRITE, 1)).isEmpty();
    }

    @Test
    void should_read_from_the_replicas_in_turn_and_from_the_primary_last() {
        assertThat(plan(healthy, Intent.READ, 0)).containsExactly(N2, N3, N1);
        assertThat(plan(healthy, Intent.READ, 1)).containsExactly(N3, N2, N1);
        assertThat(plan(healthy, Intent.READ, Integer.MIN_VALUE + 1)).containsExactly(N3, N2, N1);
        assertThat(plan(down(down(healthy, N2), N3), Intent.READ, 0)).containsExactly(N1);
    }

    @Test
    void should_log_in_to_a_replica_only_when_there_is_no_primary() {
        assertThat(plan(healthy, Intent.CONNECT, 0)).startsWith(N1);
        assertThat(plan(down(healthy, N1), Intent.CONNECT, 0)).containsExactly(N2, N3);
    }

    @Test
    void should_leave_the_primary_for_a_replica_that_is_back() {
        Topology without = down(down(healthy, N2), N3);
        assertThat(RoutePolicy.stillServes(without, Intent.READ, without.node(N1)))
                .isTrue();

        Topology back = probed(without, N2, Claim.STANDBY);
        assertThat(RoutePolicy.stillServes(back, Intent.READ, back.node(N1))).isFalse();
        assertThat(RoutePolicy.stillServes(back, Intent.READ, back.node(N2))).isTrue();
    }
}
