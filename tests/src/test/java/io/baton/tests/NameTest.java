/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.tests;

import static org.assertj.core.api.Assertions.assertThat;

import io.baton.lab.ClusterShape;
import io.baton.lab.PostgresNode;
import io.baton.lab.Relay;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The URL has one name, which leads to another machine after a while, as with a failover by DNS or a service of Kubernetes. The
 * JVM of the application takes its names from a file, and remembers them for a second.
 */
class NameTest extends ClusterTest {

    private static final String NAME = "db.test";
    private static final String FIRST = "127.0.0.2";
    private static final String SECOND = "127.0.0.3";

    @TempDir
    Path directory;

    private Path names;
    private PostgresNode standby;
    private Relay toPrimary;
    private Relay toStandby;

    @Override
    ClusterShape shape() {
        return ClusterShape.pair();
    }

    @BeforeEach
    void nameTheMachines() throws IOException {
        names = directory.resolve("hosts");
        standby = cluster.mostAdvancedStandby();
        toPrimary = Relay.at(FIRST, 0, cluster.primary());
        toStandby = Relay.at(SECOND, toPrimary.port(), standby);
        nameLeadsTo(FIRST);
    }

    @AfterEach
    void closeRelays() {
        toPrimary.close();
        toStandby.close();
    }

    private void nameLeadsTo(String machine) throws IOException {
        Path next = Files.writeString(directory.resolve("next"), machine + " " + NAME + "\n");
        Files.move(next, names, StandardCopyOption.ATOMIC_MOVE);
    }

    private ForkedApplication start() throws IOException {
        return ForkedApplication.start(
                directory.resolve("output.txt"),
                NamedApplication.class,
                List.of("-Djdk.net.hosts.file=" + names, "-Dsun.net.inetaddr.ttl=1"),
                "jdbc:baton:postgresql://" + NAME + ":" + toPrimary.port()
                        + "/app?user=app&password=app&baton.suspectAfter=1m&baton.probeTimeout=1m");
    }

    @Test
    void should_follow_a_name_that_moves_while_the_old_server_goes_on_accepting_writes() throws Exception {
        PostgresNode old = cluster.primary();
        try (ForkedApplication application = start()) {
            application.awaitLine("wrote on " + old.port());
            cluster.promote(standby);
            nameLeadsTo(SECOND);
            application.awaitLine("wrote on " + standby.port());
            application.awaitLines(application.lines().size() + 50);
            assertThat(application.end()).isZero();

            List<String> writes = writes(application);
            assertThat(writes.subList(writes.indexOf("wrote on " + standby.port()), writes.size()))
                    .as("no write on the old server after the first on the new one")
                    .containsOnly("wrote on " + standby.port());
        }
    }

    @Test
    void should_find_the_successor_under_the_name_when_the_old_server_is_dead() throws Exception {
        PostgresNode old = cluster.primary();
        try (ForkedApplication application = start()) {
            application.awaitLine("wrote on " + old.port());
            old.kill();
            cluster.promote(standby);
            nameLeadsTo(SECOND);
            application.awaitLine("wrote on " + standby.port());
            assertThat(application.end()).isZero();
        }
    }

    @Test
    void should_stay_where_it_is_while_the_name_does_not_move() throws Exception {
        PostgresNode old = cluster.primary();
        try (ForkedApplication application = start()) {
            application.awaitLine("wrote on " + old.port());
            nameLeadsTo(FIRST); // Written anew, and the same as before.
            int before = application.lines().size();
            application.awaitLines(before + 150); // Several times as long as names are remembered.
            assertThat(application.end()).isZero();

            assertThat(application.lines()).noneMatch(line -> line.contains("another machine"));
            assertThat(writes(application)).containsOnly("wrote on " + old.port());
        }
    }

    private static List<String> writes(ForkedApplication application) throws IOException {
        return application.lines().stream()
                .filter(line -> line.startsWith("wrote") || line.startsWith("error"))
                .toList();
    }
}
