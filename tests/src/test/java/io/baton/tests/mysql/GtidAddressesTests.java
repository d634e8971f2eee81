/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.tests.mysql;

import static org.assertj.core.api.Assertions.assertThat;

import io.baton.driver.FailoverEvent;
import io.baton.driver.FailoverEvent.LostWrites;
import io.baton.driver.FailoverEvents;
import io.baton.driver.FailoverListener;
import io.baton.lab.SharedAddress;
import io.baton.lab.mysql.Engine;
import io.baton.lab.mysql.GtidNode;
import io.baton.lab.mysql.GtidShape;
import io.baton.tests.NumberedWrites;
import java.sql.Connection;
import java.sql.SQLException;
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
abstract class GtidAddressesTests extends GtidClusterTest {

    private final List<LostWrites> lost = new CopyOnWriteArrayList<>();
    private final FailoverListener listener = this::onEvent;
    private SharedAddress writers;
    private SharedAddress readers;

    GtidAddressesTests(Engine engine) {
        super(engine);
    }

    private void onEvent(FailoverEvent event) {
        if (event instanceof LostWrites told) {
            lost.add(told);
        }
    }

    @Override
    GtidShape shape(Engine of) {
        return GtidShape.trio(of);
    }

    @BeforeEach
    final void lead() throws SQLException {
        writers = new SharedAddress();
        readers = new SharedAddress();
        FailoverEvents.add(listener);
        makeLedger();
        writers.leadTo(cluster.primary().port());
        readers.leadTo(ports(cluster.replicas()));
    }

    @AfterEach
    final void closeAddresses() {
        FailoverEvents.remove(listener);
        lost.clear();
        writers.close();
        readers.close();
    }

    private static int[] ports(List<GtidNode> nodes) {
        return nodes.stream()
                .filter(GtidNode::isRunning)
                .mapToInt(GtidNode::port)
                .toArray();
    }

    @Test
    final void should_commit_once_when_the_address_goes_away_and_the_server_has_another_one() throws Exception {
        GtidNode server = cluster.primary();
        url = url(writers + ",127.0.0.1:" + server.port());
        int rounds = 8;
        for (int id = 1; id <= rounds; id++) {
            writers.heal();
            boolean arrives = id % 2 == 0;
            try (Connection connection = begin()) {
                execute(connection, "INSERT INTO entry VALUES (" + id + ", '')");
                connection.commit();
                execute(connection, "INSERT INTO entry VALUES (" + id + ", '')");
                if (arrives) {
                    writers.loseAnswerToNextCommit();
                } else {
                    writers.loseNextCommit();
                }
                CompletableFuture<Void> commit = commitInBackground(connection);
                if (arrives) {
                    String twice = "SELECT COUNT(*) FROM entry WHERE id = " + id;
                    Awaitility.await().until(() -> query(server, twice).equals("2"));
                }
                writers.refuse();
                commit.get(1, TimeUnit.MINUTES);
            }
        }

        assertThat(query(server, "SELECT COUNT(*) FROM entry")).isEqualTo(Integer.toString(2 * rounds));
        assertThat(query(server, "SELECT id FROM entry GROUP BY id HAVING COUNT(*) <> 2"))
                .as("transactions that are not there once")
                .isEmpty();
        assertThat(lost).as("commits that are there, called lost").isEmpty();
    }

    @Test
    final void should_write_and_read_through_one_name_for_the_primary_and_one_for_all_replicas() throws Exception {
        url = url(writers + "," + readers);
        try (NumberedWrites writes = NumberedWrites.unhurried(url, 4)) {
            writes.awaitAcknowledged(100);
            assertThat(serversReadFrom(6)).hasSize(2);

            long killed = System.nanoTime();
            cluster.primary().kill();
            writers.leadTo();
            writers.endConnections();
            GtidNode successor = cluster.mostAdvancedReplica();
            cluster.promote(successor);
            writers.leadTo(successor.port());
            readers.leadTo(ports(cluster.replicas()));

            writes.awaitAcknowledged(100);
            writes.stop();
            System.out.println(writes + ", longest gap " + writes.longestGapSince(killed));
            Set<Long> missing = writes.acknowledgedAbove(0);
            missing.removeAll(NumberedWrites.rows(successor.connect(), 0));
            long named = lost.stream().mapToLong(told -> told.writes().size()).sum();
            assertThat(named).as("named lost").isLessThanOrEqualTo(missing.size());
            assertThat(writes.failures()).allMatch(e -> "08007".equals(e.getSQLState()));
        }
    }

    @Test
    final void should_not_write_to_a_stale_server_that_the_address_is_moved_back_to() throws Exception {
        url = url(writers.toString());
        GtidNode old = cluster.primary();
        try (NumberedWrites writes = NumberedWrites.unhurried(url, 4)) {
            writes.awaitAcknowledged(50);
            writers.leadTo();
            writers.endConnections();
            cluster.awaitReplicated();
            GtidNode successor = cluster.mostAdvancedReplica();
            promoteBesideTheFormer(successor); // Which lives, and accepts writes.
            writers.leadTo(successor.port());
            writes.awaitAcknowledged(50);

            long movedBack = writes.begun();
            long before = loginsTo(old);
            writers.leadTo(old.port());
            writers.endConnections();
            Awaitility.await().until(() -> loginsTo(old) > before + 5);
            writers.leadTo(successor.port());
            writers.endConnections();
            writes.awaitAcknowledged(50);
            writes.stop();

            assertThat(NumberedWrites.rows(old.connect(), movedBack)).isEmpty();
            assertThat(NumberedWrites.rows(successor.connect(), movedBack))
                    .containsAll(writes.acknowledgedAbove(movedBack));
            assertThat(writes.failures()).allMatch(e -> "08007".equals(e.getSQLState()));
        }
    }

    /** Connections stay, as with a service of Kubernetes: the former primary still accepts writes. */
    @Test
    final void should_go_where_the_address_leads_while_the_former_primary_lives() throws Exception {
        url = url(writers + "," + readers);
        GtidNode old = cluster.primary();
        try (Connection connection = connect()) {
            execute(connection, "INSERT INTO entry VALUES (1, '')");
            cluster.awaitReplicated();
            GtidNode successor = cluster.mostAdvancedReplica();
            promoteBesideTheFormer(successor);
            readers.leadTo(ports(
                    cluster.replicas().stream().filter(node -> node != old).toList()));
            writers.leadTo(successor.port());

            for (int id = 2; id <= 9; id++) {
                try (Connection another = connect()) {
                    execute(another, "INSERT INTO entry VALUES (" + id + ", '')");
                }
            }
            assertThat(query(successor, "SELECT COUNT(*) FROM entry")).isEqualTo("9");
            assertThat(query(old, "SELECT COUNT(*) FROM entry")).isEqualTo("1");
        }
    }

    private void promoteBesideTheFormer(GtidNode successor) {
        GtidNode former = cluster.primary();
        for (GtidNode other : cluster.replicas()) {
            if (other != successor && other != former) {
                cluster.follow(other, successor);
            }
        }
        cluster.promote(successor);
    }

    /** The application's, its monitor's and a few of the lab's own. */
    private static long loginsTo(GtidNode node) throws SQLException {
        try (Connection admin = node.connectAsAdmin()) {
            return Long.parseLong(
                    query(admin, "SHOW GLOBAL STATUS LIKE 'Connections'").split(" ", -1)[1]);
        }
    }

    private static CompletableFuture<Void> commitInBackground(Connection connection) {
        CompletableFuture<Void> result = new CompletableFuture<>();
        Thread thread = new Thread(() -> {
            try {
                connection.commit();
                result.complete(null);
            } catch (SQLException e) {
                result.completeExceptionally(e);
            }
        });
        thread.setDaemon(true);
        thread.start();
        return result;
    }

    private Set<String> serversReadFrom(int connections) throws SQLException {
        Set<String> servers = new HashSet<>();
        for (int i = 0; i < connections; i++) {
            try (Connection connection = connect()) {
                connection.setReadOnly(true);
                servers.add(query(connection, "SELECT @@server_id"));
            }
        }
        return servers;
    }
}
