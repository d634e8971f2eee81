/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.topology;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Queue;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * Goes through everything that can be observed of three nodes, in every order, until no new state is found, and checks
 * after each step what must always hold. Two topologies count as one state when the rules cannot tell them apart:
 * versions, generations and reasons are left out, and so is the order of the nodes.
 */
class TopologyRulesTest {

    private static final List<NodeAddress> NODES =
            List.of(new NodeAddress("n1", 5432), new NodeAddress("n2", 5432), new NodeAddress("n3", 5432));
    private static final int MISSES = 2;

    private final TopologyRules rules = new TopologyRules(MISSES);

    @Test
    void should_keep_the_invariants_whatever_is_observed() {
        List<Epoch> epochs = List.of(new TimelineEpoch(1, 1), new TimelineEpoch(1, 2), new TimelineEpoch(1, 3));

        long states = search(epochs, Integer.MAX_VALUE);

        assertThat(states).isGreaterThan(40_000);
    }

    @Test
    void should_keep_the_invariants_with_nodes_of_another_cluster() {
        List<Epoch> epochs = List.of(new TimelineEpoch(1, 1), new TimelineEpoch(1, 2), new TimelineEpoch(7, 3));

        long states = search(epochs, 5);

        assertThat(states).isGreaterThan(10_000);
    }

    @Test
    void should_refuse_evidence_about_a_node_that_it_does_not_know() {
        NodeAddress stranger = new NodeAddress("n9", 5432);

        assertThatThrownBy(
                        () -> rules.apply(Topology.of(NODES), new Observation.Suspected(stranger, 0, "a call failed")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("n9:5432");
    }

    private long search(List<Epoch> epochs, int depth) {
        long start = System.nanoTime();
        Map<Epoch, Integer> numbers = new HashMap<>();
        epochs.forEach(epoch -> numbers.put(epoch, numbers.size() + 1));
        Set<Long> seen = new HashSet<>();
        Queue<Topology> level = new ArrayDeque<>();
        Topology unobserved = Topology.of(NODES);
        seen.add(key(unobserved, numbers));
        level.add(unobserved);
        long steps = 0;
        int reached = 0;
        for (; reached < depth && !level.isEmpty(); reached++) {
            Queue<Topology> next = new ArrayDeque<>();
            for (Topology before : level) {
                for (Observation observation : everything(before, epochs)) {
                    Topology after = rules.apply(before, observation);
                    check(before, observation, after);
                    steps++;
                    if (after.version() > before.version() && seen.add(key(after, numbers))) {
                        next.add(after);
                    }
                }
            }
            level = next;
        }
        System.out.printf(
                "%,d states and %,d steps checked to depth %d in %,d ms%n",
                seen.size(), steps, reached, (System.nanoTime() - start) / 1_000_000);
        return seen.size();
    }

    private static List<Observation> everything(Topology topology, List<Epoch> epochs) {
        List<Observation> all = new ArrayList<>();
        for (Node node : topology.nodes()) {
            NodeAddress address = node.address();
            for (long generation = Math.max(0, node.generation() - 1); generation <= node.generation(); generation++) {
                for (Epoch epoch : epochs) {
                    all.add(new Observation.Probed(address, generation, Claim.WRITABLE, epoch));
                    all.add(new Observation.Probed(address, generation, Claim.STANDBY, epoch));
                    all.add(new Observation.Probed(address, generation, Claim.READ_ONLY, epoch));
                }
                for (FailureKind kind : FailureKind.values()) {
                    all.add(new Observation.Unreachable(address, generation, kind, "probe failed"));
                }
                all.add(new Observation.Suspected(address, generation, "a call failed"));
                all.add(new Observation.LoggedIn(address, generation));
            }
        }
        return all;
    }

    private static void check(Topology before, Observation observation, Topology after) {
        String broken = firstBroken(before, observation, after);
        if (broken != null) {
            throw new AssertionError(
                    broken + "\n  before: " + before + "\n  observed: " + observation + "\n  after: " + after);
        }
    }

    @SuppressWarnings("ReferenceEquality") // The rules promise the same instance when nothing changes.
    private static @Nullable String firstBroken(Topology before, Observation observation, Topology after) {
        if (observation.generation() < before.node(observation.address()).generation() && after != before) {
            return "evidence of an older generation was not dropped";
        }
        boolean changed = !after.nodes().equals(before.nodes()) || !Objects.equals(after.accepted(), before.accepted());
        if (after.version() != before.version() + (changed ? 1 : 0)) {
            return "the version did not grow by one exactly when something changed";
        }
        if (!changed) {
            return after == before ? null : "another instance although nothing changed";
        }
        String broken = brokenByEpoch(before, after);
        if (broken == null) {
            broken = brokenByRoles(after);
        }
        for (int i = 0; broken == null && i < before.nodes().size(); i++) {
            Node then = before.nodes().get(i);
            Node now = after.nodes().get(i);
            broken = then.address().equals(observation.address()) ? null : brokenByNeighbour(then, now);
            broken = broken == null ? brokenByGeneration(then, now) : broken;
        }
        return broken;
    }

    private static @Nullable String brokenByEpoch(Topology before, Topology after) {
        Epoch accepted = after.accepted();
        if (before.accepted() != null) {
            Epoch.Order order = accepted == null ? Epoch.Order.BELOW : accepted.against(before.accepted());
            return order == Epoch.Order.EQUAL || order == Epoch.Order.ABOVE ? null : "the accepted epoch went down";
        }
        if (accepted != null && !after.isSurveyed()) {
            return "an epoch was accepted before every node was looked at";
        }
        return null;
    }

    private static @Nullable String brokenByRoles(Topology after) {
        Epoch accepted = after.accepted();
        int primaries = 0;
        int writers = 0;
        for (Node node : after.nodes()) {
            boolean current =
                    accepted != null && node.epoch() != null && node.epoch().against(accepted) == Epoch.Order.EQUAL;
            if (node.role() != Role.UNKNOWN && !current) {
                return node.address() + " has a role and is not on the accepted epoch";
            }
            if (node.role() == Role.PRIMARY && node.claim() != Claim.WRITABLE) {
                return node.address() + " is the primary and does not accept writes";
            }
            if (node.role() == Role.REPLICA && node.claim() != Claim.STANDBY && node.isUp() && after.isSurveyed()) {
                return node.address() + " is a replica and not a standby";
            }
            primaries += node.role() == Role.PRIMARY ? 1 : 0;
            writers += current && node.claim() == Claim.WRITABLE && node.health() != Health.DOWN ? 1 : 0;
        }
        if (primaries > 1) {
            return "several primaries";
        }
        if (!after.isSurveyed()) {
            return after.primary() == null ? null : "a primary before every node was looked at";
        }
        if (writers > 1 && primaries > 0) {
            return "a primary although several nodes accept writes on the accepted epoch";
        }
        if (writers == 1 && primaries == 0) {
            return "no primary although exactly one node accepts writes on the accepted epoch";
        }
        return null;
    }

    private static @Nullable String brokenByNeighbour(Node then, Node now) {
        boolean untouched = then.health() == now.health()
                && then.claim() == now.claim()
                && then.misses() == now.misses()
                && Objects.equals(then.epoch(), now.epoch());
        return untouched ? null : now.address() + " changed by an observation of another node";
    }

    private static @Nullable String brokenByGeneration(Node then, Node now) {
        if (now.generation() < then.generation()) {
            return now.address() + " went back to an older generation";
        }
        boolean fell = now.health() == Health.DOWN && then.health() != Health.DOWN;
        boolean demoted = then.role() == Role.PRIMARY && now.role() != Role.PRIMARY;
        boolean excluded = then.role() == Role.REPLICA && now.role() == Role.UNKNOWN && now.claim() != Claim.STANDBY;
        boolean ended = now.generation() > then.generation();
        if (ended != (fell || demoted || excluded)) {
            return now.address() + (ended ? " lost its sessions for nothing" : " kept sessions that must end");
        }
        return null;
    }

    private static long key(Topology topology, Map<Epoch, Integer> numbers) {
        long[] keys =
                topology.nodes().stream().mapToLong(node -> key(node, numbers)).toArray();
        Arrays.sort(keys);
        long key = number(topology.accepted(), numbers);
        for (long one : keys) {
            key = key << 12 | one;
        }
        return key;
    }

    @SuppressWarnings("EnumOrdinal") // Never leaves this search.
    private static long key(Node node, Map<Epoch, Integer> numbers) {
        long key = number(node.epoch(), numbers);
        key = key << 2 | node.claim().ordinal();
        key = key << 2 | node.role().ordinal();
        key = key << 2 | node.health().ordinal();
        key = key << 2 | node.misses();
        return key << 1 | (node.failure() == null ? 0 : 1);
    }

    private static int number(@Nullable Epoch epoch, Map<Epoch, Integer> numbers) {
        return epoch == null ? 0 : numbers.getOrDefault(epoch, 0);
    }
}
