/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.topology;

import java.util.ArrayDeque;
import java.util.HashSet;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** A search, breadth first, through the states that can be told apart by what the rules look at, whatever kind of epoch they have. */
final class StateSearch {

    /** What must hold after each observation; throws when it does not. */
    interface Check {
        void check(Topology before, Observation observation, Topology after);
    }

    private final TopologyRules rules;
    private final Function<Topology, List<Observation>> alphabet;
    private final Check check;

    StateSearch(TopologyRules rules, Function<Topology, List<Observation>> alphabet, Check check) {
        this.rules = rules;
        this.alphabet = alphabet;
        this.check = check;
    }

    static void must(boolean holds, String what) {
        if (!holds) {
            throw new AssertionError("it does not hold that " + what);
        }
    }

    /** Goes through them up to that many observations away, and returns how many states were found. */
    int toDepth(String name, List<Topology> beginnings, int depth) {
        long start = System.nanoTime();
        Set<String> seen = beginnings.stream().map(StateSearch::key).collect(Collectors.toCollection(HashSet::new));
        Queue<Topology> level = new ArrayDeque<>(beginnings);
        long steps = 0;
        for (int reached = 0; reached < depth && !level.isEmpty(); reached++) {
            Queue<Topology> next = new ArrayDeque<>();
            for (Topology before : level) {
                for (Observation observation : alphabet.apply(before)) {
                    Topology after = rules.apply(before, observation);
                    steps++;
                    try {
                        check.check(before, observation, after);
                    } catch (AssertionError broken) {
                        throw new AssertionError(
                                broken.getMessage() + "\n  before: " + before + "\n  observed: " + observation
                                        + "\n  after: " + after,
                                broken);
                    }
                    if (after.version() > before.version() && seen.add(key(after))) {
                        next.add(after);
                    }
                }
            }
            level = next;
        }
        System.out.printf(
                "%s: %,d states within %d observations, %,d steps checked in %,d ms%n",
                name, seen.size(), depth, steps, (System.nanoTime() - start) / 1_000_000);
        return seen.size();
    }

    private static String key(Topology topology) {
        List<Long> promotions = topology.nodes().stream()
                .map(node -> node.accession().when())
                .sorted()
                .toList();
        return topology.accepted() + "|" + topology.named() + "|"
                + topology.nodes().stream().map(node -> key(node, promotions)).collect(Collectors.joining("|"));
    }

    private static String key(Node node, List<Long> promotions) {
        long when = node.accession().when();
        return node.claim() + " " + node.role() + " " + node.health() + " " + node.epoch() + " " + node.upstream() + " "
                + node.misses() + " " + node.surveyed() + " " + node.failure() + " " + node.dismissed() + " "
                + (when <= 0 ? when : promotions.indexOf(when) + 1);
    }
}
