/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.baton.lab.mysql.Engine;
import io.baton.lab.mysql.GtidCluster;
import io.baton.lab.mysql.GtidShape;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Whatever happens, no server, no file and no shared memory stays behind. */
class LeftoversTest {

    @Test
    void should_leave_nothing_after_close() throws IOException {
        Set<ProcessHandle> others = ProcessHandle.current().descendants().collect(Collectors.toSet());
        PostgresCluster cluster = PostgresCluster.start(ClusterShape.trio());
        List<ProcessHandle> processes = ProcessHandle.current()
                .descendants()
                .filter(p -> !others.contains(p) && !Processes.gone(p))
                .toList();
        Path directory = directoryOf(cluster);
        assertThat(processes).hasSizeGreaterThan(20);
        assertThat(sharedMemoryOf(processes)).hasSize(3);
        cluster.node(0).kill();
        cluster.node(1).freeze();

        cluster.close();
        cluster.close();

        assertThat(processes).allMatch(Processes::gone);
        assertThat(directory).doesNotExist();
        assertThat(sharedMemoryOf(processes)).isEmpty();
    }

    @Test
    void should_leave_nothing_after_the_jvm_exits_without_close() throws Exception {
        try (Other other = Other.start("exit")) {
            assertThat(other.jvm.waitFor()).isZero();
            assertThat(other.servers).hasSize(3).allMatch(Processes::gone);
            assertThat(other.directory).doesNotExist();
            assertThat(sharedMemoryOf(other.servers)).isEmpty();
        }
    }

    @Test
    void should_leave_nothing_after_the_jvm_is_killed() throws Exception {
        try (Other other = Other.start("stay")) {
            assertThat(other.servers).hasSize(3).noneMatch(Processes::gone);

            other.jvm.destroyForcibly().waitFor();

            await().until(() -> other.servers.stream().allMatch(Processes::gone));
            await().until(() -> !Files.exists(other.directory));
            assertThat(sharedMemoryOf(other.servers)).isEmpty();
        }
    }

    /** Run in a JVM of its own: starts a pair and a MariaDB, names directory and servers, and exits or stays. */
    public static final class Main {
        public static void main(String[] arguments) throws IOException {
            PostgresCluster cluster = PostgresCluster.start(ClusterShape.pair());
            GtidCluster.start(GtidShape.single(Engine.MARIADB));
            LongStream postgres =
                    cluster.nodes().stream().mapToLong(node -> node.server().pid());
            LongStream mariaDb = ProcessHandle.current()
                    .descendants()
                    .filter(p -> p.info()
                            .command()
                            .filter(path -> path.endsWith("/mariadbd"))
                            .isPresent())
                    .mapToLong(ProcessHandle::pid);
            String servers = LongStream.concat(postgres, mariaDb)
                    .mapToObj(Long::toString)
                    .collect(Collectors.joining(" "));
            System.out.println("SERVERS " + directoryOf(cluster) + " " + servers);
            if (arguments[0].equals("stay")) {
                // The test kills this JVM, and should it die instead, the pipe breaks.
                int ignored = System.in.read();
                System.exit(ignored == 0 ? 0 : 1);
            }
        }
    }

    private record Other(Process jvm, Path directory, List<ProcessHandle> servers) implements AutoCloseable {

        static Other start(String mode) throws IOException {
            Process jvm = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-cp",
                            System.getProperty("java.class.path"),
                            Main.class.getName(),
                            mode)
                    .redirectErrorStream(true)
                    .start();
            BufferedReader output = jvm.inputReader(StandardCharsets.UTF_8);
            String[] words = output.lines()
                    .filter(line -> line.startsWith("SERVERS "))
                    .findFirst()
                    .orElseThrow()
                    .split(" ", -1);
            List<ProcessHandle> servers = Arrays.stream(words)
                    .skip(2)
                    .map(Long::valueOf)
                    .flatMap(pid -> ProcessHandle.of(pid).stream())
                    .toList();
            return new Other(jvm, Path.of(words[1]), servers);
        }

        @Override
        public void close() {
            jvm.destroyForcibly();
        }
    }

    private static Path directoryOf(PostgresCluster cluster) {
        return cluster.node(0).server().data().path().resolve("../..").normalize();
    }

    /** The segments of this machine that were made by these processes. */
    private static List<String> sharedMemoryOf(List<ProcessHandle> processes) throws IOException {
        Set<String> creators =
                processes.stream().map(p -> Long.toString(p.pid())).collect(Collectors.toSet());
        try (Stream<String> lines = Files.lines(Path.of("/proc/sysvipc/shm"))) {
            return lines.filter(line -> creators.contains(line.trim().split("\\s+", -1)[4]))
                    .toList();
        }
    }
}
