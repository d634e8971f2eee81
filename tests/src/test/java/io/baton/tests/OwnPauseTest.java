/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.tests;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The application's own JVM is suspended, and not the servers. */
class OwnPauseTest extends ClusterTest {

    /** Longer than a silent node is waited for. */
    private static final Duration PAUSE = Duration.ofSeconds(5);

    @TempDir
    Path directory;

    @Test
    void should_give_up_nobody_after_a_pause_of_its_own() throws Exception {
        List<String> said;
        try (ForkedApplication application =
                ForkedApplication.start(directory.resolve("output.txt"), SuspendedApplication.class, List.of(), url)) {
            application.awaitLines(20);
            application.signal("STOP");
            TimeUnit.NANOSECONDS.sleep(PAUSE.toNanos()); // The pause is what is tested.
            int before = application.lines().size();
            application.signal("CONT");
            application.awaitLines(before + 50);
            assertThat(application.end()).isZero();
            said = application.lines();
        }

        assertThat(said).noneMatch(line -> line.contains(" DOWN:") || line.contains("ended "));
        assertThat(said.stream().filter(line -> line.startsWith("backend ")).distinct())
                .as("one and the same session from beginning to end")
                .hasSize(1);
    }
}
