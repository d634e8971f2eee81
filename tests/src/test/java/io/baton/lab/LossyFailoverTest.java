/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What gets lost in a lossy failover is known beforehand, to the row. */
class LossyFailoverTest {

    private PostgresCluster cluster;

    @BeforeEach
    void startTrio() throws SQLException {
        cluster = PostgresCluster.start(ClusterShape.trio());
        cluster.primary().execute("CREATE TABLE t (id bigint)");
    }

    @AfterEach
    void closeCluster() {
        cluster.close();
    }

    private void insert(int first, int last) throws SQLException {
        try (Connection connection = cluster.primary().connect()) {
            for (int id = first; id <= last; id++) {
                Sql.execute(connection, "INSERT INTO t VALUES (" + id + ")");
            }
        }
    }

    @Test
    void should_lose_exactly_what_was_committed_after_the_beginning() throws SQLException {
        insert(1, 50);
        LossyFailover failover = LossyFailover.begin(cluster);
        insert(51, 80);

        PostgresNode successor = failover.failOver();

        assertThat(failover.missing(
                        "t", "id", LongStream.rangeClosed(1, 80).boxed().toList()))
                .containsExactlyElementsOf(
                        LongStream.rangeClosed(51, 80).boxed().toList());
        assertThat(successor.queryLong("SELECT count(*) FROM t")).isEqualTo(50);
        assertThat(successor.queryLongAsAdmin(
                        "SELECT setting::int FROM pg_settings WHERE name = 'wal_receiver_timeout'"))
                .isEqualTo(10_000);
    }

    @Test
    void should_lose_nothing_when_nothing_was_committed_since() throws SQLException {
        insert(1, 50);
        LossyFailover failover = LossyFailover.begin(cluster);

        failover.failOver();

        assertThat(failover.missing(
                        "t", "id", LongStream.rangeClosed(1, 50).boxed().toList()))
                .isEmpty();
    }
}
