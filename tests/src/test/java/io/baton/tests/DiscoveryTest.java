/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.tests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import io.baton.driver.NoNodeAvailable;
import io.baton.lab.PostgresNode;
import io.baton.lab.Relay;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * The URL names one node of three, and a cluster manager's interface the others: by addresses that are valid inside only, or
 * by those that the application reaches. The servers are real, each behind an address that it does not know of.
 */
class DiscoveryTest extends ClusterTest {

    /** Reserved for documentation (RFC 5737): nobody answers there. */
    private static final String INSIDE = "192.0.2.";

    private final List<Relay> relays = new ArrayList<>();
    private final AtomicInteger asked = new AtomicInteger();
    private HttpServer manager;
    private volatile List<String> named = List.of();
    private volatile int leader;

    @BeforeEach
    void startManager() throws IOException {
        cluster.nodes().forEach(node -> relays.add(Relay.at("127.0.0.2", 0, node)));
        manager = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        manager.createContext("/cluster", exchange -> {
            asked.incrementAndGet();
            byte[] answer = members().getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, answer.length);
            exchange.getResponseBody().write(answer);
            exchange.close();
        });
        manager.start();
    }

    @AfterEach
    void stopManager() {
        manager.stop(0);
        relays.forEach(Relay::close);
    }

    private String members() {
        List<String> members = new ArrayList<>();
        for (int i = 0; i < named.size(); i++) {
            String[] address = named.get(i).split(":", -1);
            members.add("{\"role\": \"%s\", \"state\": \"running\", \"host\": \"%s\", \"port\": %s}"
                    .formatted(i == leader ? "leader" : "replica", address[0], address[1]));
        }
        return "{\"members\": [" + String.join(",", members) + "]}";
    }

    private List<String> insideAddresses() {
        return List.of(INSIDE + "1:5432", INSIDE + "2:5432", INSIDE + "3:5432");
    }

    private List<String> outsideAddresses() {
        return relays.stream().map(relay -> "127.0.0.2:" + relay.port()).toList();
    }

    private String map() {
        List<String> pairs = new ArrayList<>();
        for (int i = 0; i < relays.size(); i++) {
            pairs.add(insideAddresses().get(i) + "=" + outsideAddresses().get(i));
        }
        return String.join(",", pairs);
    }

    private Connection connectToFirst(String more) throws SQLException {
        return DriverManager.getConnection(
                "jdbc:baton:postgresql://" + outsideAddresses().get(0)
                        + "/app?user=app&password=app&baton.patroni=http://127.0.0.1:"
                        + manager.getAddress().getPort() + more);
    }

    private void awaitAskedAgain() {
        int before = asked.get();
        Awaitility.await().until(() -> asked.get() > before + 1);
    }

    private static long monitors(PostgresNode node) throws SQLException {
        return node.queryLongAsAdmin(
                "SELECT count(*) FROM pg_stat_activity WHERE application_name = 'baton-monitor' AND usename = 'app'");
    }

    private static void awaitMonitor(PostgresNode node) {
        Awaitility.await().until(() -> monitors(node) == 1);
    }

    @Test
    void should_fail_over_to_a_node_that_is_known_by_an_address_of_the_inside() throws Exception {
        named = insideAddresses();
        try (Connection connection = connectToFirst("&baton.addressMap=" + map())) {
            execute(connection, "INSERT INTO entry VALUES (1)");
            for (PostgresNode standby : cluster.standbys()) {
                awaitMonitor(standby);
            }
            awaitEntries(cluster.mostAdvancedStandby(), 1);
            assertThat(monitors(cluster.primary()))
                    .as("known by two addresses, watched once")
                    .isEqualTo(1);

            PostgresNode successor = failOver();
            leader = cluster.nodes().indexOf(successor);

            execute(connection, "INSERT INTO entry VALUES (2)");
            assertThat(port(connection)).isEqualTo(successor.port());
            assertThat(entries(successor)).isEqualTo(2);
        }
    }

    @Test
    void should_go_on_with_the_node_of_the_url_when_the_addresses_of_the_others_lead_nowhere() throws Exception {
        named = insideAddresses();
        try (Connection connection = connectToFirst("")) {
            execute(connection, "INSERT INTO entry VALUES (1)");
            awaitAskedAgain();
            execute(connection, "INSERT INTO entry VALUES (2)");

            assertThat(port(connection)).isEqualTo(cluster.primary().port());
        }
    }

    /** Who writes an address into the URL has tried it. */
    @Test
    void should_not_apply_the_map_to_the_url() throws Exception {
        String own = outsideAddresses().get(0);
        named = outsideAddresses().subList(0, 1);
        String elsewhere = outsideAddresses().get(1);
        try (Connection connection = connectToFirst("&baton.discovery=off&baton.addressMap=" + own + "=" + elsewhere)) {
            assertThat(port(connection)).isEqualTo(cluster.primary().port());
            execute(connection, "INSERT INTO entry VALUES (1)");
        }
    }

    @Test
    void should_use_nodes_that_only_the_manager_names() throws Exception {
        named = outsideAddresses();
        try (Connection connection = connectToFirst("")) {
            execute(connection, "INSERT INTO entry VALUES (1)");
            for (PostgresNode standby : cluster.standbys()) {
                awaitMonitor(standby);
            }
            awaitEntries(cluster.mostAdvancedStandby(), 1);

            PostgresNode successor = failOver();
            leader = cluster.nodes().indexOf(successor);

            execute(connection, "INSERT INTO entry VALUES (2)");
            assertThat(port(connection)).isEqualTo(successor.port());
        }
    }

    @Test
    void should_use_the_nodes_of_the_url_alone_when_discovery_is_off() throws Exception {
        named = outsideAddresses();
        try (Connection connection = connectToFirst("&baton.discovery=off&baton.failoverTimeout=2s")) {
            execute(connection, "INSERT INTO entry VALUES (1)");
            awaitAskedAgain();
            for (PostgresNode standby : cluster.standbys()) {
                assertThat(monitors(standby)).isZero();
            }

            PostgresNode successor = failOver();
            leader = cluster.nodes().indexOf(successor);
            awaitAskedAgain();

            assertThatThrownBy(() -> execute(connection, "INSERT INTO entry VALUES (2)"))
                    .isInstanceOf(NoNodeAvailable.class);
            assertThat(monitors(successor)).isZero();
        }
    }
}
