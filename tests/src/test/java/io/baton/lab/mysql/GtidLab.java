/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.lab.mysql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** What the lab promises of a trio, whichever engine it is made of. Each test leaves it as it found it. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class GtidLab {

    private final Engine engine;
    private GtidCluster cluster;

    GtidLab(Engine engine) {
        this.engine = engine;
    }

    @BeforeAll
    void start() throws SQLException {
        cluster = GtidCluster.start(GtidShape.trio(engine));
        cluster.primary().execute("CREATE TABLE t (id INT AUTO_INCREMENT PRIMARY KEY, word VARCHAR(20))");
    }

    @AfterAll
    void close() {
        cluster.close();
    }

    @Test
    void should_replicate_and_refuse_writes_on_replicas() throws SQLException {
        cluster.primary().execute("INSERT INTO t (word) VALUES ('äöü')");
        cluster.awaitReplicated();

        for (GtidNode replica : cluster.replicas()) {
            assertThat(replica.queryLong("SELECT count(*) FROM t WHERE word = 'äöü'"))
                    .isPositive();
            assertThatThrownBy(() -> replica.execute("INSERT INTO t (word) VALUES ('no')"))
                    .isInstanceOfSatisfying(
                            SQLException.class,
                            e -> assertThat(e.getErrorCode()).isEqualTo(1290));
        }
    }

    @Test
    void should_lose_what_was_committed_after_a_lossy_failover_began() throws SQLException {
        GtidNode old = cluster.primary();
        old.execute("INSERT INTO t (id, word) VALUES (1001, 'kept')");
        LossyGtidFailover failover = LossyGtidFailover.begin(cluster);
        old.execute("INSERT INTO t (id, word) VALUES (1002, 'lost')");

        GtidNode successor = failover.failOver();

        assertThat(old.isRunning()).isFalse();
        assertThatThrownBy(old::connect).isInstanceOf(SQLException.class);
        assertThat(failover.missing("t", "id", List.of(1001L, 1002L))).containsExactly(1002L);
        // Whatever happened meanwhile, the old primary comes back as one.
        old.start();
        assertThat(old.queryLong("SELECT count(*) FROM t WHERE id = 1002")).isEqualTo(1);
        old.execute("INSERT INTO t (word) VALUES ('ghost')");
        successor.execute("INSERT INTO t (word) VALUES ('after')");

        cluster.rejoin(old);

        long rows = successor.queryLong("SELECT count(*) FROM t");
        for (GtidNode node : cluster.nodes()) {
            assertThat(node.queryLong("SELECT count(*) FROM t")).as(node.name()).isEqualTo(rows);
            assertThat(node.isReadOnly()).as(node.name()).isEqualTo(node != successor);
        }
    }

    @Test
    void should_freeze_and_thaw() throws Exception {
        GtidNode primary = cluster.primary();
        try (Connection connection = primary.connect()) {
            primary.freeze();
            assertThat(primary.isRunning()).isTrue();
            CompletableFuture<Void> insert = CompletableFuture.runAsync(() -> {
                try (var statement = connection.createStatement()) {
                    statement.execute("INSERT INTO t (word) VALUES ('late')");
                } catch (SQLException e) {
                    throw new IllegalStateException(e);
                }
            });
            assertThat(insert).isNotDone();
            primary.thaw();
            insert.join();
        }
    }

    @Test
    void should_switch_over() throws SQLException {
        GtidNode old = cluster.primary();
        GtidNode successor = cluster.replicas().get(0);

        cluster.switchOver(successor);
        assertThat(cluster.primary()).isSameAs(successor);
        successor.execute("INSERT INTO t (word) VALUES ('switched')");
        cluster.awaitReplicated();

        assertThat(old.queryLong("SELECT count(*) FROM t WHERE word = 'switched'"))
                .isEqualTo(1);
        assertThat(old.isReadOnly()).isTrue();
    }

    @Test
    void should_receive_without_showing_and_promote_who_received_most() throws SQLException {
        GtidNode ahead = cluster.replicas().get(1);
        GtidNode behind = cluster.replicas().get(0);
        cluster.awaitReplicated();
        behind.stopReceiver();
        ahead.stopApplier();
        cluster.primary().execute("INSERT INTO t (word) VALUES ('received')");
        await().until(() -> cluster.mostAdvancedReplica() == ahead);
        assertThat(ahead.queryLong("SELECT count(*) FROM t WHERE word = 'received'"))
                .isZero();
        GtidNode old = cluster.primary();
        old.kill();

        cluster.promote(ahead);
        assertThat(ahead.queryLong("SELECT count(*) FROM t WHERE word = 'received'"))
                .isEqualTo(1);
        cluster.follow(behind, ahead);
        cluster.returnAsReplica(old);
        cluster.awaitReplicated();
    }

    @Test
    void should_wait_for_a_replica_where_that_is_asked_for() throws Exception {
        try (GtidCluster pair =
                GtidCluster.start(GtidShape.pair(engine).withSemiSync().withGrant("REPLICATION SLAVE ON *.*"))) {
            GtidNode replica = pair.replicas().get(0);
            pair.primary().execute("CREATE TABLE t (id INT PRIMARY KEY)");
            replica.stopReceiver();
            CompletableFuture<Void> insert = insertInBackground(pair.primary());
            await().until(() -> waitsForReplica(pair.primary()));
            assertThat(insert).isNotDone();
            assertThat(pair.primary().queryLong("SELECT count(*) FROM t")).isZero();

            replica.startReceiver();
            insert.join();

            pair.primary().kill();
            pair.promote(replica);
            assertThat(replica.queryLong("SELECT count(*) FROM t")).isEqualTo(1);
            assertThat(replica.queryLong("SELECT count(*) FROM information_schema.user_privileges"
                            + " WHERE privilege_type = 'REPLICATION SLAVE'"))
                    .isEqualTo(1);
            CompletableFuture<Void> lonely = insertInBackground(replica);
            await().until(() -> waitsForReplica(replica));
            pair.rejoin(pair.node(0));
            lonely.join();

            pair.node(0).stopFast();
            assertThat(pair.node(0).isRunning()).isFalse();
            pair.node(0).start();
            pair.primary().execute("INSERT INTO t VALUES (10)");
            pair.awaitReplicated();
            assertThat(pair.node(0).isReadOnly()).isTrue();
        }
    }

    private static CompletableFuture<Void> insertInBackground(GtidNode node) {
        return CompletableFuture.runAsync(() -> {
            try {
                node.execute("INSERT INTO t SELECT count(*) FROM t");
            } catch (SQLException e) {
                throw new IllegalStateException(e);
            }
        });
    }

    private static boolean waitsForReplica(GtidNode node) throws SQLException {
        return node.queryLongAsAdmin("SELECT count(*) FROM information_schema.processlist"
                        + " WHERE state LIKE 'Waiting for semi-sync ACK%'")
                > 0;
    }
}
