/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.console.drill;

import static org.assertj.core.api.Assertions.assertThat;

import io.baton.console.Baton;
import java.nio.file.Path;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The command as a user gives it, on real servers. */
class DrillTest {

    @TempDir
    Path directory;

    @Test
    @Timeout(value = 3, unit = TimeUnit.MINUTES)
    void should_survive_a_killed_primary_and_say_so_in_json() {
        Path file = directory.resolve("report.json");
        Instant before = Instant.now();

        int status = Baton.run("drill", "--fault", "kill", "--seconds", "8", "--json", file.toString());

        JsonNode report = JsonMapper.shared().readTree(file);
        assertThat(report.get("problems")).isEmpty();
        assertThat(status).isZero();
        assertThat(report.get("passed").asBoolean()).isTrue();
        assertThat(report.get("schemaVersion").asInt()).isOne();
        assertThat(Instant.parse(report.get("startedAt").asString())).isBetween(before, Instant.now());
        assertThat(report.get("settings").get("fault").asString()).isEqualTo("kill");
        assertThat(report.get("settings").get("synchronousCommit").asBoolean()).isTrue();
        assertThat(report.get("writers")).hasSize(8);
        JsonNode integrity = report.get("integrity");
        assertThat(integrity.get("acknowledged").asLong()).isPositive();
        assertThat(integrity.get("missing").asLong()).isZero();
        assertThat(integrity.get("duplicates").asLong()).isZero();
        assertThat(integrity.get("halfTransactions").asLong()).isZero();
        assertThat(integrity.get("staleWrites").isNull()).isTrue();
        // Baton and the pool were heard, so that their words have not changed.
        JsonNode durations = report.get("durations");
        assertThat(durations.get("faultToSuspectedMs").asDouble()).isPositive();
        assertThat(durations.get("faultToVerdictMs").asDouble()).isPositive();
        assertThat(durations.get("faultToDownMs").asDouble()).isPositive();
        assertThat(durations.get("writableToNewPrimaryKnownMs").isNumber()).isTrue();
        assertThat(durations.get("acceptsWritesToNextWrite").get("worstMs").isNumber())
                .isTrue();
        assertThat(report.get("pool").get("opened").asLong()).isGreaterThanOrEqualTo(12);
        assertThat(report.get("clients").get("reads").asLong()).isPositive();
        assertThat(report.get("events")).isNotEmpty();
        assertThat(report.get("writesPer100Ms").size()).isGreaterThanOrEqualTo(79);
    }

    @Test
    @Timeout(value = 3, unit = TimeUnit.MINUTES)
    void should_play_a_round_of_accidents() {
        assertThat(Baton.run("drill", "--rounds", "1", "--seed", "5", "--writers", "4", "--readers", "2"))
                .isZero();
    }
}
