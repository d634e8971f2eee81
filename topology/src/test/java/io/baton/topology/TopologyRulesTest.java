/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.topology;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * Goes through everything that can be observed of three nodes, in every order, up to a depth, and checks after each step what
 * must always hold. Every order and any observation: that includes what is lost, late, or told twice. A longer search than
 * that of every build: {@code -Dbaton.search.deeper=2}.
 */
class TopologyRulesTest {

    private static final int DEEPER = Integer.getInteger("baton.search.deeper", 0);
    private static final List<Epoch> TWO_PROMOTIONS =
            List.of(new TimelineEpoch(1, 1), new TimelineEpoch(1, 2), new TimelineEpoch(1, 3));
    private static final List<Epoch> ONE_PROMOTION = List.of(new TimelineEpoch(1, 1), new TimelineEpoch(1, 2));

    @Test
    void should_keep_the_invariants_through_two_promotions() {
        TopologySearch search = new TopologySearch(new TopologyRules(1, 1), TWO_PROMOTIONS, Alphabet.ROLES);

        assertThat(search.toDepth(5 + DEEPER, 3 + DEEPER)).isGreaterThan(20_000);
    }

    @Test
    void should_keep_the_invariants_whoever_is_silent_or_cut_off() {
        TopologySearch search = new TopologySearch(new TopologyRules(2, 3), ONE_PROMOTION, Alphabet.SILENCE);

        assertThat(search.toDepth(5 + DEEPER, 4 + DEEPER)).isGreaterThan(20_000);
    }

    @Test
    void should_keep_the_invariants_with_nodes_of_another_cluster() {
        List<Epoch> epochs = List.of(new TimelineEpoch(1, 1), new TimelineEpoch(1, 2), new TimelineEpoch(7, 3));

        assertThat(new TopologySearch(new TopologyRules(1, 1), epochs, Alphabet.ROLES).toDepth(4 + DEEPER, 0))
                .isGreaterThan(3_000);
    }

    @Test
    void should_leave_out_evidence_about_a_node_that_is_none_any_more() {
        NodeAddress stranger = new NodeAddress("n9", 5432);
        Topology topology = Topology.of(List.of(new NodeAddress("n1", 5432)));

        assertThat(new TopologyRules(3, 12).apply(topology, new Observation.Suspected(stranger, 0, "a call failed")))
                .isSameAs(topology);
    }
}
