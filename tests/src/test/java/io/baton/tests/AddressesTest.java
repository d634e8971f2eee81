/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.tests;

import static org.assertj.core.api.Assertions.assertThat;

import io.baton.driver.FailoverEvent;
import io.baton.driver.FailoverEvent.LostWrites;
import io.baton.driver.FailoverEvents;
import io.baton.driver.FailoverListener;
import io.baton.lab.ClusterShape;
import io.baton.lab.PostgresCluster;
import io.baton.lab.PostgresNode;
import io.baton.lab.SharedAddress;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Addresses that stand for a server, or for several in turn: what proves an outcome belongs to the server. */
class AddressesTest extends ClusterTest {

    private final List<LostWrites> lost = new CopyOnWriteArrayList<>();
    private final FailoverListener listener = this::onEvent;
    private final SharedAddress writers = new SharedAddress();
    private final SharedAddress readers = new SharedAddress();

    private void onEvent(FailoverEvent event) {
        if (event instanceof LostWrites told) {
            lost.add(told);
        }
    }

    @BeforeEach
    void lead() throws SQLException {
        FailoverEvents.add(listener);
        // Else a standby does not say that it follows a promotion before its next restartpoint.
        cluster.primary().executeAsAdmin("GRANT pg_monitor TO app");
        cluster.awaitReplayed();
        writers.leadTo(cluster.primary().port());
        readers.leadTo(cluster.standbys().stream().mapToInt(PostgresNode::port).toArray());
    }

    @AfterEach
    void closeAddresses() {
        FailoverEvents.remove(listener);
        writers.close();
        readers.close();
    }

    private String urlOf(String hosts) {
        // Each COMMIT is sent as a text, so that it can be seen on its way.
        return "jdbc:baton:postgresql://" + hosts + "/app?user=app&password=app&prepareThreshold=0";
    }

    @Test
    void should_commit_once_when_the_address_goes_away_and_the_server_has_another_one() throws Exception {
        PostgresNode server = cluster.primary();
        url = urlOf(writers + ",127.0.0.1:" + server.port());
        int rounds = 14;
        for (int id = 1; id <= rounds; id++) {
            writers.heal();
            boolean arrives = id % 2 == 0;
            try (Connection connection = connect()) {
                connection.setAutoCommit(false);
                execute(connection, "INSERT INTO entry VALUES (" + id + ")");
                connection.commit();
                execute(connection, "INSERT INTO entry VALUES (" + id + ")");
                if (arrives) {
                    writers.loseAnswerToNextCommit();
                } else {
                    writers.loseNextCommit();
                }
                CompletableFuture<Void> commit = inBackground(() -> {
                    connection.commit();
                    return null;
                });
                if (arrives) {
                    int row = id;
                    Awaitility.await()
                            .until(() -> server.queryLong("SELECT count(*) FROM entry WHERE id = " + row) == 2);
                }
                writers.refuse();
                commit.get(1, TimeUnit.MINUTES);
            }
        }

        assertThat(server.queryLong("SELECT count(*) FROM (SELECT id FROM entry GROUP BY id HAVING count(*) <> 2) x"))
                .as("transactions that are not there once")
                .isZero();
        assertThat(entries(server)).isEqualTo(2L * rounds);
        assertThat(lost).as("commits that are there, called lost").isEmpty();
    }

    @Test
    void should_write_and_read_through_one_name_for_the_primary_and_one_for_all_standbys() throws Exception {
        url = urlOf(writers + "," + readers);
        Set<Integer> read = new HashSet<>();
        long began = System.nanoTime();
        try (NumberedWrites writes = new NumberedWrites(url, 4)) {
            writes.awaitAcknowledged(200);
            read.addAll(portsReadFrom(6));
            assertThat(read).containsExactlyInAnyOrderElementsOf(standbyPorts());

            PostgresNode old = cluster.primary();
            old.kill();
            writers.leadTo();
            writers.endConnections();
            PostgresNode successor = promote();
            Awaitility.await().until(() -> !successor.isInRecovery());
            writers.leadTo(successor.port());
            readers.leadTo(standbyPorts().stream().mapToInt(port -> port).toArray());

            writes.awaitAcknowledged(200);
            writes.stop();
            System.out.println(writes + ", longest gap " + writes.longestGapSince(began));
            Set<Long> there = NumberedWrites.rows(successor.connect(), 0);
            Set<Long> missing = writes.acknowledgedAbove(0);
            missing.removeAll(there);
            long named = lost.stream().mapToLong(told -> told.writes().size()).sum();
            assertThat(named).as("named lost").isLessThanOrEqualTo(missing.size());
            assertThat(writes.failures()).allMatch(e -> "08007".equals(e.getSQLState()));
        }
        Awaitility.await()
                .untilAsserted(() -> assertThat(portsReadFrom(4)).containsExactlyInAnyOrderElementsOf(standbyPorts()));
    }

    @Test
    void should_prove_outcomes_across_a_promotion_behind_such_names() throws Exception {
        url = urlOf(writers + "," + readers);
        try (Connection connection = connect();
                Connection reader = connect()) {
            reader.setReadOnly(true);
            query(reader, "SELECT 1");
            connection.setAutoCommit(false);
            execute(connection, "INSERT INTO entry VALUES (1)");
            connection.commit();
            execute(connection, "INSERT INTO entry VALUES (2)");
            writers.loseAnswerToNextCommit();
            CompletableFuture<Void> commit = inBackground(() -> {
                connection.commit();
                return null;
            });
            Awaitility.await().until(() -> entries(cluster.primary()) == 2);
            cluster.awaitReplayed();
            cluster.primary().kill();
            writers.leadTo();
            writers.endConnections();
            writers.heal();
            PostgresNode successor = promote();
            writers.leadTo(successor.port());
            readers.leadTo(standbyPorts().stream().mapToInt(port -> port).toArray());

            commit.get(1, TimeUnit.MINUTES);
            assertThat(entries(successor)).isEqualTo(2);
            execute(connection, "INSERT INTO entry VALUES (3)");
            connection.commit();
        }
        assertThat(lost).isEmpty();
    }

    @Test
    void should_stay_on_the_server_when_an_address_of_it_appears_beside_it() throws Exception {
        writers.refuse();
        url = urlOf(writers + "," + cluster.hosts());
        try (Connection connection = connect()) {
            String backend = query(connection, "SELECT pg_backend_pid()");
            writers.heal();
            try (Connection other = DriverManager.getConnection(urlOf(cluster.hosts() + "," + writers))) {
                Awaitility.await().until(() -> connectionsOf(cluster.primary(), "baton-monitor") >= 3);
                execute(other, "INSERT INTO entry VALUES (1)");
            }
            assertThat(query(connection, "SELECT pg_backend_pid()")).isEqualTo(backend);
        }
    }

    @Test
    void should_not_write_to_the_server_that_an_address_led_to_before() throws Exception {
        url = urlOf(writers + "," + readers);
        PostgresNode old = cluster.primary();
        try (Connection connection = connect()) {
            execute(connection, "INSERT INTO entry VALUES (1)");
            cluster.awaitReplayed();
            PostgresNode successor = promote();
            readers.leadTo(standbyPorts().stream().mapToInt(port -> port).toArray());
            writers.leadTo(successor.port()); // Connections stay: the old primary still accepts writes.
            try (Connection another = connect()) {
                execute(another, "INSERT INTO entry VALUES (2)");
                assertThat(port(another)).isEqualTo(successor.port());
            }
            Awaitility.await().until(() -> port(connection) == successor.port());
            execute(connection, "INSERT INTO entry VALUES (3)");
            assertThat(old.queryLong("SELECT count(*) FROM entry WHERE id > 1")).isZero();
            assertThat(entries(successor)).isEqualTo(3);
        }
    }

    /** The readers' address leads to a standby of each primary: the former one lives, unseen, and writes. */
    @Test
    void should_not_read_from_a_standby_of_a_former_primary() throws Exception {
        try (PostgresCluster four = PostgresCluster.start(new ClusterShape(3, false, 200))) {
            PostgresNode old = four.primary();
            old.execute("CREATE TABLE entry (id int, note text)");
            old.executeAsAdmin("GRANT pg_monitor TO app");
            four.awaitReplayed();
            PostgresNode stale = four.node(3);
            PostgresNode successor = four.node(1);
            four.follow(four.node(2), successor);
            four.promote(successor);
            old.execute("INSERT INTO entry VALUES (1)");
            writers.leadTo(successor.port());
            readers.leadTo(four.node(2).port());
            url = urlOf(writers + "," + readers);
            try (Connection first = connect()) {
                first.setReadOnly(true);
                Awaitility.await().until(() -> port(first) == four.node(2).port());
                readers.leadTo(stale.port(), four.node(2).port());
                for (int i = 0; i < 12; i++) {
                    try (Connection reader = connect()) {
                        reader.setReadOnly(true);
                        assertThat(query(reader, "SELECT count(*) FROM entry")).isEqualTo("0");
                        assertThat(port(reader)).isNotEqualTo(stale.port());
                    }
                }
            }
        }
    }

    private List<Integer> standbyPorts() throws SQLException {
        List<Integer> ports = new ArrayList<>();
        for (PostgresNode node : cluster.standbys()) {
            if (node.isRunning() && node.isInRecovery()) {
                ports.add(node.port());
            }
        }
        return ports;
    }

    private static long connectionsOf(PostgresNode node, String application) throws SQLException {
        return node.queryLongAsAdmin(
                "SELECT count(*) FROM pg_stat_activity WHERE application_name = '" + application + "'");
    }

    /** The servers that read-only connections land on. */
    private Set<Integer> portsReadFrom(int connections) throws SQLException {
        Set<Integer> ports = new HashSet<>();
        for (int i = 0; i < connections; i++) {
            try (Connection connection = connect()) {
                connection.setReadOnly(true);
                ports.add(port(connection));
            }
        }
        return ports;
    }
}
