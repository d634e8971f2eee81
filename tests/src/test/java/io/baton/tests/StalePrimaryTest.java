/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.tests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.baton.driver.CommitOutcomeUnknown;
import io.baton.lab.Await;
import io.baton.lab.PostgresNode;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** Primaries that are not the primary any more, and would still accept writes: replication is asynchronous here. */
class StalePrimaryTest extends ClusterTest {

    @Test
    void should_wake_a_call_that_is_blocked_in_a_frozen_primary_and_go_on_elsewhere() throws Exception {
        try (Connection connection = connect()) {
            connection.setAutoCommit(false);
            execute(connection, "SELECT 1");
            connection.commit();
            PostgresNode old = cluster.primary();

            old.freeze();
            long frozen = System.nanoTime();
            CompletableFuture<Void> write = inBackground(() -> {
                execute(connection, "INSERT INTO entry VALUES (1)");
                connection.commit();
                return null;
            });
            PostgresNode successor = promote();

            assertThat(write).succeedsWithin(Await.LIMIT);
            System.out.printf("frozen primary left after %d ms%n", millisSince(frozen));
            assertThat(entries(successor)).isEqualTo(1);
            old.thaw();
            assertThat(entries(old)).isZero();
        }
    }

    @Test
    void should_never_write_to_a_primary_that_was_frozen_while_another_was_promoted() throws Exception {
        PostgresNode old = cluster.primary();
        try (Connection first = connect();
                Connection second = connect()) {
            execute(first, "INSERT INTO entry VALUES (1)");
            execute(second, "INSERT INTO entry VALUES (2)");
            awaitEntries(cluster.mostAdvancedStandby(), 2);

            old.freeze();
            PostgresNode successor = promote();
            CompletableFuture<Void> noticed = inBackground(() -> {
                execute(first, "INSERT INTO entry VALUES (3)");
                return null;
            });
            Awaitility.await().until(noticed::isDone);
            assertThat(noticed)
                    .satisfiesAnyOf(
                            done -> assertThat(done).succeedsWithin(Await.LIMIT),
                            done -> assertThat(done)
                                    .failsWithin(Await.LIMIT)
                                    .withThrowableThat()
                                    .havingCause()
                                    .isInstanceOf(CommitOutcomeUnknown.class));
            old.thaw();
            for (int id = 10; id < 60; id++) {
                execute(second, "INSERT INTO entry VALUES (" + id + ")");
            }

            assertThat(successor.queryLong("SELECT count(*) FROM entry WHERE id >= 10"))
                    .isEqualTo(50);
            assertThat(old.queryLong("SELECT count(*) FROM entry WHERE id >= 10"))
                    .isZero();
        }
    }

    @Test
    void should_not_write_to_an_old_primary_that_is_started_as_it_was() throws SQLException {
        PostgresNode old = cluster.primary();
        try (Connection connection = connect()) {
            execute(connection, "INSERT INTO entry VALUES (1)");
            awaitEntries(cluster.mostAdvancedStandby(), 1);
            PostgresNode successor = failOver();
            execute(connection, "INSERT INTO entry VALUES (2)");

            old.start();
            assertThat(old.isInRecovery()).isFalse();
            for (int id = 3; id <= 50; id++) {
                try (Connection another = connect()) {
                    execute(another, "INSERT INTO entry VALUES (" + id + ")");
                }
            }
            execute(connection, "INSERT INTO entry VALUES (51)");

            assertThat(entries(successor)).isEqualTo(51);
            assertThat(entries(old)).isEqualTo(1);
        }
    }

    @Test
    void should_not_begin_with_an_old_primary_that_is_first_in_the_url() throws SQLException {
        PostgresNode old = cluster.primary();
        PostgresNode successor = failOver();
        old.start();

        try (Connection connection = connect()) {
            execute(connection, "INSERT INTO entry VALUES (1)");
        }

        assertThat(entries(successor)).isEqualTo(1);
        assertThat(entries(old)).isZero();
    }

    @Test
    void should_take_a_refused_write_as_a_sign_of_demotion() throws Exception {
        PostgresNode old = cluster.primary();
        try (Connection connection = connect()) {
            execute(connection, "INSERT INTO entry VALUES (1)");
            awaitEntries(cluster.mostAdvancedStandby(), 1);

            old.executeAsAdmin("ALTER SYSTEM SET default_transaction_read_only = on");
            old.executeAsAdmin("SELECT pg_reload_conf()");
            assertThatThrownBy(() -> old.execute("INSERT INTO entry VALUES (0)"))
                    .as("the old primary refuses writes")
                    .hasFieldOrPropertyWithValue("SQLState", "25006");
            CompletableFuture<PostgresNode> successor = inBackground(this::promote);
            execute(connection, "INSERT INTO entry VALUES (2)");

            assertThat(port(connection))
                    .isEqualTo(successor.get(2, TimeUnit.MINUTES).port());
        }
    }

    @Test
    void should_leave_a_read_only_transaction_of_the_application_alone() throws SQLException {
        try (Connection connection = connect()) {
            connection.setAutoCommit(false);
            execute(connection, "SET TRANSACTION READ ONLY");

            assertThatThrownBy(() -> execute(connection, "INSERT INTO entry VALUES (1)"))
                    .hasFieldOrPropertyWithValue("SQLState", "25006");

            connection.rollback();
            execute(connection, "INSERT INTO entry VALUES (2)");
            connection.commit();
            assertThat(port(connection)).isEqualTo(cluster.primary().port());
        }
    }

    private static long millisSince(long nanoTime) {
        return Duration.ofNanos(System.nanoTime() - nanoTime).toMillis();
    }
}
