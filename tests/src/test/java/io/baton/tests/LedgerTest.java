/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.tests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.baton.driver.BatonConnection;
import io.baton.driver.CommitOutcome;
import io.baton.driver.CommitOutcomeUnknown;
import io.baton.driver.CommitToken;
import io.baton.driver.FailoverEvent;
import io.baton.driver.FailoverEvent.LostWrites;
import io.baton.driver.FailoverEvents;
import io.baton.driver.FailoverListener;
import io.baton.driver.internal.cluster.Cluster;
import io.baton.driver.internal.cluster.Clusters;
import io.baton.driver.internal.config.BatonUrl;
import io.baton.lab.PostgresNode;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Properties;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code baton.commitOutcome=ledger} on real servers, and where it knows more than the probe. */
class LedgerTest extends CutterTest {

    @Override
    String options() {
        return "&baton.commitOutcome=ledger";
    }

    @BeforeEach
    void makeTheLedger() throws SQLException {
        makeLedger();
    }

    @Test
    void should_return_normally_when_only_the_answer_was_lost() throws SQLException {
        try (Connection connection = begin()) {
            execute(connection, "INSERT INTO entry VALUES (1)");
            cutter.cutAfter("COMMIT", AnswerCutter.Side.BOTH);
            connection.commit();
            assertThat(entries(cluster.primary())).isEqualTo(1);
            assertThat(ledger("C")).isEqualTo(1);
            assertThat(ledger("A")).isZero();
        }
    }

    @Test
    void should_see_to_it_that_a_commit_which_was_not_there_never_comes() throws SQLException {
        url += "&baton.replay=off";
        try (Connection connection = begin()) {
            cluster.primary()
                    .execute("CREATE FUNCTION slow() RETURNS trigger LANGUAGE plpgsql AS"
                            + " 'BEGIN PERFORM pg_sleep(600); RETURN NULL; END'");
            cluster.primary()
                    .execute("CREATE CONSTRAINT TRIGGER slow AFTER INSERT ON entry"
                            + " DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION slow()");
            execute(connection, "INSERT INTO entry VALUES (1)");
            cutter.cutAfter("COMMIT", AnswerCutter.Side.CLIENT);

            assertThatThrownBy(connection::commit).hasFieldOrPropertyWithValue("SQLState", "40001");

            assertThat(cluster.primary()
                            .queryLongAsAdmin("SELECT count(*) FROM pg_stat_activity WHERE wait_event = 'PgSleep'"))
                    .isZero();
            assertThat(entries(cluster.primary())).isZero();
            assertThat(ledger("A")).isEqualTo(1);
        }
    }

    @Test
    void should_write_no_entry_for_what_only_reads() throws SQLException {
        cluster.primary()
                .execute("CREATE FUNCTION write() RETURNS void LANGUAGE sql AS 'INSERT INTO entry VALUES (1)'");
        try (Connection connection = begin()) {
            execute(connection, "SELECT count(*) FROM entry");
            connection.commit();
            execute(connection, "SET TRANSACTION READ ONLY");
            execute(connection, "SELECT pg_advisory_xact_lock(1)");
            connection.commit();
            execute(connection, "INSERT INTO entry VALUES (1)");
            connection.rollback();
            assertThat(ledger("C")).isZero();

            execute(connection, "SELECT write()");
            connection.commit();
            assertThat(ledger("C")).isEqualTo(1);

            execute(connection, "UPDATE entry SET id = 0 WHERE false");
            connection.commit();
            assertThat(ledger("C")).as("it may have written").isEqualTo(2);
        }
    }

    @Test
    void should_say_how_the_table_is_made_and_commit_nothing_without_it() throws SQLException {
        cluster.primary().execute("DROP TABLE baton_ledger");
        try (Connection connection = begin()) {
            execute(connection, "INSERT INTO entry VALUES (1)");
            assertThatThrownBy(connection::commit)
                    .hasMessageContaining("CREATE TABLE baton_ledger")
                    .hasFieldOrPropertyWithValue("SQLState", "42P01");
            assertThat(query(connection, "SELECT count(*) FROM entry")).isEqualTo("0");
        }
        assertThat(entries(cluster.primary())).isZero();
    }

    @Test
    void should_refuse_a_name_that_would_be_more_than_a_name() {
        url += "&baton.ledgerTable=entry;DROP";
        assertThatThrownBy(this::connect).hasMessageContaining("is not a name of a table");
    }

    /** Before any probe has seen that the log is on disk: where the probe must say that it does not know. */
    @Test
    void should_know_a_commit_after_a_crash_that_came_at_once() throws Exception {
        try (Connection connection = begin()) {
            execute(connection, "INSERT INTO entry VALUES (1)");
            CompletableFuture<Void> commit = cutAndCommit(connection);
            PostgresNode primary = cluster.primary();
            Awaitility.await().until(() -> entries(primary) == 1);
            primary.kill();
            primary.start();
            cutter.close();
            assertThat(commit.isDone()).as("nobody could be asked").isFalse();
            cutter = new AnswerCutter(primary.port(), cutter.port());

            commit.get(2, TimeUnit.MINUTES);
            assertThat(entries(primary)).isEqualTo(1);
        }
    }

    @ParameterizedTest
    @CsvSource({"ledger, COMMITTED", "probe, UNKNOWN"})
    void should_answer_who_has_not_seen_the_failover(String means, CommitOutcome expected) throws Exception {
        // This cluster has no other node, so that nobody sees the promotion.
        url = "jdbc:baton:postgresql://127.0.0.1:" + cutter.port()
                + "/app?user=app&password=app&baton.failoverTimeout=1s&baton.commitOutcome=" + means;
        Connection connection = begin();
        execute(connection, "INSERT INTO entry VALUES (1)");
        CompletableFuture<Void> commit = cutAndCommit(connection);
        awaitEntries(cluster.node(1), 1);
        cluster.primary().kill();
        cutter.close();
        Throwable told = catchThrowable(() -> commit.get(2, TimeUnit.MINUTES)).getCause();
        assertThat(told).isInstanceOf(CommitOutcomeUnknown.class);
        CommitToken token = Objects.requireNonNull(((CommitOutcomeUnknown) told).token());
        connection.close();
        promote();

        url = "jdbc:baton:postgresql://127.0.0.1:" + cluster.node(1).port() + "/app?user=app&password=app";
        try (Connection other = connect()) {
            assertThat(((BatonConnection) other).resolve(token, Duration.ofSeconds(5)))
                    .isEqualTo(expected);
        }
    }

    @Test
    void should_name_the_commits_that_a_failover_lost() throws Exception {
        List<LostWrites> told = new CopyOnWriteArrayList<>();
        FailoverListener listener = event -> note(event, told);
        FailoverEvents.add(listener);
        try (Connection connection = begin()) {
            write(connection, "INSERT INTO entry VALUES (1)");
            awaitEntries(cluster.node(1), 1);
            stopSending();
            write(connection, "INSERT INTO entry VALUES (2)");
            write(connection, "INSERT INTO entry VALUES (3)");

            cutter.close();
            failOver();

            Awaitility.await().until(() -> !told.isEmpty());
            assertThat(told.get(0).writes())
                    .flatExtracting(FailoverEvent.LostWrite::statements)
                    .containsExactly("INSERT INTO entry VALUES (2)", "INSERT INTO entry VALUES (3)");
        } finally {
            FailoverEvents.remove(listener);
        }
    }

    private static void note(FailoverEvent event, List<LostWrites> told) {
        if (event instanceof LostWrites lost) {
            told.add(lost);
        }
    }

    private static void write(Connection connection, String sql) throws SQLException {
        execute(connection, sql);
        connection.commit();
    }

    @Test
    void should_clean_away_what_is_old_and_nothing_else() throws SQLException {
        Cluster known = Clusters.shared().join(BatonUrl.parse(url, new Properties()));
        try (Connection connection = begin()) {
            write(connection, "INSERT INTO entry VALUES (1)");
            cluster.primary()
                    .execute(
                            "INSERT INTO baton_ledger SELECT overlay(gen_random_uuid()::text placing '00' from 1)::uuid,"
                                    + " 'C', now() - interval '61 minutes' FROM generate_series(1, 20)");

            known.outcomes().cleanLedger();

            assertThat(ledger("C")).isEqualTo(1);
        } finally {
            Clusters.shared().leave(known);
        }
    }
}
