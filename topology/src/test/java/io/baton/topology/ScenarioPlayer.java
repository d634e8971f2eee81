/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.topology;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Plays a {@link Scenario} against the rules and compares each step with what the file expects. */
final class ScenarioPlayer {

    private final TopologyRules rules;
    private Topology topology;

    private ScenarioPlayer(Scenario scenario) {
        this.rules = new TopologyRules(scenario.misses(), scenario.missesCutOff());
        this.topology = Topology.of(scenario.nodes());
    }

    static void play(Scenario scenario) {
        ScenarioPlayer player = new ScenarioPlayer(scenario);
        int number = 0;
        for (Scenario.Step step : scenario.steps()) {
            player.play(++number, step);
        }
    }

    private void play(int number, Scenario.Step step) {
        Topology before = topology;
        topology = rules.apply(before, step.observation(before));
        String where = "after step %d (%s) the cluster is: %s%n".formatted(number, step.text(), topology.describe());
        step.expect().forEach((aspect, expected) -> check(where, aspect, expected, before));
    }

    private void check(String where, String aspect, Object expected, Topology before) {
        switch (aspect) {
            case "primary" ->
                assertThat(name(topology.primary())).as("%sprimary", where).isEqualTo(expected);
            case "replicas" ->
                assertThat(topology.replicas().stream()
                                .map(ScenarioPlayer::name)
                                .toList())
                        .as("%sreplicas", where)
                        .isEqualTo(expected);
            case "roles" ->
                forEachNode(
                        expected,
                        (node, role) -> assertThat(node.role())
                                .as("%srole of %s", where, name(node))
                                .isEqualTo(Role.valueOf(Scenario.constant(role))));
            case "health" ->
                forEachNode(
                        expected,
                        (node, health) -> assertThat(node.health())
                                .as("%shealth of %s", where, name(node))
                                .isEqualTo(Health.valueOf(Scenario.constant(health))));
            case "why" ->
                forEachNode(
                        expected,
                        (node, words) -> assertThat(node.why())
                                .as("%swhy of %s", where, name(node))
                                .contains(words));
            case "accepted" ->
                assertThat(String.valueOf(topology.accepted()))
                        .as("%saccepted epoch", where)
                        .isEqualTo(
                                expected.equals("none")
                                        ? "null"
                                        : Scenario.epoch(String.valueOf(expected), "")
                                                .toString());
            case "sessions ended" ->
                assertThat(sessionsEnded(before))
                        .as("%snodes whose sessions ended", where)
                        .isEqualTo(expected);
            case "changes" -> assertThat(changes(before)).as("%schanges", where).isEqualTo(expected);
            default -> throw new IllegalArgumentException("unknown word '" + aspect + "' in expect");
        }
    }

    private void forEachNode(Object expected, NodeCheck check) {
        Map<String, Object> byNode = Scenario.map("an expectation by node", expected);
        byNode.forEach((name, value) ->
                check.check(topology.find(Scenario.address(name)).orElseThrow(), String.valueOf(value)));
    }

    private interface NodeCheck {
        void check(Node node, String expected);
    }

    private List<String> sessionsEnded(Topology before) {
        return topology.nodes().stream()
                .filter(node -> node.generation()
                        > before.find(node.address()).orElse(node).generation())
                .map(ScenarioPlayer::name)
                .toList();
    }

    private List<String> changes(Topology before) {
        return TopologyChange.between(before, topology).stream()
                .map(ScenarioPlayer::words)
                .collect(Collectors.toList());
    }

    private static String words(TopologyChange change) {
        if (change instanceof TopologyChange.PrimaryChanged primary) {
            return "primary " + name(primary.from()) + " -> " + name(primary.to());
        }
        if (change instanceof TopologyChange.NodeGone gone) {
            return "gone " + name(gone.node());
        }
        return change instanceof TopologyChange.NodeListed listed
                ? "listed " + name(listed.node())
                : name(((TopologyChange.NodeChanged) change).after());
    }

    private static String name(@Nullable Node node) {
        return node == null ? "none" : node.address().key().replace('|', '@');
    }
}
