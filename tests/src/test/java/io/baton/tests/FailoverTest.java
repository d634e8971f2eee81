/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.tests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.baton.driver.CommitOutcomeUnknown;
import io.baton.driver.TransactionLost;
import io.baton.lab.Await;
import io.baton.lab.PostgresNode;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.SQLTransactionRollbackException;
import java.sql.Statement;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** A killed primary, seen from a connection that is idle, between transactions, or in the middle of one. */
class FailoverTest extends ClusterTest {

    @Test
    void should_move_an_idle_connection_in_auto_commit_mode() throws SQLException {
        try (Connection connection = connect()) {
            execute(connection, "INSERT INTO entry VALUES (1)");
            awaitEntries(cluster.mostAdvancedStandby(), 1);

            PostgresNode successor = failOver();
            execute(connection, "INSERT INTO entry VALUES (2)");

            assertThat(port(connection)).isEqualTo(successor.port());
            assertThat(entries(successor)).isEqualTo(2);
        }
    }

    @Test
    void should_move_a_connection_between_transactions_with_its_statements() throws Exception {
        try (Connection connection = connect();
                Statement select = connection.createStatement();
                PreparedStatement insert = connection.prepareStatement("INSERT INTO entry VALUES (?, ?)")) {
            connection.setAutoCommit(false);
            insert.setInt(1, 1);
            insert.setString(2, "one");
            insert.executeUpdate();
            connection.commit();
            awaitEntries(cluster.mostAdvancedStandby(), 1);
            insert.setInt(1, 2); // Bound before the failover and executed after it.

            cluster.primary().kill();
            CompletableFuture<PostgresNode> successor = inBackground(this::promote);
            insert.executeUpdate();
            connection.commit();

            assertThat(select.executeQuery("SELECT note FROM entry WHERE id = 2")
                            .next())
                    .isTrue();
            connection.commit();
            assertThat(entries(successor.get(2, TimeUnit.MINUTES))).isEqualTo(2);
        }
    }

    @Test
    void should_keep_a_batch_that_was_added_before_the_failover() throws SQLException {
        try (Connection connection = connect();
                PreparedStatement insert = connection.prepareStatement("INSERT INTO entry VALUES (?, ?)")) {
            connection.setAutoCommit(false);
            for (int id = 1; id <= 3; id++) {
                insert.setInt(1, id);
                insert.setString(2, "row " + id);
                insert.addBatch();
            }

            PostgresNode successor = failOver();

            assertThat(insert.executeBatch()).containsExactly(1, 1, 1);
            connection.commit();
            assertThat(successor.queryLong("SELECT count(DISTINCT note) FROM entry"))
                    .isEqualTo(3);
            assertThat(insert.executeBatch())
                    .as("the batch is gone once it ran")
                    .isEmpty();
        }
    }

    @Test
    void should_report_a_cut_transaction_as_lost_and_go_on_after_the_rollback() throws SQLException {
        url += "&baton.replay=off";
        try (Connection connection = connect()) {
            connection.setAutoCommit(false);
            execute(connection, "INSERT INTO entry VALUES (1)");

            PostgresNode successor = failOver();

            assertThatThrownBy(() -> execute(connection, "INSERT INTO entry VALUES (2)"))
                    .isInstanceOf(SQLTransactionRollbackException.class)
                    .isInstanceOf(TransactionLost.class)
                    .hasFieldOrPropertyWithValue("SQLState", "40001")
                    .hasMessageContaining("rollback()");
            assertThatThrownBy(() -> execute(connection, "INSERT INTO entry VALUES (3)"))
                    .as("no statement runs without the ones before it")
                    .isInstanceOf(TransactionLost.class);

            connection.rollback();
            execute(connection, "INSERT INTO entry VALUES (4)");
            connection.commit();
            assertThat(connection.isClosed()).isFalse();
            assertThat(successor.queryLong("SELECT sum(id) FROM entry")).isEqualTo(4);
        }
    }

    @Test
    void should_not_commit_half_a_transaction_when_the_application_ignores_the_loss() throws SQLException {
        url += "&baton.replay=off";
        try (Connection connection = connect()) {
            connection.setAutoCommit(false);
            execute(connection, "INSERT INTO entry VALUES (1)");
            PostgresNode successor = failOver();
            assertThatThrownBy(() -> execute(connection, "INSERT INTO entry VALUES (2)"))
                    .isInstanceOf(TransactionLost.class);

            assertThatThrownBy(connection::commit).isInstanceOf(TransactionLost.class);

            assertThat(entries(successor)).isZero();
            execute(connection, "INSERT INTO entry VALUES (3)");
            connection.commit();
            assertThat(entries(successor)).isEqualTo(1);
        }
    }

    @Test
    void should_know_a_transaction_that_was_begun_by_text() throws SQLException {
        url += "&baton.replay=off";
        try (Connection connection = connect()) {
            execute(connection, "BEGIN");
            execute(connection, "INSERT INTO entry VALUES (1)");

            PostgresNode successor = failOver();

            assertThatThrownBy(() -> execute(connection, "INSERT INTO entry VALUES (2)"))
                    .isInstanceOf(TransactionLost.class);
            execute(connection, "ROLLBACK");
            execute(connection, "INSERT INTO entry VALUES (3)");
            assertThat(successor.queryLong("SELECT sum(id) FROM entry")).isEqualTo(3);
        }
    }

    @Test
    void should_report_an_auto_commit_write_that_was_cut_as_unknown_and_close() throws Exception {
        Connection connection = connect();
        CompletableFuture<Void> write = inBackground(() -> {
            execute(connection, "INSERT INTO entry SELECT 1 FROM pg_sleep(600)");
            return null;
        });
        awaitRunning(cluster.primary(), "pg_sleep(600)");

        failOver();

        assertThat(write)
                .failsWithin(Await.LIMIT)
                .withThrowableThat()
                .havingCause()
                .isInstanceOf(CommitOutcomeUnknown.class)
                .hasFieldOrPropertyWithValue("SQLState", "08007");
        assertThat(connection.isClosed()).isTrue();
    }

    @Test
    void should_run_an_auto_commit_read_again() throws Exception {
        try (Connection connection = connect();
                Connection locker = cluster.primary().connectAsAdmin()) {
            locker.setAutoCommit(false);
            execute(locker, "LOCK TABLE entry IN ACCESS EXCLUSIVE MODE");
            CompletableFuture<String> read = inBackground(() -> query(connection, "SELECT count(*) FROM entry"));
            awaitRunning(cluster.primary(), "count(*) FROM entry");

            failOver();

            assertThat(read).succeedsWithin(Await.LIMIT).isEqualTo("0");
            assertThat(connection.isClosed()).isFalse();
        }
    }

    @Test
    void should_not_run_an_auto_commit_read_again_that_calls_a_function_with_unknown_effects() throws Exception {
        cluster.primary()
                .execute("CREATE FUNCTION unreadable() RETURNS int LANGUAGE plpgsql AS"
                        + " $$ BEGIN EXECUTE 'SELECT pg_sleep(600)'; RETURN 1; END $$");
        Connection connection = connect();
        CompletableFuture<String> read = inBackground(() -> query(connection, "SELECT unreadable()"));
        awaitRunning(cluster.primary(), "unreadable()");

        failOver();

        assertThat(read)
                .failsWithin(Await.LIMIT)
                .withThrowableThat()
                .havingCause()
                .isInstanceOf(CommitOutcomeUnknown.class);
    }

    @Test
    void should_stay_on_the_primary_when_only_the_session_was_terminated() throws SQLException {
        try (Connection connection = connect()) {
            connection.setAutoCommit(false);
            execute(connection, "INSERT INTO entry VALUES (1)");
            connection.commit();

            cluster.primary()
                    .executeAsAdmin("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = 'app'");
            execute(connection, "INSERT INTO entry VALUES (2)");
            connection.commit();

            assertThat(port(connection)).isEqualTo(cluster.primary().port());
            assertThat(entries(cluster.primary())).isEqualTo(2);
        }
    }

    @Test
    void should_log_in_during_an_outage_and_write_once_a_standby_is_promoted() throws Exception {
        connect().close();
        cluster.primary().kill();

        try (Connection connection = connect()) {
            CompletableFuture<PostgresNode> successor = inBackground(this::promote);
            execute(connection, "INSERT INTO entry VALUES (1)");

            assertThat(port(connection))
                    .isEqualTo(successor.get(2, TimeUnit.MINUTES).port());
        }
    }
}
