/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.tests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.baton.lab.PatroniCluster;
import io.baton.lab.PatroniNode;
import io.baton.lab.RequiresDocker;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A trio that a real Patroni looks after, asked by Baton over TLS. One trio for all tests: each leaves it in order. */
@RequiresDocker
class PatroniTest {

    private static final int WRITERS = 50;
    private static final Duration LEASE_AND_MORE = Duration.ofSeconds(90);

    @TempDir
    private static Path directory;

    private static PatroniCluster cluster;
    private static String url;

    @BeforeAll
    static void start() throws IOException {
        cluster = PatroniCluster.start();
        Path certificate = Files.writeString(directory.resolve("api.pem"), cluster.apiCertificate());
        url = "jdbc:baton:postgresql://" + cluster.hosts() + "/app?user=app&password=app&baton.failoverTimeout=2m"
                + "&baton.patroni=" + cluster.apis() + "&baton.patroniCertificate=" + certificate;
    }

    @AfterAll
    static void stop() {
        cluster.close();
    }

    @BeforeEach
    void beginInOrder() throws SQLException {
        cluster.awaitHealthy();
        cluster.leader().execute("DROP TABLE IF EXISTS entry");
        cluster.leader().execute("CREATE TABLE entry (id bigint)");
    }

    @Test
    void should_move_what_is_between_transactions_in_a_planned_switchover() throws Exception {
        PatroniNode from = cluster.leader();
        PatroniNode to = cluster.standbys().get(0);
        try (Writers writers = Writers.start(url, WRITERS)) {
            writers.awaitAcknowledged(WRITERS * 2);

            long ordered = System.nanoTime();
            cluster.switchover(from, to);
            writers.awaitAllWroteSince(System.nanoTime(), LEASE_AND_MORE);
            writers.stop();

            System.out.printf(
                    "planned switchover: %d ms by the API and all %d writers again; %s%n",
                    Duration.ofNanos(System.nanoTime() - ordered).toMillis(), WRITERS, writers.summary());
            assertThat(writers.errorsBetweenTransactions()).isEmpty();
            assertThat(writers.missing(to)).isEmpty();
            assertThat(writers.acknowledgedTwice(to)).isZero();
        }
    }

    @Test
    void should_drain_before_a_switchover_that_is_planned_and_lose_no_transaction() throws Exception {
        PatroniNode from = cluster.leader();
        PatroniNode to = cluster.standbys().get(0);
        try (Writers writers = Writers.start(url, WRITERS)) {
            writers.awaitAcknowledged(WRITERS * 2);

            cluster.scheduleSwitchover(from, to, Instant.now().plusSeconds(15));
            await().atMost(LEASE_AND_MORE).until(() -> cluster.leads(to));
            writers.awaitAllWroteSince(System.nanoTime(), LEASE_AND_MORE);
            writers.stop();

            System.out.println("scheduled switchover: " + writers.summary());
            assertThat(writers.errors()).isEmpty();
            assertThat(writers.missing(to)).isEmpty();
            assertThat(writers.acknowledgedTwice(to)).isZero();
        }
    }

    @Test
    void should_go_on_after_a_crash_of_the_leader() throws Exception {
        PatroniNode from = cluster.leader();
        try (Writers writers = Writers.start(url, 8)) {
            writers.awaitAcknowledged(100);

            from.kill();
            long killed = System.nanoTime();
            writers.awaitAllWroteSince(killed + 1, LEASE_AND_MORE);
            writers.stop();

            System.out.printf(
                    "crash of the leader: all writers again after %d ms; %s%n",
                    Duration.ofNanos(System.nanoTime() - killed).toMillis(), writers.summary());
            assertThat(writers.errorsBetweenTransactions()).isEmpty();
            assertThat(writers.acknowledgedTwice(cluster.leader())).isZero();
        } finally {
            from.start();
        }
    }

    @Test
    void should_not_write_to_a_leader_whose_agent_is_frozen_once_another_one_leads() throws Exception {
        PatroniNode old = cluster.leader();
        try (Connection connection = DriverManager.getConnection(url)) {
            execute(connection, "INSERT INTO entry VALUES (0)");

            old.freezeAgent();
            await().atMost(LEASE_AND_MORE)
                    .until(() -> cluster.nodes().stream().anyMatch(node -> node != old && cluster.leads(node)));
            await().atMost(LEASE_AND_MORE).until(() -> port(connection) != old.port());
            for (int id = 1; id <= 50; id++) {
                execute(connection, "INSERT INTO entry VALUES (" + id + ")");
            }

            assertThat(cluster.leads(old)).as("it still accepts writes").isTrue();
            assertThat(old.queryLong("SELECT count(*) FROM entry WHERE id > 0")).isZero();
            assertThat(port(connection)).isNotEqualTo(old.port());
        } finally {
            old.thawAgent();
        }
    }

    @Test
    void should_wait_when_a_standby_is_promoted_behind_patronis_back_and_go_on_at_the_leader() throws Exception {
        PatroniNode leader = cluster.leader();
        PatroniNode mistaken = cluster.standbys().get(0);
        try (Writers writers = Writers.start(url, 8)) {
            writers.awaitAcknowledged(100);

            promoteUntilStopped(mistaken);
            long promoted = System.nanoTime();
            await("Patroni stops it").atMost(LEASE_AND_MORE).until(() -> !cluster.leads(mistaken));
            writers.awaitAllWroteSince(System.nanoTime(), LEASE_AND_MORE);
            writers.stop();

            System.out.printf(
                    "promoted behind Patroni's back: all writers again after %d ms; %s%n",
                    Duration.ofNanos(System.nanoTime() - promoted).toMillis(), writers.summary());
            assertThat(cluster.leads(leader)).isTrue();
            assertThat(writers.missing(leader)).isEmpty();
            assertThat(writers.acknowledgedTwice(leader)).isZero();
        } finally {
            cluster.reinitialise(mistaken);
        }
    }

    /** Patroni may stop it before it says that it was promoted. */
    private static void promoteUntilStopped(PatroniNode node) {
        try {
            node.executeAsAdmin("SELECT pg_promote()");
        } catch (SQLException stopped) {
            assertThat(stopped.getMessage()).contains("I/O error");
        }
    }

    @Test
    void should_take_no_node_away_when_patroni_loses_its_store_and_go_on_when_it_is_back() throws Exception {
        try (Connection reader = DriverManager.getConnection(url);
                Connection writer = DriverManager.getConnection(url)) {
            execute(writer, "INSERT INTO entry VALUES (1)");
            reader.setReadOnly(true);

            cluster.freezeEtcd();
            try {
                await("Patroni demotes the leader")
                        .atMost(LEASE_AND_MORE)
                        .until(() -> cluster.nodes().stream().noneMatch(cluster::leads));
                assertThat(query(reader, "SELECT count(*) FROM entry")).isEqualTo("1");
            } finally {
                cluster.thawEtcd();
            }
            execute(writer, "INSERT INTO entry VALUES (2)");

            assertThat(cluster.leader().queryLong("SELECT count(*) FROM entry")).isEqualTo(2);
        }
    }

    private static int port(Connection connection) throws SQLException {
        // A write, since a transaction that reads may stand on a replica.
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("INSERT INTO entry VALUES (-1) RETURNING inet_server_port()")) {
            row.next();
            return row.getInt(1);
        }
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        ClusterTest.execute(connection, sql);
    }

    private static String query(Connection connection, String sql) throws SQLException {
        return ClusterTest.query(connection, sql);
    }
}
