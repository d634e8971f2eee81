/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.tests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.baton.driver.NoNodeAvailable;
import io.baton.lab.ClusterShape;
import io.baton.lab.PostgresCluster;
import io.baton.lab.PostgresNode;
import java.sql.Connection;
import java.sql.DriverManager;
import java.util.Set;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** Several nodes accept writes, or nodes answer that must not be used. */
class FencingTest extends ClusterTest {

    /** Set to 50 for the figure in docs/failure-detection.md. */
    private static final int ROUNDS = Integer.getInteger("baton.fencing.rounds", 3);

    @Test
    void should_not_let_a_write_reach_a_primary_that_was_frozen_while_another_was_promoted() throws Exception {
        long afterThaw = 0;
        long inFlight = 0;
        for (int round = 1; round <= ROUNDS; round++) {
            PostgresNode old = cluster.primary();
            try (NumberedWrites writes = new NumberedWrites(url, 4, round * 1_000_000L)) {
                writes.awaitAcknowledged(20);
                old.freeze();
                long atFreeze = writes.begun();
                PostgresNode successor = promote();
                writes.awaitAcknowledged(20);
                long atThaw = writes.begun();
                old.thaw();
                writes.awaitAcknowledged(200);
                writes.stop();

                assertThat(old.queryLong("SELECT count(*) FROM entry WHERE id > " + atThaw))
                        .as("writes begun after the thaw that reached the old primary, round %d", round)
                        .isZero();
                // Those that were in the socket when the server froze run when it thaws: nobody can recall them.
                Set<Long> reached = NumberedWrites.rows(old.connect(), atFreeze);
                reached.removeAll(NumberedWrites.rows(successor.connect(), atFreeze));
                assertThat(reached)
                        .as("acknowledged writes that only the old primary has")
                        .doesNotContainAnyElementsOf(writes.acknowledgedAbove(atFreeze));
                afterThaw += writes.begun() - atThaw;
                inFlight += reached.size();
            }
            cluster.rejoin(old);
        }
        System.out.printf(
                "%d rounds: 0 of %,d writes begun after the thaw reached the old primary;"
                        + " %d that were in flight at the freeze did, all reported as unknown%n",
                ROUNDS, afterThaw, inFlight);
    }

    @Test
    void should_write_to_neither_of_two_primaries_on_one_timeline() throws Exception {
        cluster.primary().kill();
        cluster.promote(cluster.node(1));
        cluster.promote(cluster.node(2));

        assertThatThrownBy(() -> {
                    try (Connection connection = DriverManager.getConnection(url + "&baton.failoverTimeout=3s")) {
                        execute(connection, "INSERT INTO entry VALUES (1)");
                    }
                })
                .isInstanceOf(NoNodeAvailable.class)
                .hasMessageContaining("ambiguous")
                .hasMessageContaining(":" + cluster.node(1).port())
                .hasMessageContaining(":" + cluster.node(2).port());
        assertThat(entries(cluster.node(1))).isZero();
        assertThat(entries(cluster.node(2))).isZero();
    }

    @Test
    void should_write_to_the_later_promoted_of_two_primaries() throws Exception {
        PostgresNode earlier = promote();
        PostgresNode later = cluster.node(1) == earlier ? cluster.node(2) : cluster.node(1);
        cluster.promote(later);

        for (int id = 1; id <= 20; id++) {
            try (Connection connection = connect()) {
                execute(connection, "INSERT INTO entry VALUES (" + id + ")");
            }
        }

        assertThat(entries(later)).isEqualTo(20);
        assertThat(entries(earlier)).isZero();
        assertThat(entries(cluster.node(0))).isZero();
    }

    @Test
    void should_leave_a_node_of_another_cluster_alone() throws Exception {
        try (PostgresCluster other = PostgresCluster.start(ClusterShape.single())) {
            other.primary().execute("CREATE TABLE entry (id int, note text)");
            String mixed =
                    "jdbc:baton:postgresql://" + other.hosts() + "," + cluster.hosts() + "/app?user=app&password=app";

            for (int id = 1; id <= 10; id++) {
                try (Connection connection = DriverManager.getConnection(mixed)) {
                    execute(connection, "INSERT INTO entry VALUES (" + id + ")");
                    connection.setReadOnly(true);
                    assertThat(port(connection)).isNotEqualTo(other.primary().port());
                }
            }

            assertThat(entries(cluster.primary())).isEqualTo(10);
            assertThat(entries(other.primary())).isZero();
        }
    }

    @Test
    void should_not_read_from_a_standby_of_a_superseded_primary() throws Exception {
        PostgresNode successor = cluster.node(1);
        PostgresNode follower = cluster.node(2);
        try (Connection connection = connect();
                Connection reader = connect()) {
            reader.setReadOnly(true);
            execute(connection, "INSERT INTO entry VALUES (1)");
            awaitEntries(successor, 1);

            cluster.promote(successor); // The old primary and its other standby go on as if nothing had happened.
            Awaitility.await().until(() -> port(connection) == successor.port());
            for (int i = 0; i < 20; i++) {
                assertThat(port(reader)).isNotEqualTo(follower.port());
                try (Connection another = connect()) {
                    another.setReadOnly(true);
                    assertThat(port(another)).isEqualTo(successor.port());
                }
            }
        }
    }
}
