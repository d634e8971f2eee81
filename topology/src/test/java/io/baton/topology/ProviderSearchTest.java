/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.topology;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Providers that contradict the nodes, and groups that agree on views, in every order up to a depth. */
class ProviderSearchTest {

    private static final int DEEPER = Integer.getInteger("baton.search.deeper", 0);
    private static final List<NodeAddress> NODES =
            Stream.of("n1", "n2", "n3").map(name -> new NodeAddress(name, 5432)).toList();

    @Test
    void should_keep_the_invariants_whatever_a_provider_says() {
        TopologyRules rules = new TopologyRules(1, 1);
        Topology well = well(rules, new TimelineEpoch(1, 1));
        StateSearch search = new StateSearch(rules, ProviderSearchTest::timelines, ProviderSearchTest::checkProvider);

        assertThat(search.toDepth("provider", List.of(well), 3 + DEEPER)).isGreaterThan(2_000);
    }

    @Test
    void should_keep_the_invariants_of_groups() {
        TopologyRules rules = new TopologyRules(1, 1);
        for (Claim writer : List.of(Claim.WRITABLE, Claim.PEER)) {
            StateSearch search =
                    new StateSearch(rules, topology -> views(topology, writer), ProviderSearchTest::checkViews);
            List<Topology> beginnings = writer == Claim.PEER
                    ? List.of(Topology.of(NODES))
                    : List.of(Topology.of(NODES), well(rules, new ViewEpoch("home", 1)));

            assertThat(search.toDepth("views, " + writer, beginnings, 3 + DEEPER))
                    .isGreaterThan(500);
        }
    }

    private static Topology well(TopologyRules rules, Epoch epoch) {
        Topology well = Topology.of(NODES);
        for (NodeAddress node : NODES) {
            Claim claim = node.equals(NODES.get(0)) ? Claim.WRITABLE : Claim.STANDBY;
            well = rules.apply(well, Alphabet.probed(node, 0, claim, epoch, Upstream.HEARD));
        }
        return well;
    }

    private static List<Observation> timelines(Topology topology) {
        List<Observation> all = new ArrayList<>();
        for (Node node : topology.nodes()) {
            NodeAddress address = node.address();
            for (int timeline = 1; timeline <= 3; timeline++) {
                Epoch epoch = new TimelineEpoch(1, timeline);
                all.add(Alphabet.probed(address, node.generation(), Claim.WRITABLE, epoch, Upstream.UNKNOWN));
                all.add(Alphabet.probed(address, node.generation(), Claim.STANDBY, epoch, Upstream.HEARD));
                all.add(Alphabet.probed(address, node.generation(), Claim.STANDBY, epoch, Upstream.LOST));
            }
            all.add(new Observation.Unreachable(address, node.generation(), FailureKind.CONNECTION_LOST, "refused"));
            all.add(new Observation.Named(address, "somebody"));
            all.add(new Observation.Unnamed(address));
            all.add(new Observation.Confirmed(address, node.generation(), "somebody", false));
            all.add(new Observation.Confirmed(address, node.generation(), "somebody", true));
        }
        return all;
    }

    private static void checkProvider(Topology before, Observation observation, Topology after) {
        Node primary = checkOnePrimary(after);
        boolean confirmed = observation instanceof Observation.Confirmed;
        if (before.accepted() != null && after.accepted() != null) {
            boolean down = after.accepted().against(before.accepted()) == Epoch.Order.BELOW;
            StateSearch.must(!down || confirmed, "only a confirmation lowers the epoch");
        }
        if (primary == null) {
            return;
        }
        assertThat(Objects.requireNonNull(primary.epoch()).against(Objects.requireNonNull(after.accepted())))
                .as("the primary is on the accepted epoch")
                .isEqualTo(Epoch.Order.EQUAL);
        Node named = after.named() == null ? null : after.node(after.named());
        boolean behindItsBack =
                named != null && named.epoch() != null && primary.epoch().against(named.epoch()) == Epoch.Order.ABOVE;
        StateSearch.must(!behindItsBack, "a promotion that is not confirmed is followed");
        for (Node other : after.nodes()) {
            boolean followed = other.isUp()
                    && !other.isDismissed(after.accepted())
                    && other.claim() == Claim.STANDBY
                    && other.upstream() == Upstream.HEARD
                    && Objects.requireNonNull(other.epoch()).against(after.accepted()) == Epoch.Order.ABOVE;
            StateSearch.must(!followed, "a standby follows a higher timeline");
        }
    }

    private static List<Observation> views(Topology topology, Claim writer) {
        List<Observation> all = new ArrayList<>();
        for (Node node : topology.nodes()) {
            for (int view = 1; view <= 3; view++) {
                Epoch epoch = new ViewEpoch("home", view);
                for (Claim claim : List.of(writer, writer == Claim.PEER ? writer : Claim.STANDBY, Claim.MINORITY)) {
                    all.add(Alphabet.probed(node.address(), node.generation(), claim, epoch, Upstream.UNKNOWN));
                }
            }
            all.add(new Observation.Unreachable(
                    node.address(), node.generation(), FailureKind.CONNECTION_LOST, "refused"));
            all.add(new Observation.Suspected(node.address(), node.generation(), "a call failed"));
        }
        return all;
    }

    private static void checkViews(Topology before, Observation observation, Topology after) {
        Node primary = checkOnePrimary(after);
        if (primary != null) {
            assertThat(primary.claim()).isIn(Claim.WRITABLE, Claim.PEER);
            assertThat(Objects.requireNonNull(primary.epoch()).against(Objects.requireNonNull(after.accepted())))
                    .as("a primary on a view that was left")
                    .isEqualTo(Epoch.Order.EQUAL);
        }
    }

    private static @Nullable Node checkOnePrimary(Topology topology) {
        long primaries = topology.nodes().stream()
                .filter(node -> node.role() == Role.PRIMARY)
                .count();
        StateSearch.must(primaries <= 1, "several primaries");
        return topology.primary();
    }
}
