/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.tests;

import static org.assertj.core.api.Assertions.assertThat;

import io.baton.driver.FailoverEvent;
import io.baton.driver.FailoverEvent.LostWrite;
import io.baton.driver.FailoverEvent.LostWrites;
import io.baton.driver.FailoverEvents;
import io.baton.driver.FailoverListener;
import io.baton.driver.internal.cluster.Cluster;
import io.baton.driver.internal.cluster.Clusters;
import io.baton.driver.internal.config.BatonUrl;
import io.baton.lab.ClusterShape;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

/** Commits that were acknowledged, and that the standby which takes over never got. */
class LostWritesTest extends ClusterTest {

    private final List<LostWrites> told = new CopyOnWriteArrayList<>();
    private final FailoverListener listener = this::onEvent;
    private Cluster known;

    private void onEvent(FailoverEvent event) {
        if (event instanceof LostWrites lost) {
            told.add(lost);
        }
    }

    @Override
    ClusterShape shape() {
        return ClusterShape.pair();
    }

    @BeforeEach
    void listen() throws SQLException {
        FailoverEvents.add(listener);
        known = Clusters.shared().join(BatonUrl.parse(url, new Properties()));
    }

    @AfterEach
    void leave() {
        FailoverEvents.remove(listener);
        Clusters.shared().leave(known);
    }

    private static String insert(int id) {
        return "INSERT INTO entry VALUES (" + id + ")";
    }

    private void write(Connection connection, int from, int to) throws SQLException {
        connection.setAutoCommit(false);
        for (int id = from; id <= to; id++) {
            execute(connection, insert(id));
            connection.commit();
        }
    }

    private void killAndPromote() {
        cluster.primary().kill();
        cluster.promote(cluster.node(1));
    }

    private static List<String> statements(LostWrites lost) {
        return lost.writes().stream()
                .map(LostWrite::statements)
                .flatMap(List::stream)
                .toList();
    }

    @RepeatedTest(2)
    void should_name_exactly_the_commits_that_the_new_primary_does_not_have() throws Exception {
        try (Connection connection = connect()) {
            write(connection, 1, 5);
            awaitEntries(cluster.node(1), 5);
            stopSending();
            write(connection, 6, 8);

            killAndPromote();

            Awaitility.await().until(() -> !told.isEmpty());
            assertThat(entries(cluster.primary())).isEqualTo(5);
            assertThat(told).hasSize(1);
            assertThat(statements(told.get(0))).containsExactly(insert(6), insert(7), insert(8));
            assertThat(told.get(0).undecided()).isZero();
            assertThat(told.get(0).notRemembered()).isZero();
            assertThat(known.outcomes().lostWrites()).isEqualTo(3);
        }
    }

    @Test
    void should_name_none_when_the_standby_had_them_all() throws SQLException {
        try (Connection connection = connect()) {
            write(connection, 1, 5);
            awaitEntries(cluster.node(1), 5);

            killAndPromote();

            Awaitility.await().until(() -> known.outcomes().rememberedWrites() == 0);
            assertThat(entries(cluster.primary())).isEqualTo(5);
            assertThat(told).isEmpty();
        }
    }

    @Test
    void should_forget_what_the_standby_has() throws SQLException {
        try (Connection connection = connect()) {
            write(connection, 1, 5);
            Awaitility.await().until(() -> known.outcomes().rememberedWrites() == 0);
        }
    }

    private CompletableFuture<Void> writeThatWaitsForTheStandby(Connection connection) throws Exception {
        cluster.primary().executeAsAdmin("ALTER SYSTEM SET synchronous_standby_names = '*'");
        cluster.primary().executeAsAdmin("SELECT pg_reload_conf()");
        String synchronous = "SELECT count(*) FROM pg_stat_replication WHERE sync_state = 'sync'";
        Awaitility.await().until(() -> cluster.primary().queryLongAsAdmin(synchronous) == 1);
        stopSending();
        CompletableFuture<Void> commit = inBackground(() -> {
            write(connection, 1, 1);
            return null;
        });
        awaitRunning(cluster.primary(), "COMMIT");
        return commit;
    }

    @Test
    void should_name_a_commit_whose_wait_for_the_standby_was_cancelled() throws Exception {
        try (Connection connection = connect()) {
            CompletableFuture<Void> commit = writeThatWaitsForTheStandby(connection);
            cluster.primary()
                    .executeAsAdmin("SELECT pg_cancel_backend(pid) FROM pg_stat_activity WHERE wait_event = 'SyncRep'");
            commit.get(2, TimeUnit.MINUTES);
            assertThat(connection.getWarnings().getSQLState()).isEqualTo("01000");

            killAndPromote();

            Awaitility.await().until(() -> !told.isEmpty());
            assertThat(statements(told.get(0))).containsExactly(insert(1));
        }
    }

    @Test
    void should_return_from_a_commit_whose_session_was_ended_while_it_waited_for_the_standby() throws Exception {
        try (Connection connection = connect()) {
            CompletableFuture<Void> commit = writeThatWaitsForTheStandby(connection);
            cluster.primary()
                    .executeAsAdmin(
                            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE wait_event = 'SyncRep'");
            commit.get(2, TimeUnit.MINUTES);
            assertThat(cluster.primary().queryLongAsAdmin("SELECT count(*) FROM entry"))
                    .isEqualTo(1);

            killAndPromote();

            Awaitility.await().until(() -> !told.isEmpty());
            assertThat(statements(told.get(0))).containsExactly(insert(1));
        }
    }
}
