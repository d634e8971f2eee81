/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.tests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.baton.driver.BatonConnection;
import io.baton.driver.CommitOutcome;
import io.baton.driver.CommitOutcomeUnknown;
import io.baton.driver.CommitToken;
import io.baton.driver.TransactionLost;
import io.baton.driver.internal.cluster.Cluster;
import io.baton.driver.internal.cluster.Clusters;
import io.baton.driver.internal.config.BatonUrl;
import io.baton.lab.PostgresNode;
import io.baton.topology.NodeAddress;
import io.baton.topology.history.Sighting;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Objects;
import java.util.Properties;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A COMMIT that is under way when its primary is restarted, or when more than one promotion comes before the question. */
class CommitAcrossRestartTest extends ClusterTest {

    private Cluster watched;
    private Connection connection;

    @BeforeEach
    void begin() throws SQLException {
        url += url.contains("replay")
                ? ""
                : "&baton.replay=off"; // What is not committed is to be told, not to be done again.
        watched = Clusters.shared().join(BatonUrl.parse(url, new Properties()));
        connection = connect();
        connection.setAutoCommit(false);
        Awaitility.await().until(() -> watched.history().latest().size() == 3);
    }

    @AfterEach
    void leave() throws SQLException {
        connection.close();
        Clusters.shared().leave(watched);
    }

    /** The COMMIT does its part and then waits for a standby that there is not. */
    private CompletableFuture<Void> commitThatWaits() throws SQLException {
        cluster.primary().executeAsAdmin("ALTER SYSTEM SET synchronous_standby_names = 'nobody'");
        cluster.primary().executeAsAdmin("SELECT pg_reload_conf()");
        Awaitility.await().until(this::commitsWait);
        return commitUnderWay();
    }

    /** The server takes a setting up when it finds the time: only a commit that waits shows that it has. */
    private boolean commitsWait() throws Exception {
        PostgresNode primary = cluster.primary();
        CompletableFuture<Void> trial = inBackground(() -> {
            try (Connection raw = primary.connect()) {
                execute(raw, "SELECT pg_logical_emit_message(true, 'trial', '')");
            }
            return null;
        });
        String waiting = "FROM pg_stat_activity WHERE wait_event = 'SyncRep'";
        Awaitility.await()
                .pollInterval(Duration.ofMillis(5))
                .until(() -> trial.isDone() || primary.queryLongAsAdmin("SELECT count(*) " + waiting) > 0);
        boolean waits = !trial.isDone();
        primary.executeAsAdmin("SELECT pg_cancel_backend(pid) " + waiting);
        trial.get(2, TimeUnit.MINUTES);
        return waits;
    }

    /** The COMMIT checks a constraint for a long time before it does anything. */
    private CompletableFuture<Void> commitThatChecks() throws SQLException {
        cluster.primary()
                .execute("CREATE FUNCTION slow() RETURNS trigger LANGUAGE plpgsql AS"
                        + " 'BEGIN PERFORM pg_sleep(600); RETURN NULL; END'");
        cluster.primary()
                .execute("CREATE CONSTRAINT TRIGGER slow AFTER INSERT ON entry"
                        + " DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION slow()");
        return commitUnderWay();
    }

    private CompletableFuture<Void> commitUnderWay() throws SQLException {
        execute(connection, "INSERT INTO entry VALUES (1)");
        CompletableFuture<Void> commit = inBackground(() -> {
            connection.commit();
            return null;
        });
        awaitRunning(cluster.primary(), "COMMIT");
        return commit;
    }

    /** The monitor has seen that the log is on disk so far. */
    private void awaitNextProbe(PostgresNode node) {
        long now = System.nanoTime();
        Awaitility.await().until(() -> latest(node).asked() - now > 0);
    }

    private Sighting latest(PostgresNode node) {
        return Objects.requireNonNull(watched.history().latest(new NodeAddress(node.host(), node.port())));
    }

    private void doNotWaitForStandbys() throws SQLException {
        cluster.primary().executeAsAdmin("ALTER SYSTEM RESET synchronous_standby_names");
        cluster.primary().executeAsAdmin("SELECT pg_reload_conf()");
    }

    @Test
    void should_find_it_committed_after_a_crash_of_the_primary() throws Exception {
        PostgresNode primary = cluster.primary();
        CompletableFuture<Void> commit = commitThatWaits();
        awaitNextProbe(primary);

        primary.kill();
        primary.start();
        doNotWaitForStandbys();

        commit.get(2, TimeUnit.MINUTES);
        assertThat(entries(primary)).isEqualTo(1);
    }

    @Test
    void should_find_it_committed_after_a_restart_in_good_order() throws Exception {
        PostgresNode primary = cluster.primary();
        CompletableFuture<Void> commit = commitThatWaits();
        awaitNextProbe(primary);

        primary.stopFast();
        primary.start();
        doNotWaitForStandbys();

        commit.get(2, TimeUnit.MINUTES);
        assertThat(entries(primary)).isEqualTo(1);
    }

    @Test
    void should_find_it_rolled_back_after_a_crash_before_it_was_done() throws Exception {
        PostgresNode primary = cluster.primary();
        CompletableFuture<Void> commit = commitThatChecks();

        primary.kill();
        primary.start();

        Throwable told = catchThrowable(() -> commit.get(2, TimeUnit.MINUTES));
        assertThat(told).hasCauseInstanceOf(TransactionLost.class);
        assertThat(entries(primary)).isZero();
    }

    @Test
    void should_find_it_rolled_back_after_a_restart_in_good_order_before_it_was_done() throws Exception {
        PostgresNode primary = cluster.primary();
        CompletableFuture<Void> commit = commitThatChecks();

        primary.stopFast();
        primary.start();

        Throwable told = catchThrowable(() -> commit.get(2, TimeUnit.MINUTES));
        assertThat(told).hasCauseInstanceOf(TransactionLost.class);
        assertThat(entries(primary)).isZero();
    }

    @Test
    void should_find_it_over_several_promotions() throws Exception {
        connection.close();
        url += "&baton.failoverTimeout=1s";
        leave();
        begin();
        CompletableFuture<Void> commit = commitThatWaits();
        awaitEntries(cluster.node(1), 1);
        awaitEntries(cluster.node(2), 1);
        cluster.primary().kill();
        Throwable told = catchThrowable(() -> commit.get(2, TimeUnit.MINUTES)).getCause();
        assertThat(told).isInstanceOf(CommitOutcomeUnknown.class);
        CommitToken token = Objects.requireNonNull(((CommitOutcomeUnknown) told).token());

        PostgresNode second = promote();
        PostgresNode third = second == cluster.node(1) ? cluster.node(2) : cluster.node(1);
        second.executeAsAdmin("CHECKPOINT");
        third.executeAsAdmin("CHECKPOINT");
        Awaitility.await().until(() -> latest(third).epoch().timeline() == 2);
        second.kill();
        cluster.promote(third);

        assertThat(((BatonConnection) connection).resolve(token, Duration.ofSeconds(20)))
                .isEqualTo(CommitOutcome.COMMITTED);
        assertThat(third.queryLongAsAdmin("SELECT count(*) FROM entry")).isEqualTo(1);
    }
}
