/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.topology;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * Everything that can be observed of three servers that replicate by GTID, up to a depth: writable replicas of all kinds, restarts,
 * silence, two promotions. Longer: {@code -Dbaton.search.deeper=1}.
 */
class GtidSearchTest {

    private static final int DEEPER = Integer.getInteger("baton.search.deeper", 0);
    private static final List<NodeAddress> NODES =
            Stream.of("n1", "n2", "n3").map(name -> new NodeAddress(name, 3306)).toList();
    private static final List<String> SERVERS = List.of("a", "b", "c");
    private static final List<String> HISTORIES =
            List.of("a:1-2", "a:1-3", "a:1-2,b:1", "a:1-2,c:1").subList(0, DEEPER > 0 ? 4 : 3);

    @Test
    void should_keep_the_invariants_whoever_accepts_writes() {
        TopologyRules rules = new TopologyRules(2, 2);
        Topology well = Topology.of(NODES);
        for (int node = 0; node < 3; node++) {
            Claim claim = node == 0 ? Claim.WRITABLE : Claim.STANDBY;
            well = rules.apply(well, probed(well, node, claim, Upstream.UNKNOWN, HISTORIES.get(0)));
        }
        StateSearch search = new StateSearch(rules, GtidSearchTest::next, GtidSearchTest::check);

        assertThat(search.toDepth("GTID, healthy", List.of(well), 3 + DEEPER)).isGreaterThan(5_000);
        assertThat(search.toDepth("GTID, start", List.of(Topology.of(NODES)), 2 + DEEPER))
                .isGreaterThan(1_000);
    }

    private static List<Observation> next(Topology topology) {
        List<Observation> all = new ArrayList<>();
        for (int node = 0; node < 3; node++) {
            for (String history : HISTORIES) {
                all.add(probed(topology, node, Claim.WRITABLE, Upstream.NONE, history));
                all.add(probed(topology, node, Claim.WRITABLE, Upstream.LOST, history));
                all.add(probed(topology, node, Claim.WRITABLE, Upstream.UNKNOWN, history));
                all.add(probed(topology, node, Claim.UNPROTECTED, Upstream.HEARD, history));
                all.add(probed(topology, node, Claim.STANDBY, Upstream.UNKNOWN, history));
            }
            NodeAddress address = NODES.get(node);
            long generation = topology.node(address).generation();
            all.add(new Observation.Unreachable(address, generation, FailureKind.CONNECTION_LOST, "refused"));
            all.add(new Observation.Unreachable(address, generation, FailureKind.TIMEOUT, "silent"));
        }
        return all;
    }

    private static Observation.Probed probed(Topology topology, int node, Claim claim, Upstream hears, String history) {
        NodeAddress address = NODES.get(node);
        Epoch epoch = new GtidEpoch(GtidSet.parse(history), SERVERS.get(node));
        return new Observation.Probed(address, topology.node(address).generation(), claim, epoch, hears, null);
    }

    private static void check(Topology before, Observation observation, Topology after) {
        long primaries = after.nodes().stream()
                .filter(node -> node.role() == Role.PRIMARY)
                .count();
        StateSearch.must(primaries <= 1, "several primaries");
        Node was = before.primary();
        Node is = after.primary();
        if (is != null) {
            StateSearch.must(is.claim().acceptsWrites(), "the primary accepts writes");
            StateSearch.must(!is.accession().isSuperseded(), "the primary is superseded");
        }
        if (is != null && is.claim() == Claim.UNPROTECTED && !isSame(before.primaryEvenIfDown(), is)) {
            boolean inAnOutage = is.accession().isPromotion();
            StateSearch.must(inAnOutage, "who replicates is no primary");
            StateSearch.must(!writableBeside(after, is), "nor beside one that may be");
        }
        if (was != null && was.claim() == Claim.WRITABLE && isDoubtful(before, observation, was)) {
            StateSearch.must(isSame(was, is), "a known primary that answers keeps its writes");
        }
        if (observation instanceof Observation.Unreachable missed && isSame(was, after.node(missed.address()))) {
            Node silent = after.node(missed.address());
            boolean moved = is != null && !isSame(silent, is);
            if (silent.health() != Health.DOWN && moved) {
                assertThat(Doubts.isCertainlyPromoted(
                                before, before.node(Objects.requireNonNull(is).address())))
                        .as("one missed probe moves nothing but to one that was promoted")
                        .isTrue();
            }
        }
    }

    private static boolean writableBeside(Topology topology, Node primary) {
        return topology.nodes().stream()
                .anyMatch(node -> !isSame(node, primary)
                        && node.claim() == Claim.WRITABLE
                        && node.health() != Health.DOWN
                        && !node.accession().isSuperseded());
    }

    /** Of a node that is not the primary, and nothing is new but that it accepts writes, which it may not be meant to. */
    private static boolean isDoubtful(Topology before, Observation observation, Node primary) {
        if (!(observation instanceof Observation.Probed said) || said.address().equals(primary.address())) {
            return false;
        }
        boolean replicates = said.claim() == Claim.UNPROTECTED;
        boolean mayReplicate = said.claim() == Claim.WRITABLE && said.upstream() != Upstream.NONE;
        boolean nothingNew = before.accepted() instanceof GtidEpoch accepted
                && said.epoch() instanceof GtidEpoch epoch
                && SERVERS.stream().noneMatch(server -> epoch.hasNewOnesOf(server, accepted))
                && before.nodes().stream()
                        .allMatch(node -> node.epoch() instanceof GtidEpoch other
                                && SERVERS.stream().noneMatch(server -> other.hasNewOnesOf(server, accepted)));
        boolean othersAreReplicas = before.nodes().stream()
                .allMatch(node -> isSame(node, primary)
                        || node.address().equals(said.address())
                        || node.claim() == Claim.STANDBY
                        || node.claim() == Claim.UNPROTECTED);
        return (replicates || mayReplicate) && nothingNew && othersAreReplicas;
    }

    private static boolean isSame(@Nullable Node one, @Nullable Node another) {
        return one != null && another != null && one.address().equals(another.address());
    }
}
