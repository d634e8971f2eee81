/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.topology;

import static org.assertj.core.api.Assertions.assertThat;

import io.baton.topology.TopologyChange.NodeChanged;
import io.baton.topology.TopologyChange.PrimaryChanged;
import java.util.List;
import org.junit.jupiter.api.Test;

class TopologyChangeTest {

    private static final NodeAddress N1 = new NodeAddress("n1", 5432);
    private static final NodeAddress N2 = new NodeAddress("n2", 5432);
    private static final Epoch OLD = new TimelineEpoch(1, 2);
    private static final Epoch NEW = new TimelineEpoch(1, 3);

    @Test
    void should_tell_nothing_when_nothing_changed() {
        Topology topology = topology(primary(N1, OLD), replica(N2, OLD));

        assertThat(TopologyChange.between(topology, topology)).isEmpty();
    }

    @Test
    void should_tell_the_nodes_first_and_then_the_primary() {
        Topology before = topology(primary(N1, OLD), replica(N2, OLD));
        Node gone = before.node(N1).as(Role.UNKNOWN, "superseded");
        Node promoted = primary(N2, NEW);

        List<TopologyChange> changes = TopologyChange.between(before, topology(gone, promoted));

        assertThat(changes)
                .containsExactly(
                        new NodeChanged(before.node(N1), gone),
                        new NodeChanged(before.node(N2), promoted),
                        new PrimaryChanged(before.node(N1), promoted, promoted.why()));
    }

    @Test
    void should_give_the_reason_of_the_lost_primary_when_nobody_follows() {
        Topology before = topology(primary(N1, OLD), replica(N2, OLD));
        Node gone = before.node(N1).down(FailureKind.CONNECTION_LOST, "refused");

        List<TopologyChange> changes = TopologyChange.between(before, topology(gone, before.node(N2)));

        assertThat(changes).last().isEqualTo(new PrimaryChanged(before.node(N1), null, "refused"));
    }

    @Test
    void should_give_the_reason_of_the_new_primary_when_there_was_none() {
        Topology before = topology(replica(N1, OLD), replica(N2, OLD));
        Node promoted = primary(N1, NEW);

        List<TopologyChange> changes = TopologyChange.between(before, topology(promoted, replica(N2, OLD)));

        assertThat(changes).last().isEqualTo(new PrimaryChanged(null, promoted, promoted.why()));
    }

    @Test
    void should_not_tell_a_primary_change_when_the_same_node_goes_on_with_another_epoch() {
        Topology before = topology(primary(N1, OLD), replica(N2, OLD));
        Topology after = topology(primary(N1, NEW), replica(N2, OLD));

        assertThat(TopologyChange.between(before, after))
                .containsExactly(new NodeChanged(before.node(N1), after.node(N1)));
    }

    @Test
    void should_tell_whether_sessions_end() {
        Node up = primary(N1, OLD);
        Node suspect = up.suspected(1, FailureKind.TIMEOUT, "silent");
        Node down = suspect.down(FailureKind.TIMEOUT, "silent");

        assertThat(new NodeChanged(up, suspect).endsSessions()).isFalse();
        assertThat(new NodeChanged(suspect, down).endsSessions()).isTrue();
        assertThat(new NodeChanged(suspect, down).why()).isEqualTo("silent");
    }

    private static Topology topology(Node... nodes) {
        return new Topology(1, List.of(nodes), OLD);
    }

    private static Node primary(NodeAddress address, Epoch epoch) {
        return Node.unobserved(address)
                .answering(probed(Claim.WRITABLE, epoch), Topology.of(List.of(address)))
                .as(Role.PRIMARY, "accepts writes on " + epoch);
    }

    private static Node replica(NodeAddress address, Epoch epoch) {
        return Node.unobserved(address)
                .answering(probed(Claim.STANDBY, epoch), Topology.of(List.of(address)))
                .as(Role.REPLICA, "follows " + epoch);
    }

    private static Observation.Probed probed(Claim claim, Epoch epoch) {
        return new Observation.Probed(new NodeAddress("n1", 5432), 0, claim, epoch, Upstream.UNKNOWN, null);
    }
}
