/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.topology;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.ToLongFunction;

/**
 * From every state: when from now on one node answers as the only writable one on the highest timeline, and the others do
 * whatever they do, and go on doing it, that node becomes the primary within a few rounds of probes.
 */
final class OutageEnds {

    /** More than any silence is counted to. */
    private static final int ROUNDS = 6;

    /** What a node that is not the primary does all the time. */
    private enum Other {
        FOLLOWS,
        LAGS,
        STILL_WRITES_ON_THE_OLD_TIMELINE,
        REFUSES,
        IS_SILENT
    }

    private record World(int primary, TimelineEpoch epoch, List<Other> others) {}

    private final TopologyRules rules;
    private final ToLongFunction<Topology> key;
    private final List<World> worlds = new ArrayList<>();
    private final List<Set<Long>> proven = new ArrayList<>();
    private long checked;

    OutageEnds(TopologyRules rules, ToLongFunction<Topology> key) {
        this.rules = rules;
        this.key = key;
        for (int primary = 0; primary < 3; primary++) {
            for (Other one : Other.values()) {
                for (Other another : Other.values()) {
                    worlds.add(new World(primary, new TimelineEpoch(1, 3), List.of(one, another)));
                    proven.add(new HashSet<>());
                }
            }
        }
    }

    long checked() {
        return checked;
    }

    void check(Topology state) {
        for (int i = 0; i < worlds.size(); i++) {
            World world = worlds.get(i);
            boolean higherWasSeen = state.accepted() != null
                    && state.accepted().against(world.epoch()) != Epoch.Order.BELOW
                    && !state.accepted().equals(world.epoch());
            boolean strangers = state.nodes().stream()
                    .anyMatch(node -> node.epoch() != null && !isBelowOrEqual(node.epoch(), world.epoch()));
            if (!higherWasSeen && !strangers) {
                check(state, world, proven.get(i));
            }
        }
    }

    private static boolean isBelowOrEqual(Epoch epoch, Epoch highest) {
        Epoch.Order order = epoch.against(highest);
        return order == Epoch.Order.BELOW || order == Epoch.Order.EQUAL;
    }

    private void check(Topology state, World world, Set<Long> provenStates) {
        checked++;
        NodeAddress expected = state.nodes().get(world.primary()).address();
        List<Long> passed = new ArrayList<>();
        Topology topology = state;
        for (int round = 0; round < ROUNDS; round++) {
            topology = round(topology, world);
            Node primary = topology.primary();
            if (primary != null && primary.address().equals(expected)) {
                provenStates.addAll(passed);
                return;
            }
            long after = key.applyAsLong(topology);
            if (provenStates.contains(after)) {
                return;
            }
            passed.add(after);
        }
        throw new AssertionError(
                world + " goes on for ever without a primary\n  from: " + state + "\n  to: " + topology);
    }

    private Topology round(Topology state, World world) {
        Topology topology = state;
        int other = 0;
        for (int i = 0; i < state.nodes().size(); i++) {
            Node node = topology.nodes().get(i);
            Observation seen = i == world.primary()
                    ? Alphabet.probed(
                            node.address(), node.generation(), Claim.WRITABLE, world.epoch(), Upstream.UNKNOWN)
                    : observed(node, world.others().get(other++), world.epoch());
            topology = rules.apply(topology, seen);
            if (node.health() == Health.HELD) {
                topology = rules.apply(topology, new Observation.Released(node.address(), node.generation()));
            }
        }
        return topology;
    }

    private static Observation observed(Node node, Other other, TimelineEpoch epoch) {
        NodeAddress address = node.address();
        long generation = node.generation();
        TimelineEpoch old = new TimelineEpoch(1, epoch.timeline() - 1);
        return switch (other) {
            case FOLLOWS -> Alphabet.probed(address, generation, Claim.STANDBY, epoch, Upstream.HEARD);
            case LAGS -> Alphabet.probed(address, generation, Claim.STANDBY, old, Upstream.LOST);
            case STILL_WRITES_ON_THE_OLD_TIMELINE ->
                Alphabet.probed(address, generation, Claim.WRITABLE, old, Upstream.UNKNOWN);
            case REFUSES -> new Observation.Unreachable(address, generation, FailureKind.CONNECTION_LOST, "refused");
            case IS_SILENT -> new Observation.Unreachable(address, generation, FailureKind.TIMEOUT, "silent");
        };
    }
}
