/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.tests;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;

/** A program in a JVM of its own, which writes what it sees, and Baton's log, to a file. It ends when it is sent a line. */
public final class ForkedApplication implements AutoCloseable {

    private final Process process;
    private final Path output;

    private ForkedApplication(Process process, Path output) {
        this.process = process;
        this.output = output;
    }

    public static ForkedApplication start(Path output, Class<?> program, List<String> jvmOptions, String... arguments)
            throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-cp", System.getProperty("java.class.path")));
        command.add("-Dorg.slf4j.simpleLogger.logFile=System.out");
        command.addAll(jvmOptions);
        command.add(program.getName());
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        return new ForkedApplication(process, output);
    }

    public List<String> lines() throws IOException {
        return Files.readAllLines(output);
    }

    public void awaitLines(int atLeast) {
        Awaitility.await().until(() -> lines().size() >= atLeast);
    }

    public void awaitLine(String text) {
        Awaitility.await().until(() -> lines().stream().anyMatch(line -> line.contains(text)));
    }

    public void signal(String signal) throws IOException, InterruptedException {
        Process kill = new ProcessBuilder("kill", "-" + signal, Long.toString(process.pid())).start();
        assertThat(kill.waitFor()).isZero();
    }

    /** Lets it end by itself. */
    public int end() throws IOException, InterruptedException {
        process.getOutputStream().write('\n');
        process.getOutputStream().flush();
        assertThat(process.waitFor(2, TimeUnit.MINUTES)).isTrue();
        return process.exitValue();
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
