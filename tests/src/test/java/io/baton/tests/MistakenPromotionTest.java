/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.tests;

import static org.assertj.core.api.Assertions.assertThat;

import io.baton.lab.PostgresNode;
import java.sql.Connection;
import java.sql.DriverManager;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** A standby is promoted by mistake beside a primary that is well, and somebody takes that back. */
class MistakenPromotionTest extends ClusterTest {

    @Test
    void should_go_on_at_the_primary_when_the_promoted_standby_is_stuck() throws Exception {
        PostgresNode primary = cluster.primary();
        PostgresNode mistaken = cluster.node(2);
        try (Connection connection = connect()) {
            execute(connection, "INSERT INTO entry VALUES (1)");
            promoteByMistake(mistaken);
            Awaitility.await("the later promotion counts").until(() -> writtenAt(connection, 2) == mistaken.port());

            becomeStuckStandby(mistaken);
            long stuck = System.nanoTime();
            String fresh = url + "&ApplicationName=started-later";
            try (Connection another = DriverManager.getConnection(fresh)) {
                assertThat(writtenAt(another, 3)).isEqualTo(primary.port());
            }
            assertThat(writtenAt(connection, 4)).isEqualTo(primary.port());
            System.out.printf(
                    "stuck on a higher timeline: the primary counts again after %d ms%n",
                    Duration.ofNanos(System.nanoTime() - stuck).toMillis());

            cluster.rejoin(mistaken);
            assertThat(writtenAt(connection, 5)).isEqualTo(primary.port());
        }
    }

    @Test
    void should_go_on_at_the_primary_when_the_promoted_standby_is_cloned_anew() throws Exception {
        PostgresNode primary = cluster.primary();
        PostgresNode mistaken = cluster.node(2);
        try (Connection connection = connect()) {
            promoteByMistake(mistaken);
            Awaitility.await("the later promotion counts").until(() -> writtenAt(connection, 1) == mistaken.port());

            cluster.rejoin(mistaken);
            assertThat(writtenAt(connection, 2)).isEqualTo(primary.port());
        }
    }

    private static void promoteByMistake(PostgresNode node) throws Exception {
        node.executeAsAdmin("SELECT pg_promote()");
    }

    private static void becomeStuckStandby(PostgresNode node) throws Exception {
        node.executeAsAdmin("DO $$ BEGIN EXECUTE format('COPY (SELECT 1) TO %L',"
                + " current_setting('data_directory') || '/standby.signal'); END $$");
        node.stopFast();
        node.start();
        assertThat(node.isInRecovery()).isTrue();
    }

    private static int writtenAt(Connection connection, int id) throws Exception {
        connection.setAutoCommit(false);
        execute(connection, "INSERT INTO entry VALUES (" + id + ")");
        int port = port(connection);
        connection.commit();
        return port;
    }
}
