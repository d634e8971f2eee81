/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.topology;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** When a cluster is refused for a server that is not covered. */
class StrangersTest {

    private static final NodeAddress N1 = new NodeAddress("n1", 3306);
    private static final NodeAddress N2 = new NodeAddress("n2", 3306);
    private static final TopologyRules RULES = new TopologyRules(3, 12);

    private Topology topology = Topology.of(List.of(N1, N2));

    private void isNotCovered(NodeAddress node) {
        long generation = topology.node(node).generation();
        topology = RULES.apply(
                topology,
                new Observation.Unreachable(
                        node, generation, FailureKind.NOT_COVERED, "is a node of a Galera cluster"));
    }

    @Test
    void should_not_refuse_before_the_other_nodes_were_looked_at() {
        isNotCovered(N1);

        assertThat(topology.refusal()).isNull();
    }

    @Test
    void should_refuse_when_none_is_covered() {
        isNotCovered(N1);
        isNotCovered(N2);

        assertThat(topology.refusal()).contains("n1:3306", "n2:3306", "Galera");
    }

    @Test
    void should_refuse_when_nobody_else_is_there() {
        isNotCovered(N1);
        long generation = topology.node(N2).generation();
        topology = RULES.apply(
                topology, new Observation.Unreachable(N2, generation, FailureKind.CONNECTION_LOST, "refused"));

        assertThat(topology.refusal()).contains("n1:3306");
    }

    @Test
    void should_not_refuse_for_one_beside_others_that_are_covered() {
        topology =
                RULES.apply(topology, Alphabet.probed(N2, 0, Claim.STANDBY, new TimelineEpoch(1, 1), Upstream.HEARD));
        isNotCovered(N1);

        assertThat(topology.refusal()).isNull();
    }
}
