/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.lab.mysql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.SQLException;
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
    void should_fail_over_and_take_the_old_primary_back() throws SQLException {
        GtidNode old = cluster.primary();
        long before = old.queryLong("SELECT count(*) FROM t");
        cluster.awaitReplicated();
        old.kill();
        assertThat(old.isRunning()).isFalse();
        assertThatThrownBy(old::connect).isInstanceOf(SQLException.class);

        GtidNode successor = cluster.mostAdvancedReplica();
        cluster.promote(successor);
        successor.execute("INSERT INTO t (word) VALUES ('after')");
        cluster.replicas().stream().filter(node -> node != old).forEach(node -> cluster.follow(node, successor));
        old.start();
        old.execute("INSERT INTO t (word) VALUES ('ghost')");
        cluster.rejoin(old);
        cluster.awaitReplicated();

        for (GtidNode node : cluster.nodes()) {
            assertThat(node.queryLong("SELECT count(*) FROM t")).as(node.name()).isEqualTo(before + 1);
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
}
