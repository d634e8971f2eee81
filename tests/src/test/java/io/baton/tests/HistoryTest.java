/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.tests;

import static org.assertj.core.api.Assertions.assertThat;

import io.baton.driver.internal.cluster.Cluster;
import io.baton.driver.internal.cluster.Clusters;
import io.baton.driver.internal.config.BatonUrl;
import io.baton.lab.ClusterShape;
import io.baton.lab.PostgresNode;
import io.baton.topology.NodeAddress;
import io.baton.topology.history.Promotion;
import io.baton.topology.history.Sighting;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Properties;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the monitors see of the logs: where a promotion left the old timeline, and that a server was not restarted. */
class HistoryTest extends ClusterTest {

    private Cluster watched;

    @Override
    ClusterShape shape() {
        return ClusterShape.pair();
    }

    @BeforeEach
    void watch() throws SQLException {
        watched = Clusters.shared().join(BatonUrl.parse(url, new Properties()));
        Awaitility.await().until(() -> watched.history().latest().size() == 2);
    }

    @AfterEach
    void leave() {
        Clusters.shared().leave(watched);
    }

    private Sighting latest(PostgresNode node) {
        return watched.history().latest(new NodeAddress(node.host(), node.port()));
    }

    private List<Promotion> promotions(PostgresNode node) {
        return watched.history().promotions().stream()
                .filter(promotion -> promotion.node().port() == node.port())
                .toList();
    }

    private Promotion failOverAndAwait(PostgresNode successor) {
        cluster.primary().kill();
        cluster.promote(successor);
        Awaitility.await().until(() -> !promotions(successor).isEmpty());
        return promotions(successor).get(0);
    }

    @Test
    void should_know_where_a_promoted_node_left_the_old_timeline() throws SQLException {
        PostgresNode successor = cluster.node(1);
        execute100Inserts();

        Promotion promotion = failOverAndAwait(successor);

        long switchPoint = successor.queryLongAsAdmin(
                "SELECT pg_wal_lsn_diff(split_part(pg_read_file('pg_wal/00000002.history'), E'\\t', 2)::pg_lsn, '0/0')");
        assertThat(promotion.position()).isEqualTo(switchPoint);
        assertThat(promotion.fromTimeline()).isEqualTo(1);
        assertThat(promotion.toTimeline()).isEqualTo(2);
    }

    private void execute100Inserts() throws SQLException {
        cluster.primary().execute("INSERT INTO entry SELECT n FROM generate_series(1, 100) n");
    }

    @Test
    void should_not_take_the_end_of_a_crash_recovery_for_a_promotion() throws SQLException {
        PostgresNode successor = cluster.node(1);
        Promotion promotion = failOverAndAwait(successor);
        Sighting before = latest(successor);
        successor.execute("INSERT INTO entry SELECT n FROM generate_series(1, 100) n");

        killOneBackend(successor);

        Awaitility.await()
                .until(() ->
                        latest(successor).log().recoveryEnd() != before.log().recoveryEnd());
        Sighting after = latest(successor);
        assertThat(after.run()).isNotEqualTo(before.run());
        assertThat(after.log().started())
                .as("the server was not restarted")
                .isEqualTo(before.log().started());
        assertThat(after.log().statisticsReset()).isNotEqualTo(before.log().statisticsReset());
        assertThat(after.log().recoveryEnd()).isGreaterThan(promotion.position());
        assertThat(promotions(successor)).containsExactly(promotion);
    }

    @Test
    void should_tell_a_restart_in_good_order_from_an_uninterrupted_run() throws SQLException {
        PostgresNode primary = cluster.primary();
        Sighting before = latest(primary);
        assertThat(before.log().recoveryEnd()).isZero();

        primary.stopFast();
        primary.start();

        Awaitility.await().until(() -> !latest(primary).run().equals(before.run()));
        assertThat(latest(primary).log().recoveryEnd()).isZero();
        assertThat(watched.history().durable(before.run())).isPositive();
    }

    /** The server then ends all others and recovers, without a restart. */
    private static void killOneBackend(PostgresNode node) throws SQLException {
        try (Connection victim = node.connectAsAdmin()) {
            long pid = Long.parseLong(query(victim, "SELECT pg_backend_pid()"));
            ProcessHandle.of(pid).orElseThrow().destroyForcibly();
        }
    }
}
