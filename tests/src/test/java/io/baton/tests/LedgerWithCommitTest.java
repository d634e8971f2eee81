/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.tests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.baton.lab.ClusterShape;
import io.baton.tests.AnswerCutter.Side;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** From the second COMMIT of a session on, the entry of PostgreSQL's ledger goes to the server in the message of the COMMIT. */
class LedgerWithCommitTest extends CutterTest {

    @Override
    ClusterShape shape() {
        return ClusterShape.single();
    }

    @Override
    String options() {
        return "&baton.commitOutcome=ledger&baton.failoverTimeout=10s";
    }

    @BeforeEach
    void makeTheLedger() throws SQLException {
        makeLedger();
    }

    /** A connection whose next COMMIT is not the first one of its session. */
    private Connection beginAgain() throws SQLException {
        Connection connection = begin();
        execute(connection, "INSERT INTO entry VALUES (0)");
        connection.commit();
        cluster.primary().execute("DELETE FROM entry");
        cluster.primary().execute("DELETE FROM baton_ledger");
        return connection;
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "&preferQueryMode=simple", "&defaultRowFetchSize=5"})
    void should_take_no_round_trip_of_its_own(String options) throws SQLException {
        url += options;
        try (Connection connection = beginAgain()) {
            for (int i = 0; i < 5; i++) { // pgjdbc prepares it on the server at the fifth time.
                assertThat(fewestRequestsOfCommit(connection)).isEqualTo(1);
            }
            assertThat(ledger("C")).isEqualTo(entries(cluster.primary()));
        }
    }

    /** pgjdbc would look for its savepoint behind the COMMIT. */
    @Test
    void should_take_one_where_the_driver_sets_savepoints_of_its_own() throws SQLException {
        url += "&autosave=always";
        try (Connection connection = beginAgain()) {
            assertThat(fewestRequestsOfCommit(connection)).isGreaterThan(1);
            assertThat(ledger("C")).isEqualTo(entries(cluster.primary()));
        }
    }

    /** In between there are probes. */
    private int fewestRequestsOfCommit(Connection connection) throws SQLException {
        int fewest = Integer.MAX_VALUE;
        for (int i = 0; i < 5; i++) {
            execute(connection, "INSERT INTO entry VALUES (1)");
            int before = cutter.requests();
            connection.commit();
            fewest = Math.min(fewest, cutter.requests() - before);
        }
        return fewest;
    }

    @Test
    void should_return_normally_when_only_the_answer_was_lost() throws SQLException {
        try (Connection connection = beginAgain()) {
            execute(connection, "INSERT INTO entry VALUES (1)");
            cutter.cutAfter("COMMIT", Side.BOTH);
            connection.commit();
            assertThat(entries(cluster.primary())).isEqualTo(1);
            assertThat(ledger("C")).isEqualTo(1);
            assertThat(ledger("A")).isZero();
        }
    }

    @Test
    void should_replay_what_did_not_arrive() throws SQLException {
        try (Connection connection = beginAgain()) {
            execute(connection, "INSERT INTO entry VALUES (1)");
            cutter.dropAt("COMMIT");
            connection.commit();
            assertThat(entries(cluster.primary())).isEqualTo(1);
            assertThat(ledger("A")).isEqualTo(1);
            assertThat(ledger("C")).isEqualTo(1);
        }
    }

    /** The old session is known by its number and by when it began. */
    @Test
    void should_end_a_session_that_is_still_at_it() throws SQLException {
        url += "&baton.replay=off";
        makeTrigger("PERFORM pg_sleep(600)");
        try (Connection connection = beginAgain()) {
            execute(connection, "INSERT INTO entry VALUES (1)");
            cutter.cutAfter("COMMIT", Side.CLIENT);

            assertThatThrownBy(connection::commit).hasFieldOrPropertyWithValue("SQLState", "40001");

            assertThat(cluster.primary()
                            .queryLongAsAdmin("SELECT count(*) FROM pg_stat_activity WHERE wait_event = 'PgSleep'"))
                    .isZero();
            assertThat(entries(cluster.primary())).isZero();
            assertThat(ledger("A")).isEqualTo(1);
        }
    }

    @Test
    void should_pass_on_what_the_commit_itself_is_refused_for() throws SQLException {
        makeTrigger("IF NEW.id = 1 THEN INSERT INTO nowhere VALUES (1); END IF");
        try (Connection connection = beginAgain()) {
            execute(connection, "INSERT INTO entry VALUES (1)");
            assertThatThrownBy(connection::commit)
                    .hasMessageContaining("nowhere")
                    .hasMessageNotContaining("baton_ledger")
                    .hasFieldOrPropertyWithValue("SQLState", "42P01");

            execute(connection, "INSERT INTO entry VALUES (2)");
            connection.commit();
            assertThat(query(connection, "SELECT string_agg(id::text, ' ') FROM entry"))
                    .isEqualTo("2");
            assertThat(ledger("C")).isEqualTo(1);
        }
    }

    private void makeTrigger(String what) throws SQLException {
        cluster.primary()
                .execute("CREATE FUNCTION late() RETURNS trigger LANGUAGE plpgsql AS" + " 'BEGIN IF NEW.id > 0 THEN "
                        + what + "; END IF; RETURN NULL; END'");
        cluster.primary()
                .execute("CREATE CONSTRAINT TRIGGER late AFTER INSERT ON entry"
                        + " DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION late()");
    }

    @Test
    void should_commit_nothing_when_the_table_has_gone() throws SQLException {
        try (Connection connection = beginAgain()) {
            cluster.primary().execute("DROP TABLE baton_ledger");
            execute(connection, "INSERT INTO entry VALUES (1)");
            assertThatThrownBy(connection::commit)
                    .hasMessageContaining("CREATE TABLE baton_ledger")
                    .hasFieldOrPropertyWithValue("SQLState", "42P01");
            assertThat(query(connection, "SELECT count(*) FROM entry")).isEqualTo("0");
        }
    }

    @Test
    void should_write_an_entry_for_what_may_have_written() throws SQLException {
        try (Connection connection = beginAgain()) {
            long before = ledger("C");
            execute(connection, "UPDATE entry SET id = 0 WHERE false");
            connection.commit();
            assertThat(ledger("C")).isEqualTo(before + 1);
        }
    }

    @Test
    void should_keep_the_warning_of_a_wait_that_was_cancelled() throws Exception {
        try (Connection connection = beginAgain()) {
            cluster.primary().executeAsAdmin("ALTER SYSTEM SET synchronous_standby_names = 'nobody'");
            cluster.primary().executeAsAdmin("SELECT pg_reload_conf()");
            CompletableFuture<Void> commit = inBackground(() -> {
                while (connection.getWarnings() == null) { // The server takes its time to read the setting.
                    execute(connection, "INSERT INTO entry VALUES (1)");
                    connection.commit();
                }
                return null;
            });
            Awaitility.await()
                    .until(() -> cluster.primary()
                                    .queryLongAsAdmin(
                                            "SELECT count(*) FROM pg_stat_activity WHERE wait_event = 'SyncRep'")
                            > 0);
            cluster.primary()
                    .executeAsAdmin("SELECT pg_cancel_backend(pid) FROM pg_stat_activity WHERE wait_event = 'SyncRep'");
            commit.get(2, TimeUnit.MINUTES);
            assertThat(connection.getWarnings().getSQLState()).isEqualTo("01000");
        }
    }
}
