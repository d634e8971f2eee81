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
import java.sql.SQLException;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** The URL names servers of two clusters, none of which has the majority. */
class TwoClustersTest {

    private static final Duration AT_ONCE =
            Duration.ofSeconds(10); // Not the 30 s that others wait; a busy machine needs some for the first login.

    @Test
    void should_refuse_at_once_and_name_both_clusters() throws Exception {
        try (PostgresCluster one = PostgresCluster.start(ClusterShape.single());
                PostgresCluster another = PostgresCluster.start(ClusterShape.single())) {
            String url =
                    "jdbc:baton:postgresql://" + one.hosts() + "," + another.hosts() + "/app?user=app&password=app";
            long start = System.nanoTime();
            assertThatThrownBy(() -> DriverManager.getConnection(url))
                    .isInstanceOf(NoNodeAvailable.class)
                    .hasMessageContaining("different PostgreSQL clusters")
                    .hasMessageContaining(identifier(one.primary()))
                    .hasMessageContaining(identifier(another.primary()));
            Duration took = Duration.ofNanos(System.nanoTime() - start);
            System.out.printf("servers of two clusters are refused after %d ms%n", took.toMillis());
            assertThat(took).isLessThan(AT_ONCE);
            assertThatThrownBy(() -> DriverManager.getConnection(url + "&readOnly=true"))
                    .hasMessageContaining("different PostgreSQL clusters");

            another.primary().kill();
            try (Connection connection = DriverManager.getConnection(url)) {
                ClusterTest.execute(connection, "CREATE TABLE entry (id int)");
            }
        }
    }

    private static String identifier(PostgresNode node) throws SQLException {
        return Long.toUnsignedString(node.queryLongAsAdmin("SELECT system_identifier FROM pg_control_system()"));
    }
}
