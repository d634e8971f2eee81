/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.tests.mysql;

import static org.assertj.core.api.Assertions.assertThat;

import io.baton.driver.CommitOutcomeUnknown;
import io.baton.lab.Await;
import io.baton.lab.Sql;
import io.baton.lab.mysql.Engine;
import io.baton.lab.mysql.GtidCluster;
import io.baton.lab.mysql.GtidNode;
import io.baton.lab.mysql.GtidShape;
import io.baton.tests.NumberedWrites;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What an application sees when the primary of a MySQL or MariaDB cluster dies, hangs, is demoted, or comes back. */
abstract class GtidFailover {

    private static final Logger LOG = LoggerFactory.getLogger(GtidFailover.class);

    private final Engine engine;
    private GtidCluster cluster;

    GtidFailover(Engine engine) {
        this.engine = engine;
    }

    @BeforeEach
    void start() throws SQLException {
        cluster = GtidCluster.start(GtidShape.trio(engine));
        cluster.primary().execute("CREATE TABLE entry (id BIGINT PRIMARY KEY, note VARCHAR(20))");
        cluster.awaitReplicated();
    }

    @AfterEach
    void stop() {
        cluster.close();
    }

    @Test
    void should_find_the_primary_wherever_it_stands_in_the_url() throws SQLException {
        List<GtidNode> nodes = new ArrayList<>(cluster.nodes());
        for (int turn = 0; turn < nodes.size(); turn++) {
            try (Connection connection = DriverManager.getConnection(url(nodes))) {
                Sql.execute(connection, "INSERT INTO entry VALUES (" + turn + ", 'found')");
                assertThat(port(connection)).isEqualTo(cluster.primary().port());
            }
            Collections.rotate(nodes, 1);
        }
        assertThat(entries(cluster.primary())).isEqualTo(3);
    }

    @Test
    void should_go_on_with_the_same_connection_when_the_primary_dies() throws SQLException {
        try (Connection connection = connect()) {
            Sql.execute(connection, "INSERT INTO entry VALUES (1, 'before')");
            cluster.awaitReplicated();

            cluster.primary().kill();
            GtidNode successor = promote();
            awaitKnown(successor);
            Sql.execute(connection, "INSERT INTO entry VALUES (2, 'after')");

            assertThat(port(connection)).isEqualTo(successor.port());
            assertThat(entries(successor)).isEqualTo(2);
        }
    }

    @Test
    void should_read_from_a_replica_and_write_to_the_primary() throws SQLException {
        try (Connection connection = connect()) {
            connection.setReadOnly(true);
            assertThat(cluster.replicas()).extracting(GtidNode::port).contains(port(connection));
            connection.setReadOnly(false);
            assertThat(port(connection)).isEqualTo(cluster.primary().port());
        }
    }

    @Test
    void should_use_the_session_on_a_replica_that_is_promoted() throws SQLException {
        try (Connection connection = connect()) {
            Sql.execute(connection, "INSERT INTO entry VALUES (1, 'before')");
            cluster.awaitReplicated();
            connection.setReadOnly(true);
            int port = port(connection);
            long session = session(connection);
            connection.setReadOnly(false);
            GtidNode successor = cluster.replicas().stream()
                    .filter(node -> node.port() == port)
                    .findFirst()
                    .orElseThrow();

            cluster.primary().kill();
            cluster.promote(successor);
            awaitKnown(successor);
            Sql.execute(connection, "INSERT INTO entry VALUES (2, 'after')");

            assertThat(port(connection)).isEqualTo(port);
            assertThat(session(connection)).isEqualTo(session);
        }
    }

    @Test
    void should_stay_when_only_the_session_was_ended() throws SQLException {
        try (Connection connection = DriverManager.getConnection(url(cluster.nodes()))) {
            connection.setAutoCommit(
                    false); // Of a write that is cut in auto-commit mode nobody knows whether it arrived.
            long session = session(connection);
            connection.commit();
            cluster.primary().executeAsAdmin("KILL CONNECTION " + session);

            Sql.execute(connection, "INSERT INTO entry VALUES (1, 'after')");
            connection.commit();

            assertThat(port(connection)).isEqualTo(cluster.primary().port());
            assertThat(session(connection)).isNotEqualTo(session);
            assertThat(entries(cluster.primary())).isEqualTo(1);
        }
    }

    @Test
    void should_go_on_when_the_primary_is_restarted() throws SQLException {
        try (Connection connection = connect()) {
            Sql.execute(connection, "INSERT INTO entry VALUES (1, 'before')");
            cluster.primary().stopFast();
            cluster.primary().start();
            awaitKnown(cluster.primary());

            Sql.execute(connection, "INSERT INTO entry VALUES (2, 'after')");

            assertThat(port(connection)).isEqualTo(cluster.primary().port());
            assertThat(entries(cluster.primary())).isEqualTo(2);
        }
    }

    @Test
    void should_not_write_to_a_primary_that_was_frozen_while_another_was_promoted() throws Exception {
        GtidNode old = cluster.primary();
        try (NumberedWrites writes = new NumberedWrites(url(cluster.nodes()), 4)) {
            writes.awaitAcknowledged(50);
            long frozen = System.nanoTime();
            old.freeze();
            GtidNode successor = promote();
            long promoted = System.nanoTime();
            long atPromotion = writes.begun();
            writes.awaitAcknowledged(1);
            LOG.info(
                    "{}: first write {} ms after the freeze, {} ms after the promotion",
                    engine,
                    millisSince(frozen),
                    millisSince(promoted));
            writes.awaitAcknowledged(50);
            long atThaw = writes.begun();
            old.thaw();
            writes.awaitAcknowledged(300);
            writes.stop();

            assertThat(old.queryLong("SELECT COUNT(*) FROM entry WHERE id > " + atThaw))
                    .as("writes begun after the thaw that reached the old primary")
                    .isZero();
            assertThat(NumberedWrites.rows(successor.connect(), 0)).containsAll(writes.acknowledgedAbove(atPromotion));
            assertThat(writes.failures()).allMatch(CommitOutcomeUnknown.class::isInstance);
            LOG.info("{}: {}", engine, writes);
        }
    }

    @Test
    void should_not_write_to_an_old_primary_that_comes_back_writable() throws Exception {
        GtidNode old = cluster.primary();
        try (NumberedWrites writes = new NumberedWrites(url(cluster.nodes()), 4)) {
            writes.awaitAcknowledged(50);
            long killed = System.nanoTime();
            old.kill();
            GtidNode successor = promote();
            long promoted = System.nanoTime();
            long atPromotion = writes.begun();
            writes.awaitAcknowledged(1);
            LOG.info(
                    "{}: first write {} ms after the kill, {} ms after the promotion",
                    engine,
                    millisSince(killed),
                    millisSince(promoted));
            writes.awaitAcknowledged(50);
            long atStart = writes.begun();
            old.start();
            old.execute("INSERT INTO entry VALUES (-1, 'of its own')");
            writes.awaitAcknowledged(300);
            Awaitility.await("several probes of every node lead nobody to the old primary")
                    .during(Duration.ofSeconds(3))
                    .atMost(Await.LIMIT)
                    .until(() -> old.queryLong("SELECT COUNT(*) FROM entry WHERE id > " + atStart) == 0);
            writes.awaitAcknowledged(300);
            writes.stop();

            assertThat(old.queryLong("SELECT COUNT(*) FROM entry WHERE id > " + atStart))
                    .as("writes that reached the old primary")
                    .isZero();
            assertThat(NumberedWrites.rows(successor.connect(), 0)).containsAll(writes.acknowledgedAbove(atPromotion));
            assertThat(writes.failures()).allMatch(CommitOutcomeUnknown.class::isInstance);
            LOG.info("{}: {}", engine, writes);
        }
    }

    @Test
    void should_follow_a_switchover() throws Exception {
        try (NumberedWrites writes = new NumberedWrites(url(cluster.nodes()), 4)) {
            for (int round = 0; round < 3; round++) {
                writes.awaitAcknowledged(50);
                long asked = System.nanoTime();
                GtidNode successor = cluster.replicas().get(0);
                cluster.switchOver(successor);
                long done = System.nanoTime();
                writes.awaitAcknowledged(50);
                LOG.info(
                        "{}: switchover took {} ms, longest gap between two writes {} ms",
                        engine,
                        Duration.ofNanos(done - asked).toMillis(),
                        writes.longestGapSince(asked).toMillis());
            }
            writes.stop();
            cluster.awaitReplicated();

            for (GtidNode node : cluster.nodes()) {
                assertThat(NumberedWrites.rows(node.connect(), 0))
                        .as(node.name())
                        .containsAll(writes.acknowledgedAbove(0));
            }
            LOG.info("{}: {}", engine, writes);
            assertThat(writes.failures()).allMatch(CommitOutcomeUnknown.class::isInstance);
        }
    }

    private Connection connect() throws SQLException {
        return DriverManager.getConnection(url(cluster.nodes()));
    }

    private String url(List<GtidNode> nodes) {
        GtidNode any = nodes.get(0);
        String hosts =
                nodes.stream().map(node -> node.host() + ":" + node.port()).collect(Collectors.joining(","));
        return any.jdbcUrl().replace("jdbc:", "jdbc:baton:").replace(any.host() + ":" + any.port(), hosts);
    }

    /** Waits until Baton has taken note, which ends what sessions there are elsewhere. */
    private void awaitKnown(GtidNode primary) {
        Awaitility.await().ignoreExceptions().until(() -> {
            try (Connection another = connect()) {
                Sql.execute(another, "DELETE FROM entry WHERE id < 0");
                return port(another) == primary.port();
            }
        });
    }

    /** Promotes the most advanced replica and lets the other follow, as a cluster manager does. */
    private GtidNode promote() {
        GtidNode former = cluster.primary();
        GtidNode successor = cluster.mostAdvancedReplica();
        cluster.promote(successor);
        cluster.replicas().stream().filter(node -> node != former).forEach(node -> cluster.follow(node, successor));
        return successor;
    }

    private static int port(Connection connection) throws SQLException {
        return (int) Sql.queryLong(connection, "SELECT @@port");
    }

    private static long session(Connection connection) throws SQLException {
        return Sql.queryLong(connection, "SELECT CONNECTION_ID()");
    }

    private static long entries(GtidNode node) throws SQLException {
        return node.queryLong("SELECT COUNT(*) FROM entry");
    }

    private static long millisSince(long start) {
        return Duration.ofNanos(System.nanoTime() - start).toMillis();
    }
}
