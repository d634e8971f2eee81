/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.tests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.baton.driver.BatonConnection;
import io.baton.driver.CommitOutcome;
import io.baton.driver.CommitOutcomeUnknown;
import io.baton.driver.CommitToken;
import io.baton.driver.TransactionLost;
import io.baton.lab.PostgresNode;
import java.lang.management.ManagementFactory;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import javax.management.openmbean.TabularData;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** A COMMIT whose answer is lost, on real servers: what can be proved is told, and is true. */
class CommitOutcomeTest extends CutterTest {

    @Override
    String options() {
        return "";
    }

    @Test
    void should_return_normally_when_only_the_answer_was_lost() throws SQLException {
        try (Connection connection = begin()) {
            execute(connection, "INSERT INTO entry VALUES (1)");
            cutter.cutAfter("COMMIT", AnswerCutter.Side.BOTH);

            connection.commit();

            execute(connection, "INSERT INTO entry VALUES (2)");
            connection.commit();
            assertThat(entries(cluster.primary())).isEqualTo(2);
        }
    }

    @Test
    void should_show_over_jmx_what_was_found_out() throws SQLException, JMException {
        url += "&ApplicationName=watched";
        try (Connection connection = begin()) {
            execute(connection, "INSERT INTO entry VALUES (1)");
            cutter.cutAfter("COMMIT", AnswerCutter.Side.BOTH);
            connection.commit();

            MBeanServer server = ManagementFactory.getPlatformMBeanServer();
            List<Object> seen = new ArrayList<>();
            for (ObjectName name : server.queryNames(new ObjectName("io.baton:type=Replay,*"), null)) {
                TabularData commits = (TabularData) server.getAttribute(name, "InterruptedCommits");
                seen.add(commits.get(new Object[] {"COMMITTED"}).get("value"));
                assertThat(server.getAttribute(name, "LostWrites")).isEqualTo(0L);
            }
            assertThat(seen).contains(1L);
        }
    }

    @Test
    void should_know_that_it_was_rolled_back_when_a_constraint_says_so_at_the_end() throws SQLException {
        cluster.primary().execute("ALTER TABLE entry ADD UNIQUE (id) DEFERRABLE INITIALLY DEFERRED");
        try (Connection connection = begin()) {
            execute(connection, "INSERT INTO entry VALUES (1), (1)");
            cutter.cutAfter("COMMIT", AnswerCutter.Side.BOTH);

            assertThatThrownBy(connection::commit)
                    .as("replayed, its COMMIT is refused once more, and now the application hears why")
                    .hasFieldOrPropertyWithValue("SQLState", "23505");

            execute(connection, "INSERT INTO entry VALUES (3)");
            connection.commit();
            assertThat(entries(cluster.primary())).isEqualTo(1);
        }
    }

    @Test
    void should_know_a_commit_by_text_and_one_by_switching_auto_commit_on() throws SQLException {
        try (Connection connection = begin()) {
            execute(connection, "INSERT INTO entry VALUES (1)");
            cutter.cutAfter("COMMIT", AnswerCutter.Side.BOTH);
            execute(connection, "/* done */ COMMIT;");
            execute(connection, "INSERT INTO entry VALUES (2)");
            cutter.cutAfter("COMMIT", AnswerCutter.Side.BOTH);
            connection.setAutoCommit(true);
            assertThat(connection.getAutoCommit()).isTrue();
            execute(connection, "INSERT INTO entry VALUES (3)");
            assertThat(entries(cluster.primary())).isEqualTo(3);
        }
    }

    @Test
    void should_know_it_with_savepoints_and_batches() throws SQLException {
        try (Connection connection = begin();
                PreparedStatement insert = connection.prepareStatement("INSERT INTO entry VALUES (?, ?)")) {
            execute(connection, "SELECT count(*) FROM entry");
            Savepoint undone = connection.setSavepoint();
            execute(connection, "INSERT INTO entry VALUES (1)");
            connection.rollback(undone);
            connection.setSavepoint("kept");
            for (int id = 2; id <= 4; id++) {
                insert.setInt(1, id);
                insert.setString(2, "x");
                insert.addBatch();
            }
            insert.executeBatch();
            cutter.cutAfter("COMMIT", AnswerCutter.Side.BOTH);

            connection.commit();

            assertThat(cluster.primary().queryLong("SELECT sum(id) FROM entry")).isEqualTo(9);
        }
    }

    @Test
    void should_return_normally_when_nothing_was_written() throws SQLException {
        try (Connection connection = begin()) {
            execute(connection, "SELECT * FROM entry");
            cutter.cutAfter("COMMIT", AnswerCutter.Side.BOTH);
            connection.commit();
        }
    }

    @Test
    void should_ask_once_per_writing_transaction_and_never_for_others() throws SQLException {
        url += "&baton.probeInterval=1m"; // The monitor's own probes go through the proxy, too.
        try (Connection connection = begin()) {
            execute(connection, "INSERT INTO entry VALUES (0)");
            connection.commit(); // Whatever the first transaction of a connection needs beyond.
            int before = cutter.requests();
            execute(connection, "SELECT * FROM entry");
            connection.commit();
            int read = requestsSince(before);
            before = cutter.requests();
            execute(connection, "INSERT INTO entry VALUES (1)");
            connection.commit();
            int wrote = requestsSince(before);
            assertThat(wrote - read).isEqualTo(1);
            assertThat(read).isEqualTo(2);
        }
    }

    @Test
    void should_ask_when_a_row_was_written_through_a_result() throws SQLException {
        cluster.primary().execute("ALTER TABLE entry ADD PRIMARY KEY (id)");
        cluster.primary().execute("ALTER TABLE entry ADD UNIQUE (note) DEFERRABLE INITIALLY DEFERRED");
        cluster.primary().execute("INSERT INTO entry VALUES (1, 'one'), (2, 'two')");
        try (Connection connection = begin();
                Statement statement =
                        connection.createStatement(ResultSet.TYPE_FORWARD_ONLY, ResultSet.CONCUR_UPDATABLE)) {
            ResultSet rows = statement.executeQuery("SELECT id, note FROM entry WHERE id = 1");
            assertThat(rows.next()).isTrue();
            rows.updateString("note", "two");
            rows.updateRow();
            cutter.cutAfter("COMMIT", AnswerCutter.Side.BOTH);

            assertThatThrownBy(connection::commit)
                    .as("the constraint rolled it back, and it cannot be replayed")
                    .isInstanceOf(TransactionLost.class);
            connection.rollback();
            assertThat(query(connection, "SELECT note FROM entry WHERE id = 1")).isEqualTo("one");
        }
    }

    private int requestsSince(int before) {
        return cutter.requests() - before;
    }

    @Test
    void should_report_a_commit_as_unknown_that_nobody_was_asked_about() throws SQLException {
        url += "&baton.commitOutcome=off";
        Connection connection = begin();
        execute(connection, "INSERT INTO entry VALUES (1)");
        cutter.cutAfter("COMMIT", AnswerCutter.Side.BOTH);

        assertThatThrownBy(connection::commit)
                .isInstanceOf(CommitOutcomeUnknown.class)
                .hasFieldOrPropertyWithValue("SQLState", "08007")
                .hasFieldOrPropertyWithValue("token", null);
        connection.close();
    }

    @Test
    void should_end_the_old_session_when_the_commit_never_reached_it() throws SQLException {
        url += "&baton.replay=off";
        try (Connection connection = begin();
                Connection admin = cluster.primary().connectAsAdmin()) {
            // The COMMIT itself works for a long time: it has to check a constraint.
            cluster.primary()
                    .execute("CREATE FUNCTION slow() RETURNS trigger LANGUAGE plpgsql AS"
                            + " 'BEGIN PERFORM pg_sleep(600); RETURN NULL; END'");
            cluster.primary()
                    .execute("CREATE CONSTRAINT TRIGGER slow AFTER INSERT ON entry"
                            + " DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION slow()");
            execute(connection, "INSERT INTO entry VALUES (1)");
            cutter.cutAfter("COMMIT", AnswerCutter.Side.CLIENT);

            assertThatThrownBy(connection::commit).isInstanceOf(TransactionLost.class);

            assertThat(query(admin, "SELECT count(*) FROM pg_stat_activity WHERE wait_event = 'PgSleep'"))
                    .isEqualTo("0");
            assertThat(entries(cluster.primary())).isZero();
        }
    }

    @Test
    void should_resolve_it_on_the_promoted_node_that_has_it() throws Exception {
        PostgresNode old = cluster.primary();
        Connection connection = begin();
        execute(connection, "INSERT INTO entry VALUES (1)");
        CompletableFuture<Void> commit = cutAndCommit(connection);
        awaitEntries(cluster.node(1), 1);
        old.kill();
        cutter.close();
        promote();

        commit.get(2, TimeUnit.MINUTES);

        execute(connection, "INSERT INTO entry VALUES (2)");
        connection.commit();
        assertThat(entries(cluster.primary())).isEqualTo(2);
        connection.close();
    }

    @Test
    void should_replay_it_on_the_promoted_node_that_does_not_have_it() throws Exception {
        PostgresNode old = cluster.primary();
        Connection connection = begin();
        execute(connection, "INSERT INTO entry VALUES (1)");
        stopSending();
        CompletableFuture<Void> commit = cutAndCommit(connection);
        Awaitility.await().until(() -> entries(old) == 1);
        old.kill();
        cutter.close();
        promote();

        commit.get(2, TimeUnit.MINUTES);

        assertThat(entries(cluster.primary())).isEqualTo(1);
        connection.close();
    }

    @Test
    void should_give_a_token_and_the_answer_later_when_there_is_no_primary_in_time() throws Exception {
        url += "&baton.failoverTimeout=1s";
        PostgresNode old = cluster.primary();
        Connection connection = begin();
        execute(connection, "INSERT INTO entry VALUES (1)");
        CompletableFuture<Void> commit = cutAndCommit(connection);
        awaitEntries(cluster.node(1), 1);
        old.kill();
        cutter.close();

        Throwable told = catchThrowable(() -> commit.get(2, TimeUnit.MINUTES)).getCause();
        assertThat(told).isInstanceOf(CommitOutcomeUnknown.class);
        CommitToken token = Objects.requireNonNull(((CommitOutcomeUnknown) told).token());
        promote();

        BatonConnection asking = (BatonConnection) connection;
        assertThat(asking.resolve(token, Duration.ofSeconds(20))).isEqualTo(CommitOutcome.COMMITTED);
        connection.close();
    }

    @Test
    void should_not_look_for_the_outcome_longer_than_the_query_timeout() throws Exception {
        try (Connection connection = begin();
                Statement commit = connection.createStatement()) {
            execute(connection, "INSERT INTO entry VALUES (1)");
            commit.setQueryTimeout(1);
            assertThatUnknown(commitByText(commit));
        }
    }

    @Test
    void should_not_look_for_the_outcome_once_the_commit_was_cancelled() throws Exception {
        try (Connection connection = begin();
                Statement commit = connection.createStatement()) {
            execute(connection, "INSERT INTO entry VALUES (1)");
            CompletableFuture<Void> committing = commitByText(commit);
            Awaitility.await().until(() -> {
                commit.cancel();
                return committing.isDone();
            });
            assertThatUnknown(committing);
        }
    }

    /** There is no primary for longer than the test lasts, nor for the 30 s that Baton would wait for one. */
    private CompletableFuture<Void> commitByText(Statement commit) {
        cutter.cutOffAfter("COMMIT");
        return inBackground(() -> {
            commit.execute("COMMIT");
            return null;
        });
    }

    private static void assertThatUnknown(CompletableFuture<Void> commit) {
        Throwable told = catchThrowable(() -> commit.get(2, TimeUnit.MINUTES));
        assertThat(told).hasCauseInstanceOf(CommitOutcomeUnknown.class);
    }

    @Test
    void should_run_a_write_in_auto_commit_mode_again_if_it_is_declared_idempotent_and_only_then() throws SQLException {
        cluster.primary().execute("INSERT INTO entry VALUES (1, 'a')");
        Connection connection = connect();
        cutter.cutAfter("@idempotent", AnswerCutter.Side.BOTH);
        execute(connection, "/*@idempotent*/ UPDATE entry SET note = note || 'b'");
        assertThat(cluster.primary().queryLong("SELECT length(note) FROM entry"))
                .as("it was run twice, which the application has allowed")
                .isEqualTo(3);

        cutter.cutAfter("INSERT", AnswerCutter.Side.BOTH);
        assertThatThrownBy(() -> execute(connection, "INSERT INTO entry VALUES (2)"))
                .isInstanceOf(CommitOutcomeUnknown.class);
        Awaitility.await().until(() -> cluster.primary().queryLong("SELECT count(*) FROM entry WHERE id = 2") == 1);
        connection.close();
    }

    @Test
    void should_leave_a_transaction_in_two_phases_to_its_manager() throws SQLException {
        Connection connection = begin();
        execute(connection, "INSERT INTO entry VALUES (1)");
        cutter.cutAfter("PREPARE TRANSACTION", AnswerCutter.Side.BOTH);

        assertThatThrownBy(() -> execute(connection, "PREPARE TRANSACTION 'branch'"))
                .isInstanceOf(CommitOutcomeUnknown.class)
                .hasMessageContaining("two phases")
                .hasFieldOrPropertyWithValue("token", null);
        connection.close();
    }
}
