/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.net.SocketTimeoutException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A server that hangs: its port is open, and nobody answers. */
class FreezeTest {

    private PostgresCluster cluster;
    private PostgresNode n1;
    private PostgresNode n2;

    @BeforeEach
    void startPair() {
        cluster = PostgresCluster.start(ClusterShape.pair());
        n1 = cluster.node(0);
        n2 = cluster.node(1);
    }

    @AfterEach
    void closeCluster() {
        cluster.close();
    }

    @Test
    void should_leave_a_connection_attempt_without_an_answer() throws SQLException {
        n1.freeze();

        assertThat(n1.isFrozen()).isTrue();
        assertThat(n1.isRunning()).isTrue();
        assertThatThrownBy(() -> DriverManager.getConnection(n1.jdbcUrl() + "&socketTimeout=1"))
                .isInstanceOf(SQLException.class)
                .hasRootCauseInstanceOf(SocketTimeoutException.class);

        n1.thaw();

        assertThat(n1.isFrozen()).isFalse();
        assertThat(n1.queryLong("SELECT 1")).isOne();
    }

    @Test
    void should_answer_a_hanging_query_once_thawed() throws SQLException {
        try (Connection connection = n1.connect()) {
            n1.freeze();
            CompletableFuture<Integer> answer = CompletableFuture.supplyAsync(() -> one(connection));
            assertThatThrownBy(() -> answer.get(500, TimeUnit.MILLISECONDS)).isInstanceOf(TimeoutException.class);

            n1.thaw();

            assertThat(answer).succeedsWithin(Duration.ofSeconds(10)).isEqualTo(1);
        }
    }

    @Test
    void should_wake_up_as_a_stale_primary_after_a_promotion() throws SQLException {
        try (Connection old = n1.connect()) {
            n1.freeze();
            cluster.promote(n2);
            n1.thaw();

            Sql.execute(old, "CREATE TABLE lost (id int)");

            assertThat(n1.timeline()).isEqualTo(1);
            assertThat(n2.queryLong("SELECT count(*) FROM pg_class WHERE relname = 'lost'"))
                    .isZero();
        }
    }

    @Test
    void should_refuse_a_fast_stop_while_frozen_but_not_a_kill() throws SQLException {
        try (Connection connection = n1.connect()) {
            n1.freeze();
            assertThatThrownBy(n1::stopFast).isInstanceOf(IllegalStateException.class);

            n1.kill();

            assertThat(n1.isFrozen()).isFalse();
            assertThatThrownBy(() -> Sql.execute(connection, "SELECT 1")).isInstanceOf(SQLException.class);
        }
        n1.start();
        await().until(() -> n1.queryLong("SELECT 1") == 1);
    }

    private static int one(Connection connection) {
        try (ResultSet result = connection.createStatement().executeQuery("SELECT 1")) {
            result.next();
            return result.getInt(1);
        } catch (SQLException e) {
            throw new CompletionException(e);
        }
    }
}
