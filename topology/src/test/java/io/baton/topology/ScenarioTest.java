/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.topology;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every file in {@code scenarios} is a test: the rules of {@link TopologyRules} as accidents that they prevent. */
class ScenarioTest {

    private static final Path FOLDER = Path.of("src/test/resources/scenarios");

    static List<String> scenarios() throws IOException {
        try (Stream<Path> files = Files.list(FOLDER)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".yaml"))
                    .sorted()
                    .toList();
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("scenarios")
    void should_decide_as_the_scenario_expects(String file) throws IOException {
        ScenarioPlayer.play(Scenario.parse(Files.readString(FOLDER.resolve(file))));
    }

    @Test
    void should_have_a_different_title_in_every_scenario() throws IOException {
        List<String> titles = new ArrayList<>();
        for (String file : scenarios()) {
            titles.add(Scenario.parse(Files.readString(FOLDER.resolve(file))).title());
        }
        assertThat(titles).doesNotHaveDuplicates().hasSizeGreaterThanOrEqualTo(25);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "primry: none",
                "primary: n1",
                "primary: n2",
                "replicas: [n2]",
                "roles: {n1: primary}",
                "roles: {n1: leader}",
                "roles: {n9: unknown}",
                "health: {n1: down}",
                "accepted: timeline 2",
                "accepted: 2",
                "sessions ended: [n1]",
                "sessions ended: n1",
                "changes: []",
                "changes: [n1, primary none -> n1]",
                "why: {n1: superseded}"
            })
    void should_fail_on_a_wrong_or_unreadable_expectation(String expectation) {
        Scenario scenario =
                Scenario.parse(withStep("{probed: n1 writable on timeline 2, expect: {" + expectation + "}}"));

        assertThatThrownBy(() -> ScenarioPlayer.play(scenario)).isInstanceOf(Throwable.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{probed: n1 writable on timeline 2}",
                "{probed: n1 writeable on timeline 2, expect: {primary: none}}",
                "{probed: n1 standby, expect: {primary: none}}",
                "{unreachable: n1 bored, expect: {primary: none}}",
                "{unreachable: n1, expect: {primary: none}}",
                "{suspected: n1 badly, expect: {primary: none}}",
                "{generation: 1, expect: {primary: none}}",
                "{suspected: n1, unreachable: n1 refused, expect: {primary: none}}",
                "{suspected: n1, after: 3, expect: {primary: none}}",
                "{suspected: n1, expect: none}"
            })
    void should_not_read_a_step_that_is_not_well_formed(String step) {
        assertThatThrownBy(() -> Scenario.parse(withStep(step))).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void should_not_read_unknown_words() {
        String step = "{suspected: n1, expect: {primary: none}}";

        assertThatThrownBy(() -> Scenario.parse("node: [n1]\n" + withStep(step)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("node");
    }

    private static String withStep(String step) {
        return "title: a title\nwhy: a reason\nsteps:\n  - " + step + "\n";
    }
}
