/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.tests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.baton.driver.CommitOutcomeUnknown;
import io.baton.driver.TransactionLost;
import io.baton.lab.Await;
import io.baton.lab.PostgresNode;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** HikariCP with its default settings: what it throws away and what is dead are the same connections. */
class HikariTest extends ClusterTest {

    private static final int SIZE = 4;

    private HikariDataSource pool() {
        return new HikariDataSource(config());
    }

    private HikariConfig config() {
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(url);
        config.setMaximumPoolSize(SIZE);
        return config;
    }

    /** The connections of ours that the pool holds. */
    private static Set<Connection> held(HikariDataSource pool) throws SQLException {
        Set<Connection> held = Collections.newSetFromMap(new IdentityHashMap<>());
        List<Connection> borrowed = new ArrayList<>();
        for (int i = 0; i < SIZE; i++) {
            Connection connection = pool.getConnection();
            borrowed.add(connection);
            held.add(connection.unwrap(io.baton.driver.internal.jdbc.FailoverConnection.class));
        }
        for (Connection connection : borrowed) {
            connection.close();
        }
        return held;
    }

    @Test
    void should_keep_its_idle_connections_over_a_failover() throws SQLException {
        try (HikariDataSource pool = pool()) {
            Set<Connection> before = held(pool);

            PostgresNode successor = failOver();

            for (int i = 0; i < 3 * SIZE; i++) {
                try (Connection connection = pool.getConnection()) {
                    execute(connection, "INSERT INTO entry VALUES (1)");
                }
            }
            assertThat(held(pool)).isEqualTo(before);
            assertThat(entries(successor)).isEqualTo(3 * SIZE);
        }
    }

    @Test
    void should_keep_a_connection_whose_transaction_was_lost() throws SQLException {
        url += "&baton.replay=off";
        try (HikariDataSource pool = pool()) {
            Set<Connection> before = held(pool);
            try (Connection connection = pool.getConnection()) {
                connection.setAutoCommit(false);
                execute(connection, "INSERT INTO entry VALUES (1)");
                failOver();
                assertThatThrownBy(() -> execute(connection, "INSERT INTO entry VALUES (2)"))
                        .isInstanceOf(TransactionLost.class);
            }
            assertThat(held(pool)).isEqualTo(before);
        }
    }

    @Test
    void should_throw_away_a_connection_whose_outcome_is_unknown() throws Exception {
        try (HikariDataSource pool = pool()) {
            Set<Connection> before = held(pool);
            CompletableFuture<Void> write = inBackground(() -> {
                try (Connection connection = pool.getConnection()) {
                    execute(connection, "INSERT INTO entry SELECT 1 FROM pg_sleep(600)");
                }
                return null;
            });
            awaitRunning(cluster.primary(), "pg_sleep(600)");
            failOver();
            assertThat(write)
                    .failsWithin(Await.LIMIT)
                    .withThrowableThat()
                    .havingCause()
                    .isInstanceOf(CommitOutcomeUnknown.class);

            Set<Connection> after = held(pool);

            before.retainAll(after);
            assertThat(before).as("the others were kept").hasSize(SIZE - 1);
            assertThat(after)
                    .allSatisfy(connection -> assertThat(connection.isClosed()).isFalse());
        }
    }

    @Test
    void should_let_readers_read_on_without_waiting_for_a_primary() throws SQLException {
        url += "&baton.probeTimeout=1m";
        HikariConfig patient = config();
        patient.setConnectionTimeout(TimeUnit.MINUTES.toMillis(10));
        patient.setValidationTimeout(TimeUnit.MINUTES.toMillis(5));
        try (HikariDataSource pool = new HikariDataSource(patient)) {
            held(pool);
            cluster.primary().kill();
            Awaitility.await().pollDelay(Duration.ofMillis(600)).until(() -> true); // Now the pool asks isValid.

            CompletableFuture<String> read = inBackground(() -> {
                try (Connection connection = pool.getConnection()) {
                    connection.setReadOnly(true);
                    return query(connection, "SELECT pg_is_in_recovery()");
                }
            });
            // Half of what waiting for a probe takes, and longer than any machine takes for a read.
            assertThat(read).succeedsWithin(Duration.ofSeconds(30)).isEqualTo("t");
        }
    }

    @Test
    void should_find_a_connection_valid_during_an_outage_that_it_will_heal_from() throws SQLException {
        try (Connection connection = connect()) {
            cluster.nodes().forEach(PostgresNode::kill);

            assertThat(connection.isValid(5)).isTrue();
            assertThat(connection.isClosed()).isFalse();
        }
    }
}
