/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.topology;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A search through all states that three nodes can be brought into, breadth first. Two topologies count as one state when the
 * rules cannot tell them apart: versions, generations and reasons are left out, and so is the order of the nodes.
 */
final class TopologySearch {

    private static final List<NodeAddress> NODES =
            List.of(new NodeAddress("n1", 5432), new NodeAddress("n2", 5432), new NodeAddress("n3", 5432));

    private final TopologyRules rules;
    private final List<Epoch> epochs;
    private final Alphabet alphabet;
    private final OutageEnds outageEnds;
    private final Map<Epoch, Integer> numbers = new HashMap<>();

    TopologySearch(TopologyRules rules, List<Epoch> epochs, Alphabet alphabet) {
        this.rules = rules;
        this.epochs = epochs;
        this.alphabet = alphabet;
        this.outageEnds = new OutageEnds(rules, this::orderedKey);
        epochs.forEach(epoch -> numbers.put(epoch, numbers.size() + 1));
    }

    /**
     * Begins with a cluster of which nothing is known, and with one that is well on the first epoch.
     *
     * @param depth how many observations follow
     * @param outages up to how many observations away it is checked that every outage ends
     * @return how many states were found
     */
    long toDepth(int depth, int outages) {
        Topology unobserved = Topology.of(NODES);
        Topology well = unobserved;
        for (Claim claim : List.of(Claim.WRITABLE, Claim.STANDBY, Claim.STANDBY)) {
            NodeAddress node = NODES.get((int) well.version());
            well = rules.apply(well, Alphabet.probed(node, 0, claim, epochs.get(0), Upstream.HEARD));
        }
        return toDepth(List.of(unobserved, well), depth, outages);
    }

    private long toDepth(List<Topology> beginnings, int depth, int outages) {
        long start = System.nanoTime();
        Set<Long> seen = new HashSet<>();
        Queue<Topology> level = new ArrayDeque<>(beginnings);
        beginnings.forEach(beginning -> seen.add(key(beginning)));
        long steps = 0;
        int reached = 0;
        for (; reached < depth && !level.isEmpty(); reached++) {
            Queue<Topology> next = new ArrayDeque<>();
            for (Topology before : level) {
                if (reached < outages) {
                    outageEnds.check(before);
                }
                for (Observation observation : alphabet.next(before, epochs)) {
                    Topology after = rules.apply(before, observation);
                    TopologyInvariants.check(before, observation, after);
                    steps++;
                    if (after.version() > before.version() && seen.add(key(after))) {
                        next.add(after);
                    }
                }
            }
            level = next;
        }
        System.out.printf(
                "%s: %,d states within %d observations, %,d steps and %,d ways out of an outage checked in %,d ms%n",
                alphabet, seen.size(), reached, steps, outageEnds.checked(), (System.nanoTime() - start) / 1_000_000);
        return seen.size();
    }

    private long key(Topology topology) {
        return key(topology, true);
    }

    private long orderedKey(Topology topology) {
        return key(topology, false);
    }

    private long key(Topology topology, boolean anyOrder) {
        assert topology.named() == null : "the order of the nodes counts then";
        long[] keys = topology.nodes().stream().mapToLong(this::key).toArray();
        if (anyOrder) {
            Arrays.sort(keys);
        }
        long key = number(topology.accepted());
        for (long one : keys) {
            key = key << 19 | one;
        }
        return key;
    }

    @SuppressWarnings("EnumOrdinal") // Never leaves this search.
    private long key(Node node) {
        long key = number(node.epoch());
        key = key << 3 | node.claim().ordinal();
        key = key << 2 | node.role().ordinal();
        key = key << 2 | node.health().ordinal();
        key = key << 2 | node.upstream().ordinal();
        key = key << 3 | node.misses();
        key = key << 1 | (node.surveyed() ? 1 : 0);
        key = key << 2 | failure(node.failure());
        return key << 2 | number(node.dismissed());
    }

    /** As far as the rules look at it. */
    private static int failure(@Nullable FailureKind failure) {
        if (failure == null) {
            return 0;
        }
        return failure == FailureKind.TIMEOUT ? 1 : failure.needsPeople() ? 2 : 3;
    }

    private int number(@Nullable Epoch epoch) {
        return epoch == null ? 0 : numbers.getOrDefault(epoch, 0);
    }
}
