/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.tests;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
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
        Path output = directory.resolve("output.txt");
        Process application = start(output);
        try {
            awaitLines(output, 20);
            signal(application, "STOP");
            TimeUnit.NANOSECONDS.sleep(PAUSE.toNanos()); // The pause is what is tested.
            int before = lines(output).size();
            signal(application, "CONT");
            awaitLines(output, before + 50);
            application.getOutputStream().write('\n');
            application.getOutputStream().flush();
            assertThat(application.waitFor(20, TimeUnit.SECONDS)).isTrue();
        } finally {
            application.destroyForcibly();
        }

        List<String> said = lines(output);
        assertThat(said).noneMatch(line -> line.contains(" DOWN:") || line.contains("ended "));
        assertThat(said.stream().filter(line -> line.startsWith("backend ")).distinct())
                .as("one and the same session from beginning to end")
                .hasSize(1);
        assertThat(application.exitValue()).isZero();
    }

    private Process start(Path output) throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        "-Dorg.slf4j.simpleLogger.logFile=System.out",
                        SuspendedApplication.class.getName(),
                        url)
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
    }

    private static void signal(Process process, String signal) throws IOException, InterruptedException {
        Process kill = new ProcessBuilder("kill", "-" + signal, Long.toString(process.pid())).start();
        assertThat(kill.waitFor()).isZero();
    }

    private static void awaitLines(Path output, int atLeast) {
        Awaitility.await()
                .atMost(Duration.ofSeconds(60))
                .until(() -> lines(output).size() >= atLeast);
    }

    private static List<String> lines(Path output) throws IOException {
        return Files.readAllLines(output);
    }
}
