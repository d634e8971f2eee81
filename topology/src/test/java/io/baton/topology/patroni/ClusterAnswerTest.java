/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.topology.patroni;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.baton.topology.NodeAddress;
import io.baton.topology.provider.Hints;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ClusterAnswerTest {

    private static final String LEADER =
            "{\"name\": \"n2\", \"role\": \"leader\", \"state\": \"running\", \"host\": \"db2\", \"port\": 5432, \"timeline\": 2}";
    private static final String REPLICA =
            "{\"name\": \"n1\", \"role\": \"sync_standby\", \"state\": \"streaming\", \"host\": \"db1\", \"port\": 6000, \"lag\": \"unknown\"}";

    private static Hints read(String members, String rest) {
        return ClusterAnswer.read("{\"members\": [" + members + "], \"scope\": \"lab\"" + rest + "}");
    }

    @Test
    void should_name_members_and_leader() {
        Hints hints = read(REPLICA + ", " + LEADER, "");

        assertThat(hints.nodes()).containsExactly(new NodeAddress("db1", 6000), new NodeAddress("db2", 5432));
        assertThat(hints.primary()).isEqualTo(new NodeAddress("db2", 5432));
        assertThat(hints.switchoverAt()).isNull();
    }

    @Test
    void should_tell_when_a_switchover_is_planned() {
        String plan = ", \"scheduled_switchover\": {\"at\": \"2026-11-25T16:20:00+01:00\", \"from\": \"n2\"}";

        assertThat(read(LEADER, plan).switchoverAt()).isEqualTo(Instant.parse("2026-11-25T15:20:00Z"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"stopped", "starting", "stopping", "crashed"})
    void should_not_call_a_leader_what_does_not_run(String state) {
        assertThat(read(LEADER.replace("running", state), "").primary()).isNull();
    }

    @Test
    void should_not_call_the_leader_of_a_standby_cluster_a_primary() {
        assertThat(read(LEADER.replace("\"leader\"", "\"standby_leader\""), "").primary())
                .isNull();
    }

    @Test
    void should_pass_over_members_without_an_address() {
        assertThat(read("{\"name\": \"n3\", \"role\": \"replica\"}, {\"host\": \"db4\", \"port\": 0}, 7", "")
                        .nodes())
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "[]",
                "{}",
                "{\"members\": 1}",
                "{\"members\": []",
                "{\"members\": []} {}",
                "{\"members\": [\"\\u12\"]}",
                "{\"members\": [tru]}",
                "<html>busy</html>",
                "{\"members\": [], \"scheduled_switchover\": {\"at\": \"soon\"}}"
            })
    void should_refuse_what_is_no_answer_of_patroni(String text) {
        assertThatThrownBy(() -> ClusterAnswer.read(text)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void should_refuse_to_follow_any_depth() {
        assertThatThrownBy(() -> ClusterAnswer.read("[".repeat(100_000)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("deep");
    }

    @Test
    void should_read_escapes_and_numbers() {
        assertThat(Json.read("[\"a\\u00e9\\n\\\"\\\\\", -1.5e2, true, false, null, {}]"))
                .hasToString("[aé\n\"\\, -150.0, true, false, null, {}]");
    }
}
