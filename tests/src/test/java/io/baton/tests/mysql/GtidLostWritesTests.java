/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.tests.mysql;

import static org.assertj.core.api.Assertions.assertThat;

import io.baton.driver.FailoverEvent;
import io.baton.driver.FailoverEvent.LostWrite;
import io.baton.driver.FailoverEvent.LostWrites;
import io.baton.driver.FailoverEvents;
import io.baton.driver.FailoverListener;
import io.baton.driver.internal.cluster.Cluster;
import io.baton.driver.internal.cluster.Clusters;
import io.baton.driver.internal.config.BatonUrl;
import io.baton.lab.mysql.Engine;
import io.baton.lab.mysql.GtidShape;
import io.baton.lab.mysql.LossyGtidFailover;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.CopyOnWriteArrayList;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

/** Commits that a primary of MySQL or MariaDB acknowledged, and that the replica which takes over never got. */
abstract class GtidLostWritesTests extends GtidClusterTest {

    private final List<LostWrites> told = new CopyOnWriteArrayList<>();
    private volatile Instant begun = Instant.now();
    private final FailoverListener listener = this::onEvent;
    private Cluster known;

    GtidLostWritesTests(Engine engine) {
        super(engine);
    }

    /** Who may see the state of replication is told at once that nothing more will come. */
    @Override
    GtidShape shape(Engine of) {
        return GtidShape.pair(of)
                .withGrant(of == Engine.MARIADB ? "SLAVE MONITOR ON *.*" : "REPLICATION CLIENT ON *.*");
    }

    /** The cluster of another test lives on for a while, and misses what it wrote when the tables of that test are gone. */
    private void onEvent(FailoverEvent event) {
        if (event instanceof LostWrites lost
                && lost.writes().stream()
                        .noneMatch(write -> write.acknowledged().isBefore(begun))) {
            told.add(lost);
        }
    }

    @BeforeEach
    void listen() throws SQLException {
        makeLedger();
        begun = Instant.now();
        told.clear();
        FailoverEvents.add(listener);
        known = Clusters.shared().join(BatonUrl.parse(url, new Properties()));
    }

    @AfterEach
    void leave() {
        FailoverEvents.remove(listener);
        Clusters.shared().leave(known);
    }

    private static String insert(int id) {
        return "INSERT INTO entry VALUES (" + id + ", 'x')";
    }

    private static void write(Connection connection, int from, int to) throws SQLException {
        for (int id = from; id <= to; id++) {
            execute(connection, insert(id));
            connection.commit();
        }
    }

    private void awaitNothingRemembered() {
        Awaitility.await().until(() -> known.outcomes().rememberedWrites() == 0);
    }

    @RepeatedTest(2)
    void should_name_exactly_the_commits_that_the_new_primary_does_not_have() throws SQLException {
        try (Connection connection = begin()) {
            write(connection, 1, 5);
            LossyGtidFailover failover = LossyGtidFailover.begin(cluster);
            write(connection, 6, 8);

            failover.failOver();

            Awaitility.await().until(() -> !told.isEmpty());
            assertThat(query(cluster.primary(), "SELECT COUNT(*) FROM entry")).isEqualTo("5");
            assertThat(told).hasSize(1);
            assertThat(told.get(0).writes().stream().map(LostWrite::statements).flatMap(List::stream))
                    .containsExactly(insert(6), insert(7), insert(8));
            assertThat(told.get(0).undecided()).isZero();
            assertThat(told.get(0).notRemembered()).isZero();
            assertThat(known.outcomes().lostWrites()).isEqualTo(3);
        }
    }

    @Test
    void should_name_none_when_the_replica_had_them_all() throws SQLException {
        try (Connection connection = begin()) {
            write(connection, 1, 5);
            failOver();
            awaitNothingRemembered();
            assertThat(query(cluster.primary(), "SELECT COUNT(*) FROM entry")).isEqualTo("5");
            assertThat(told).isEmpty();
        }
    }

    @Test
    void should_forget_what_the_replica_has() throws SQLException {
        try (Connection connection = begin()) {
            write(connection, 1, 5);
            awaitNothingRemembered();
        }
    }
}
