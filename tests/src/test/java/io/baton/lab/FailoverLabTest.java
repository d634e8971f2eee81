/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.sql.DriverManager;
import java.sql.SQLException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** An asynchronous trio: replication, loss of the primary, promotion, and the way back. */
class FailoverLabTest {

    private PostgresCluster cluster;
    private PostgresNode n1;
    private PostgresNode n2;
    private PostgresNode n3;

    @BeforeEach
    void startTrio() throws SQLException {
        cluster = PostgresCluster.start(ClusterShape.trio());
        n1 = cluster.node(0);
        n2 = cluster.node(1);
        n3 = cluster.node(2);
        n1.execute("CREATE TABLE t (id int PRIMARY KEY)");
    }

    @AfterEach
    void closeCluster() {
        cluster.close();
    }

    @Test
    void should_stream_a_row_to_both_standbys() throws SQLException {
        n1.execute("INSERT INTO t VALUES (1)");

        awaitRow(n2, 1);
        awaitRow(n3, 1);
        assertThat(cluster.primary()).isSameAs(n1);
        assertThat(cluster.standbys()).containsExactly(n2, n3);
        assertThat(n1.isInRecovery()).isFalse();
        assertThat(n2.isInRecovery()).isTrue();
        assertThat(n3.timeline()).isEqualTo(1);
        assertThat(cluster.hosts())
                .isEqualTo("127.0.0.1:%d,127.0.0.1:%d,127.0.0.1:%d".formatted(n1.port(), n2.port(), n3.port()));
    }

    @Test
    void should_refuse_a_write_on_a_standby() {
        assertThatThrownBy(() -> n2.execute("CREATE TABLE u (id int)"))
                .isInstanceOf(SQLException.class)
                .extracting(e -> ((SQLException) e).getSQLState())
                .isEqualTo("25006");
    }

    @Test
    void should_check_the_password_of_the_application_user() {
        String wrong = n1.jdbcUrl().replace("password=app", "password=wrong");

        assertThatThrownBy(() -> DriverManager.getConnection(wrong))
                .isInstanceOf(SQLException.class)
                .extracting(e -> ((SQLException) e).getSQLState())
                .isEqualTo("28P01");
    }

    @Test
    void should_survive_a_killed_primary_and_take_it_back_as_a_standby() throws SQLException {
        n1.execute("INSERT INTO t VALUES (1)");
        awaitRow(n2, 1);
        awaitRow(n3, 1);

        n1.kill();
        assertThat(n1.isRunning()).isFalse();
        assertThatThrownBy(n1::connect).isInstanceOf(SQLException.class).hasMessageContaining("refused");

        PostgresNode successor = cluster.mostAdvancedStandby();
        PostgresNode follower = successor == n2 ? n3 : n2;
        Promotion promotion = cluster.promote(successor);
        cluster.follow(follower, successor);

        assertThat(promotion.timeline()).isEqualTo(2);
        assertThat(cluster.primary()).isSameAs(successor);
        successor.execute("INSERT INTO t VALUES (2)");
        awaitRow(follower, 2);
        assertThat(follower.timeline()).isEqualTo(2);

        cluster.rejoin(n1);

        assertThat(cluster.standbys()).contains(n1);
        assertThat(n1.isInRecovery()).isTrue();
        successor.execute("INSERT INTO t VALUES (3)");
        awaitRow(n1, 2);
        awaitRow(n1, 3);
        assertThat(n1.timeline()).isEqualTo(2);
    }

    @Test
    void should_let_a_standby_follow_another_one_before_its_promotion() throws SQLException {
        cluster.follow(n3, n2);
        n1.execute("INSERT INTO t VALUES (1)");
        awaitRow(n3, 1);

        n1.kill();
        cluster.promote(n2);

        n2.execute("INSERT INTO t VALUES (2)");
        awaitRow(n3, 2);
        assertThat(n3.timeline()).isEqualTo(2);
    }

    @Test
    void should_bring_back_a_killed_primary_as_a_stale_one_that_takes_writes() throws SQLException {
        n1.kill();
        cluster.promote(n2);

        n1.start();

        assertThat(n1.isInRecovery()).isFalse();
        assertThat(n1.timeline()).isEqualTo(1);
        assertThat(n2.timeline()).isEqualTo(2);
        n1.execute("INSERT INTO t VALUES (-1)");
        assertThat(n1.queryLong("SELECT count(*) FROM t WHERE id = -1")).isOne();
        assertThat(cluster.primary()).isSameAs(n2);

        cluster.rejoin(n1);

        assertThat(n1.queryLong("SELECT count(*) FROM t WHERE id = -1")).isZero();
    }

    @Test
    void should_promote_twice_and_name_the_standby_that_is_ahead() throws SQLException {
        n3.kill();
        n1.execute("INSERT INTO t VALUES (1)");
        awaitRow(n2, 1);
        assertThat(cluster.mostAdvancedStandby()).isSameAs(n2);

        n1.kill();
        cluster.promote(n2);
        cluster.rejoin(n3);
        n2.kill();
        assertThat(cluster.promote(n3).timeline()).isEqualTo(3);

        assertThat(n3.queryLong("SELECT count(*) FROM t")).isOne();
    }

    @Test
    void should_stop_in_order_and_start_again() throws SQLException {
        n1.execute("INSERT INTO t VALUES (1)");

        n1.stopFast();

        assertThat(n1.isRunning()).isFalse();
        awaitRow(n2, 1);
        awaitRow(n3, 1);
        n1.start();
        n1.execute("INSERT INTO t VALUES (2)");
        awaitRow(n2, 2);
        awaitRow(n3, 2);
    }

    @Test
    void should_refuse_what_makes_no_sense() {
        assertThatThrownBy(n1::start).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> cluster.rejoin(n1)).isInstanceOf(IllegalArgumentException.class);
        n3.kill();
        assertThatThrownBy(n3::freeze)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("The log of n3 ends with");
    }

    private static void awaitRow(PostgresNode node, int id) {
        await("row " + id + " on " + node)
                .ignoreExceptions()
                .until(() -> node.queryLong("SELECT count(*) FROM t WHERE id = " + id) == 1);
    }
}
