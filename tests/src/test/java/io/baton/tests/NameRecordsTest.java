/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.tests;

import static io.baton.tests.HostsFile.NAME;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.baton.lab.ClusterShape;
import io.baton.lab.PostgresNode;
import io.baton.lab.Relay;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.util.ArrayList;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The URL has one name, which stands for several servers: each is a node. */
class NameRecordsTest extends ClusterTest {

    private static final String FIRST = "127.0.0.2";
    private static final String SECOND = "127.0.0.3";
    private static final String NOBODY = "127.0.0.9";

    @TempDir
    Path directory;

    private HostsFile hosts;
    private PostgresNode old;
    private PostgresNode standby;
    private final List<Relay> relays = new ArrayList<>();
    private int port;

    @Override
    ClusterShape shape() {
        return ClusterShape.pair();
    }

    @BeforeEach
    void nameTheMachines() {
        hosts = new HostsFile(directory);
        old = cluster.primary();
        standby = cluster.mostAdvancedStandby();
    }

    private void listen(String machine, PostgresNode node) {
        Relay relay = Relay.at(machine, port, node);
        port = relay.port();
        relays.add(relay);
    }

    @AfterEach
    void closeRelays() {
        relays.forEach(Relay::close);
    }

    private ForkedApplication start(String parameters) throws IOException {
        return hosts.start(
                CountingApplication.class,
                List.of(),
                "jdbc:baton:postgresql://" + NAME + ":" + port + "/app?user=app&password=app" + parameters,
                "SELECT inet_server_port() || ' by ' || pg_backend_pid()");
    }

    @Test
    void should_find_the_primary_behind_the_second_address_and_its_successor_and_never_the_stale_one()
            throws Exception {
        listen(FIRST, standby);
        listen(SECOND, old);
        hosts.leadsTo(FIRST, SECOND);
        try (ForkedApplication application = start("")) {
            application.awaitLine(on(old));
            application.awaitLine(NAME + "/" + FIRST + ":" + port + " is REPLICA UP");
            old.kill();
            cluster.promote(standby);
            application.awaitLine(on(standby));
            old.start();
            long before = old.queryLong("SELECT count(*) FROM entry");
            application.awaitLine(NAME + "/" + SECOND + ":" + port + " is UNKNOWN UP");
            application.awaitLines(application.lines().size() + 100);
            assertThat(application.end()).isZero();

            assertThat(old.queryLong("SELECT count(*) FROM entry"))
                    .as("writes on the stale server")
                    .isEqualTo(before);
            List<String> writes = writes(application);
            assertThat(writes.get(writes.size() - 1)).contains(on(standby));
            System.out.println(writes.size() + " writes, 0 of them on the stale server: " + errors(application));
        }
    }

    @Test
    void should_take_in_an_address_and_leave_one_as_the_name_changes() throws Exception {
        listen(FIRST, old);
        listen(SECOND, standby);
        hosts.leadsTo(FIRST);
        try (ForkedApplication application = start("")) {
            application.awaitLine(on(old));
            hosts.leadsTo(SECOND, FIRST); // Added, and before the one that was there.
            application.awaitLine(NAME + "/" + SECOND + ":" + port + " is REPLICA UP");
            application.awaitLines(application.lines().size() + 50);
            assertThat(writes(application).stream()
                            .map(line -> line.replaceFirst(".* by ", ""))
                            .distinct())
                    .as("sessions, of which an address that comes ends none")
                    .hasSize(1);

            hosts.leadsTo(
                    SECOND, NOBODY); // Removed, the primary that it was, and another one added where nobody listens.
            application.awaitLine("no primary: ");
            cluster.promote(standby);
            application.awaitLine(on(standby));
            int there = writes(application).size();
            hosts.leadsTo(SECOND, FIRST); // The old one, which accepts writes, is back; nobody listens at none.
            application.awaitLine(NAME + "/" + FIRST + ":" + port + " is UNKNOWN UP: superseded");
            application.awaitLines(application.lines().size() + 50);
            assertThat(application.end()).isZero();

            assertThat(writes(application).stream().skip(there)).allMatch(line -> line.contains(on(standby)));
            assertThat(standby.queryLong("SELECT count(DISTINCT id) - count(*) FROM entry"))
                    .isZero();
            System.out.println(errors(application));
        }
    }

    @Test
    void should_take_two_addresses_of_one_server_for_one_node_and_mind_none_that_leads_nowhere() throws Exception {
        listen(FIRST, old);
        listen(SECOND, old);
        hosts.leadsTo(NOBODY, FIRST, SECOND);
        try (ForkedApplication application = start("")) {
            application.awaitLine(on(old));
            Awaitility.await()
                    .until(() -> old.queryLongAsAdmin(
                                    "SELECT count(*) FROM pg_stat_activity WHERE application_name = 'baton-monitor'")
                            == 1);
            int before = application.lines().size();
            boolean usesFirst = application.lines().stream()
                    .anyMatch(line -> line.contains("/" + FIRST + ":" + port + " is the primary"));
            relays.get(usesFirst ? 0 : 1).close(); // The other one takes over.
            Awaitility.await()
                    .until(() -> writes(application).stream()
                                    .map(line -> line.replaceFirst(".* by ", ""))
                                    .distinct()
                                    .count()
                            == 2);
            application.awaitLines(before + 50);
            assertThat(application.end()).isZero();

            assertThat(application.lines().subList(0, before))
                    .noneMatch(line -> line.contains(" WARN ") || line.contains(" ERROR "));
            assertThat(old.queryLong("SELECT count(*) - count(DISTINCT id) FROM entry"))
                    .isZero();
        }
    }

    @Test
    void should_verify_the_name_by_tls_whichever_address_is_meant() throws Exception {
        Path root = Files.writeString(directory.resolve("root.pem"), old.useTls(NAME) + standby.useTls(NAME));
        String verified = "&sslmode=verify-full&sslrootcert=" + root;
        assertThatThrownBy(() -> DriverManager.getConnection(old.jdbcUrl() + verified))
                .as("by its address, which no certificate has")
                .hasMessageContaining("127.0.0.1");
        listen(FIRST, standby);
        listen(SECOND, old);
        hosts.leadsTo(FIRST, SECOND);
        try (ForkedApplication application = start(verified)) {
            application.awaitLine(on(old));
            assertThat(
                            old.queryLongAsAdmin(
                                    "SELECT count(*) FROM pg_stat_ssl JOIN pg_stat_activity USING (pid) WHERE usename = 'app' AND NOT ssl"))
                    .as("sessions without TLS")
                    .isZero();
            old.kill();
            cluster.promote(standby);
            application.awaitLine(on(standby));
            assertThat(application.end()).isZero();
        }
    }

    @Test
    void should_say_so_where_the_application_has_sockets_of_its_own() throws Exception {
        listen(FIRST, old);
        listen(SECOND, standby);
        hosts.leadsTo(FIRST, SECOND);
        try (ForkedApplication application = start("&socketFactory=" + SocketsOfItsOwn.class.getName())) {
            application.awaitLine("[app] " + NAME + " stands for [" + FIRST + ", " + SECOND + "]");
            application.awaitLine(on(old));
            application.awaitLines(application.lines().size() + 100);
            assertThat(application.end()).isZero();

            assertThat(application.lines().stream().filter(line -> line.contains(" WARN ")))
                    .hasSize(1);
        }
    }

    private static String on(PostgresNode node) {
        return " on " + node.port();
    }

    private static List<String> writes(ForkedApplication application) throws IOException {
        return application.lines().stream()
                .filter(line -> line.startsWith("wrote "))
                .toList();
    }

    private static List<String> errors(ForkedApplication application) throws IOException {
        return application.lines().stream()
                .filter(line -> line.startsWith("error "))
                .toList();
    }
}
