/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A trio whose commits wait for a standby. */
class SynchronousClusterTest {

    private PostgresCluster cluster;

    @BeforeEach
    void startTrio() throws SQLException {
        cluster = PostgresCluster.start(ClusterShape.trio().withSynchronousCommit());
        cluster.primary().execute("CREATE TABLE t (id int PRIMARY KEY)");
    }

    @AfterEach
    void closeCluster() {
        cluster.close();
    }

    @Test
    void should_have_each_commit_on_a_standby_at_once() throws SQLException {
        try (Connection connection = cluster.primary().connect();
                Connection n2 = cluster.node(1).connect();
                Connection n3 = cluster.node(2).connect()) {
            connection.setAutoCommit(false);
            for (int id = 0; id < 200; id++) {
                Sql.execute(connection, "INSERT INTO t VALUES (" + id + ")");
                long beforeCommitRecord = Sql.queryLong(connection, "SELECT pg_current_wal_insert_lsn() - '0/0'");
                connection.commit();
                assertThat(Math.max(received(n2), received(n3))).isGreaterThan(beforeCommitRecord);
            }
        }
    }

    @Test
    void should_lose_no_acknowledged_commit_when_the_most_advanced_standby_takes_over() throws SQLException {
        try (Connection connection = cluster.primary().connect()) {
            for (int id = 0; id < 100; id++) {
                Sql.execute(connection, "INSERT INTO t VALUES (" + id + ")");
            }
        }
        cluster.primary().kill();

        PostgresNode successor = cluster.mostAdvancedStandby();
        cluster.promote(successor);

        assertThat(successor.queryLong("SELECT count(*) FROM t")).isEqualTo(100);
    }

    @Test
    void should_still_wait_for_a_standby_after_a_promotion() throws Exception {
        PostgresNode old = cluster.primary();
        old.kill();
        PostgresNode successor = cluster.mostAdvancedStandby();
        PostgresNode follower = successor == cluster.node(1) ? cluster.node(2) : cluster.node(1);
        cluster.promote(successor);

        CompletableFuture<Void> commit = CompletableFuture.runAsync(() -> insert(successor));
        assertThatThrownBy(() -> commit.get(500, TimeUnit.MILLISECONDS)).isInstanceOf(TimeoutException.class);
        cluster.follow(follower, successor);

        commit.get(2, TimeUnit.MINUTES);
        cluster.rejoin(old);
        assertThat(successor.queryLongAsAdmin("SELECT count(*) FROM pg_stat_replication WHERE sync_state = 'quorum'"))
                .isEqualTo(2);
    }

    private static long received(Connection standby) throws SQLException {
        return Sql.queryLong(standby, "SELECT pg_last_wal_receive_lsn() - '0/0'");
    }

    private static void insert(PostgresNode node) {
        try {
            node.execute("INSERT INTO t VALUES (1)");
        } catch (SQLException e) {
            throw new CompletionException(e);
        }
    }
}
