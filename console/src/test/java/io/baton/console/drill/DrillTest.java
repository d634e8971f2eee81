/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.console.drill;

import static org.assertj.core.api.Assertions.assertThat;

import io.baton.console.Baton;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Short drills on real servers. */
class DrillTest {

    @ParameterizedTest
    @ValueSource(strings = {"kill", "freeze", "stop", "old-primary-returns"})
    void should_pass_and_write_a_report(String fault, @TempDir Path directory) {
        Path file = directory.resolve("report.json");

        int status = Baton.run(
                "drill",
                "--fault",
                fault,
                "--seconds",
                "8",
                "--writers",
                "4",
                "--readers",
                "2",
                "--no-color",
                "--json",
                file.toString());

        JsonNode report = JsonMapper.builder().build().readTree(file);
        assertThat(status).as("problems: " + report.get("problems")).isZero();
        assertThat(report.get("schemaVersion").asInt()).isEqualTo(1);
        assertThat(report.get("settings").get("fault").asString()).isEqualTo(fault);
        assertThat(report.get("clients").get("acknowledgedWrites").asLong()).isPositive();
        assertThat(report.get("integrity").get("missing").asLong()).isZero();
        assertThat(report.get("durations").get("faultToVerdictMs").asDouble()).isPositive();
    }
}
