/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.tests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.baton.driver.CommitOutcomeUnknown;
import io.baton.driver.ConnectionLost;
import io.baton.driver.TransactionLost;
import io.baton.driver.internal.cluster.Cluster;
import io.baton.driver.internal.cluster.Clusters;
import io.baton.driver.internal.config.BatonUrl;
import io.baton.lab.Await;
import io.baton.lab.PostgresNode;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Properties;
import java.util.concurrent.CompletableFuture;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.postgresql.PGConnection;

/** By-ways on which half a transaction, a write twice or a write to the wrong node could slip through. */
class HalfWrittenTest extends ClusterTest {

    private void awaitNoPrimary() throws SQLException {
        Cluster known = Clusters.shared().join(BatonUrl.parse(url, new Properties()));
        Awaitility.await().until(() -> known.topology().primary() == null);
        Clusters.shared().leave(known);
    }

    @Test
    void should_not_forget_a_lost_transaction_because_somebody_asked_whether_the_connection_is_valid()
            throws SQLException {
        url += "&baton.replay=off";
        try (Connection connection = connect()) {
            connection.setAutoCommit(false);
            execute(connection, "INSERT INTO entry VALUES (1)");
            cluster.primary().kill();
            awaitNoPrimary();
            PostgresNode successor = promote();

            assertThat(connection.isValid(5)).isIn(true, false);

            assertThatThrownBy(() -> execute(connection, "INSERT INTO entry VALUES (2)"))
                    .isInstanceOf(TransactionLost.class);
            assertThatThrownBy(connection::commit).isInstanceOf(TransactionLost.class);
            assertThat(entries(successor)).isZero();
        }
    }

    @Test
    void should_replay_a_transaction_although_somebody_asked_whether_the_connection_is_valid() throws SQLException {
        try (Connection connection = connect()) {
            connection.setAutoCommit(false);
            execute(connection, "INSERT INTO entry VALUES (1)");
            cluster.primary().kill();
            awaitNoPrimary();
            PostgresNode successor = promote();

            assertThat(connection.isValid(5)).isIn(true, false);
            execute(connection, "INSERT INTO entry VALUES (2)");
            assertThat(entries(successor)).as("nothing is committed yet").isZero();
            connection.commit();
            assertThat(entries(successor)).isEqualTo(2);
        }
    }

    @Test
    void should_not_run_again_what_was_refused_after_a_part_of_it_was_committed() throws Exception {
        url += "&baton.probeInterval=1m"; // The refusal itself is to be the first sign of the demotion.
        PostgresNode old = cluster.primary();
        Connection connection = connect();
        CompletableFuture<Void> script = inBackground(() -> {
            execute(
                    connection,
                    "INSERT INTO entry VALUES (1); COMMIT; SELECT pg_sleep(1); COMMIT; INSERT INTO entry VALUES (2)");
            return null;
        });
        awaitRunning(old, "pg_sleep(1)");
        old.executeAsAdmin("ALTER SYSTEM SET default_transaction_read_only = on");
        old.executeAsAdmin("SELECT pg_reload_conf()");
        awaitEntries(cluster.mostAdvancedStandby(), 1);
        Awaitility.await()
                .until(() -> old.queryLongAsAdmin(
                                "SELECT count(*) FROM pg_stat_activity WHERE usename = 'app' AND state = 'active'"
                                        + " AND query LIKE '%pg_sleep%'")
                        == 0);
        PostgresNode successor = promote();

        assertThat(script)
                .failsWithin(Await.LIMIT)
                .withThrowableThat()
                .havingCause()
                .isInstanceOf(CommitOutcomeUnknown.class);
        assertThat(entries(successor)).isEqualTo(1);
    }

    @Test
    void should_not_send_the_write_of_a_pinned_session_to_a_primary_in_doubt() throws Exception {
        PostgresNode old = cluster.primary();
        Connection pinned = connect();
        pinned.unwrap(PGConnection.class);
        old.freeze();
        awaitNoPrimary();

        CompletableFuture<Void> write = inBackground(() -> {
            execute(pinned, "INSERT INTO entry VALUES (1)");
            return null;
        });
        PostgresNode successor = promote();

        assertThat(write)
                .failsWithin(Await.LIMIT)
                .withThrowableThat()
                .havingCause()
                .isInstanceOf(ConnectionLost.class);
        old.thaw();
        Awaitility.await()
                .until(() -> old.queryLongAsAdmin(
                                "SELECT count(*) FROM pg_stat_activity WHERE usename = 'app' AND state = 'active'")
                        == 0);
        assertThat(entries(old)).isZero();
        assertThat(entries(successor)).isZero();
    }
}
