/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.tests;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** Where a JVM of its own takes its names from; it remembers them for a second. Here there is one name. */
public final class HostsFile {

    public static final String NAME = "db.test";

    private final Path directory;

    public HostsFile(Path directory) {
        this.directory = directory;
    }

    /** From now on the name stands for these addresses. */
    public void leadsTo(String... machines) throws IOException {
        String text = Arrays.stream(machines)
                .map(machine -> machine + " " + NAME + "\n")
                .collect(Collectors.joining());
        Path next = Files.writeString(directory.resolve("next"), text);
        Files.move(next, file(), StandardCopyOption.ATOMIC_MOVE);
    }

    private Path file() {
        return directory.resolve("hosts");
    }

    /** A program that finds the name there. What it prints is in a file of the same directory. */
    public ForkedApplication start(Class<?> program, List<String> jvmOptions, String... arguments) throws IOException {
        List<String> options = new ArrayList<>(jvmOptions);
        options.addAll(List.of(
                "-Djdk.net.hosts.file=" + file(),
                "-Dsun.net.inetaddr.ttl=1",
                "-Dorg.slf4j.simpleLogger.showDateTime=true",
                "-Dorg.slf4j.simpleLogger.dateTimeFormat=HH:mm:ss.SSS"));
        return ForkedApplication.start(directory.resolve("output.txt"), program, options, arguments);
    }
}
