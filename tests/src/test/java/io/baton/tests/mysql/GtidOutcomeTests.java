/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.tests.mysql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.baton.driver.BatonConnection;
import io.baton.driver.CommitOutcome;
import io.baton.driver.CommitOutcomeUnknown;
import io.baton.driver.CommitToken;
import io.baton.lab.mysql.Engine;
import io.baton.lab.mysql.GtidNode;
import io.baton.tests.AnswerCutter;
import io.baton.tests.AnswerCutter.Side;
import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A COMMIT to MySQL or MariaDB whose answer is lost: what the ledger proves is told, and is true. */
abstract class GtidOutcomeTests extends GtidClusterTest {

    AnswerCutter cutter;

    GtidOutcomeTests(Engine engine) {
        super(engine);
    }

    @BeforeEach
    void putCutterBefore() throws IOException {
        cutter = new AnswerCutter(cluster.primary().port());
        url = url(hosts(cutter.port()));
    }

    @AfterEach
    void closeCutter() throws IOException {
        cutter.close();
    }

    final String entries() throws SQLException {
        return query(cluster.primary(), "SELECT id FROM entry ORDER BY id");
    }

    @Test
    void should_return_normally_when_only_the_answer_was_lost() throws SQLException {
        makeLedger();
        try (Connection connection = begin()) {
            execute(connection, "INSERT INTO entry VALUES (1, 'x')");
            cutter.cutAfter("COMMIT", Side.BOTH);
            connection.commit();
            execute(connection, "INSERT INTO entry VALUES (2, 'x')");
            connection.commit();
            assertThat(entries()).isEqualTo("1, 2");
        }
    }

    /** Without it there is nothing to find the outcome by. */
    @Test
    void should_say_that_it_is_not_known_when_nobody_made_a_ledger() throws SQLException {
        try (Connection connection = begin()) {
            execute(connection, "INSERT INTO entry VALUES (1, 'x')");
            cutter.cutAfter("COMMIT", Side.BOTH);
            assertThatThrownBy(connection::commit)
                    .isInstanceOf(CommitOutcomeUnknown.class)
                    .hasFieldOrPropertyWithValue("SQLState", "08007");
            assertThat(connection.isClosed()).isTrue();
        }
    }

    @Test
    void should_explain_how_to_make_the_ledger_that_is_asked_for() throws SQLException {
        url += "&baton.commitOutcome=ledger";
        try (Connection connection = begin()) {
            execute(connection, "INSERT INTO entry VALUES (1, 'x')");
            assertThatThrownBy(connection::commit)
                    .hasMessageContaining("CREATE TABLE `app`.baton_ledger")
                    .hasFieldOrPropertyWithValue("SQLState", "42S02");
            assertThat(entries()).isEmpty();
        }
    }

    @Test
    void should_write_no_entry_for_what_only_reads() throws SQLException {
        makeLedger();
        try (Connection connection = begin()) {
            query(connection, "SELECT COUNT(*) FROM entry");
            connection.commit();
            execute(connection, "START TRANSACTION READ ONLY");
            query(connection, "SELECT f FROM (SELECT BENCHMARK(1, 1) AS f) t");
            connection.commit();
            assertThat(query(cluster.primary(), "SELECT COUNT(*) FROM baton_ledger"))
                    .isEqualTo("0");

            execute(connection, "INSERT INTO entry VALUES (1, 'x')");
            connection.commit();
            assertThat(query(cluster.primary(), "SELECT outcome FROM baton_ledger"))
                    .isEqualTo("C");
        }
    }

    /** Hibernate does so when it starts, and the pool gives its connection to readers later. */
    @Test
    void should_commit_on_a_replica_what_may_have_written_unseen() throws SQLException {
        makeLedger();
        try (Connection connection = connect()) {
            connection.createClob().free();
            connection.setReadOnly(true);
            connection.setAutoCommit(false);
            assertThat(query(connection, "SELECT COUNT(*) FROM entry")).isEqualTo("0");
            connection.commit();
            connection.setReadOnly(false);
            execute(connection, "INSERT INTO entry VALUES (1, 'x')");
            connection.commit();
            assertThat(query(cluster.primary(), "SELECT COUNT(*) FROM baton_ledger"))
                    .isEqualTo("1");
        }
    }

    /** The entry and whoever asks for it must meet in one table, whichever database the session is in. */
    @Test
    void should_find_the_entry_of_a_session_that_is_in_another_database() throws SQLException {
        makeLedger();
        cluster.primary()
                .executeAsAdmin(
                        "CREATE DATABASE other",
                        "CREATE TABLE other.baton_ledger LIKE app.baton_ledger",
                        "GRANT ALL ON other.* TO app@'%'");
        try (Connection connection = begin()) {
            connection.setCatalog("other");
            execute(connection, "INSERT INTO app.entry VALUES (1, 'x')");
            cutter.cutAfter("COMMIT", Side.BOTH);
            connection.commit();
            assertThat(entries()).isEqualTo("1");
        } finally {
            cluster.primary().executeAsAdmin("DROP DATABASE other", "REVOKE ALL ON other.* FROM app@'%'");
        }
    }

    /** A temporary table hides the ledger from its session, by whichever name. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "CREATE TEMPORARY TABLE %s",
                "CREATE TEMPORARY TABLE app.`BATON_ledger`%s",
                "CREATE TEMPORARY TABLE innocent %s",
                "CALL hide()",
                "%s"
            })
    void should_not_take_for_lost_what_was_entered_where_nobody_looks(String hiding) throws SQLException {
        makeLedger();
        String columns = "(entry BINARY(16) PRIMARY KEY, outcome CHAR(1) NOT NULL,"
                + " written TIMESTAMP(6) NOT NULL DEFAULT CURRENT_TIMESTAMP(6)) ENGINE=InnoDB";
        cluster.primary().executeAsAdmin("DROP PROCEDURE IF EXISTS hide");
        cluster.primary()
                .executeAsAdmin(
                        "CREATE DEFINER=app@'%' PROCEDURE hide() CREATE TEMPORARY TABLE baton_ledger " + columns);
        try (Connection connection = connect()) {
            if (hiding.startsWith("C")) {
                String table = hiding.contains("LE %s") ? "baton_ledger " + columns : columns;
                execute(connection, hiding.replace("%s", table).replace("BATON", "baton"));
            }
            if (hiding.contains("innocent")) {
                execute(connection, "ALTER TABLE innocent RENAME TO baton_ledger");
            }
            connection.setAutoCommit(false);
            execute(connection, "INSERT INTO entry VALUES (1, 'x')");
            connection.commit();
            execute(connection, "INSERT INTO entry VALUES (2, 'x')");
            cutter.cutAfter("COMMIT", Side.BOTH);
            Throwable told = catchThrowable(connection::commit);
            assertThat(entries()).isEqualTo("1, 2");
            if (hiding.startsWith("C")) {
                assertThat(told).isInstanceOf(CommitOutcomeUnknown.class);
            } else {
                assertThat(told).isNull();
            }
        }
    }

    @Test
    void should_know_a_commit_by_text_and_one_by_switching_auto_commit_on() throws SQLException {
        makeLedger();
        try (Connection connection = begin()) {
            execute(connection, "INSERT INTO entry VALUES (1, 'x')");
            cutter.cutAfter("COMMIT", Side.BOTH);
            execute(connection, "/* done */ COMMIT");
            execute(connection, "INSERT INTO entry VALUES (2, 'x')");
            cutter.cutAfter("COMMIT", Side.BOTH);
            connection.setAutoCommit(true);
            execute(connection, "INSERT INTO entry VALUES (3, 'x')");
            assertThat(entries()).isEqualTo("1, 2, 3");
        }
    }

    /** The server has not noticed that its client is gone: it holds the place of the entry, and ends for that. */
    @Test
    void should_replay_when_the_commit_never_arrived() throws SQLException {
        makeLedger();
        try (Connection connection = begin()) {
            execute(connection, "INSERT INTO entry VALUES (1, 'x')");
            cutter.dropAt("COMMIT");
            connection.commit();
            assertThat(entries()).isEqualTo("1");
            assertThat(query(cluster.primary(), "SELECT outcome FROM baton_ledger ORDER BY entry"))
                    .as("the mark that keeps the first one out, and the entry of the replay")
                    .isEqualTo("A, C");
        }
    }

    @Test
    void should_know_after_a_failover_that_the_commit_was_replicated() throws SQLException {
        makeLedger();
        try (Connection connection = begin()) {
            execute(connection, "INSERT INTO entry VALUES (1, 'x')");
            cutter.onCut("COMMIT", () -> {
                awaitEntries(1);
                failOver();
            });
            connection.commit();
            assertThat(entries()).isEqualTo("1");
            assertThat(query(cluster.primary(), "SELECT outcome FROM baton_ledger"))
                    .isEqualTo("C");
        }
    }

    @Test
    void should_replay_after_a_failover_when_the_commit_was_not_replicated() throws SQLException {
        makeLedger();
        try (Connection connection = begin()) {
            execute(connection, "INSERT INTO entry VALUES (1, 'x')");
            GtidNode replica = cluster.replicas().get(0);
            cluster.awaitReplicated();
            replica.stopReceiver();
            cutter.onCut("COMMIT", () -> {
                awaitEntries(1);
                cluster.primary().kill();
                cluster.promote(replica);
            });
            connection.commit();
            assertThat(cluster.primary()).isSameAs(replica);
            assertThat(entries()).isEqualTo("1");
            assertThat(query(replica, "SELECT outcome FROM baton_ledger ORDER BY entry"))
                    .isEqualTo("A, C");
        }
    }

    /** What a promoted replica has received and not applied yet must not come after the application was told otherwise. */
    @Test
    void should_not_have_it_twice_when_replication_goes_on_behind_the_promotion() throws SQLException {
        makeLedger();
        try (Connection connection = begin()) {
            execute(connection, "INSERT INTO entry VALUES (1, 'x')");
            GtidNode replica = cluster.replicas().get(0);
            cluster.awaitReplicated();
            replica.stopApplier();
            cutter.onCut("COMMIT", () -> {
                awaitEntries(1);
                cluster.primary().kill();
                cluster.promoteTooEarly(replica);
            });
            connection.commit();
            assertThat(query(replica, "SELECT id FROM entry")).isEqualTo("1");

            mayApplyOutOfOrder(replica, true);
            replica.startApplier();
            Awaitility.await("the applier ends at the entry that it finds marked")
                    .untilAsserted(() -> assertThat(replica.replicationError())
                            .containsAnyOf("Duplicate entry", "failed executing transaction"));
            assertThat(query(replica, "SELECT id FROM entry")).isEqualTo("1");
            cluster.forgetUpstream(replica);
            mayApplyOutOfOrder(replica, false);
        }
    }

    /** After the deadlock each write is a transaction of its own on MySQL; MariaDB goes on in one that BEGIN has begun. */
    @Test
    void should_not_run_a_write_twice_that_follows_a_deadlock() throws Exception {
        cluster.primary().execute("INSERT INTO person (id, name) VALUES (1, 'a'), (2, 'b')");
        try (Connection connection = connect();
                Connection other = cluster.primary().connect()) {
            other.setAutoCommit(false);
            execute(other, "INSERT INTO entry VALUES (8, 'x'), (9, 'x'), (10, 'x')"); // The one with less is chosen.
            execute(other, "UPDATE person SET name = 'other' WHERE id = 1");
            execute(connection, "BEGIN", "UPDATE person SET name = 'mine' WHERE id = 2");
            CompletableFuture<Void> waiting = CompletableFuture.runAsync(() -> {
                try {
                    execute(other, "UPDATE person SET name = 'other' WHERE id = 2");
                } catch (SQLException e) {
                    throw new CompletionException(e);
                }
            });
            Awaitility.await()
                    .until(() -> cluster.primary()
                                    .queryLongAsAdmin("SELECT COUNT(*) FROM information_schema.PROCESSLIST"
                                            + " WHERE INFO LIKE 'UPDATE person SET name = ''other'' WHERE id = 2%'")
                            > 0);
            assertThatThrownBy(() -> execute(connection, "UPDATE person SET name = 'mine' WHERE id = 1"))
                    .hasFieldOrPropertyWithValue("SQLState", "40001");
            waiting.get(2, TimeUnit.MINUTES);
            other.rollback();
            cutter.cutAfter("INSERT INTO entry", Side.BOTH);
            assertThatThrownBy(() -> execute(connection, "INSERT INTO entry VALUES (1, 'x')"))
                    .hasFieldOrPropertyWithValue("SQLState", "08007");
            awaitEntries(engine() == Engine.MYSQL ? 1 : 0);
        }
    }

    /** A demoted server refuses the COMMIT, and certainly: that needs no ledger. */
    @Test
    void should_replay_what_a_demoted_primary_refuses_to_commit() throws Exception {
        try (Connection connection = begin()) {
            execute(connection, "INSERT INTO entry VALUES (1, 'x')");
            GtidNode former = cluster.primary();
            former.setReadOnly(true);
            CompletableFuture<Void> commit = CompletableFuture.runAsync(() -> {
                try {
                    connection.commit();
                } catch (SQLException e) {
                    throw new CompletionException(e);
                }
            });
            cluster.awaitReplicated();
            cluster.promote(cluster.replicas().get(0));
            commit.get(2, TimeUnit.MINUTES);
            assertThat(entries()).isEqualTo("1");
            assertThat(query(former, "SELECT COUNT(*) FROM entry")).isEqualTo("0");
            cluster.follow(former, cluster.primary());
        }
    }

    @Test
    void should_resolve_later_what_could_not_be_resolved_in_time() throws SQLException {
        makeLedger();
        url += "&baton.failoverTimeout=1s";
        CommitToken token;
        try (Connection connection = begin()) {
            execute(connection, "INSERT INTO entry VALUES (1, 'x')");
            cutter.onCut("COMMIT", () -> {
                awaitEntries(1);
                cluster.awaitReplicated();
                cluster.primary().kill();
            });
            Throwable unknown = catchThrowable(connection::commit);
            assertThat(unknown).isInstanceOf(CommitOutcomeUnknown.class);
            token = Objects.requireNonNull(((CommitOutcomeUnknown) unknown).token());
        }
        cluster.promote(cluster.replicas().get(0));
        url = url.replace("failoverTimeout=1s", "failoverTimeout=20s");
        try (Connection connection = connect()) {
            assertThat(connection.unwrap(BatonConnection.class).resolve(token, Duration.ofSeconds(10)))
                    .isEqualTo(CommitOutcome.COMMITTED);
        }
    }

    @Test
    void should_protect_a_write_in_auto_commit_mode_with_its_generated_key() throws SQLException {
        makeLedger();
        url += "&baton.autocommit=protected";
        try (Connection connection = connect();
                PreparedStatement insert = connection.prepareStatement(
                        "INSERT INTO person (name) VALUES (?)", Statement.RETURN_GENERATED_KEYS)) {
            cutter.cutAfter("COMMIT", Side.BOTH);
            insert.setString(1, "x");
            assertThat(insert.executeUpdate()).isEqualTo(1);
            try (ResultSet keys = insert.getGeneratedKeys()) {
                assertThat(keys.next()).isTrue();
                assertThat(query(cluster.primary(), "SELECT id, name FROM person"))
                        .isEqualTo(keys.getLong(1) + " x");
            }
            assertThat(connection.getAutoCommit()).isTrue();
        }
    }

    @Test
    void should_not_run_a_write_in_auto_commit_mode_twice() throws SQLException {
        makeLedger();
        try (Connection connection = connect()) {
            cutter.cutAfter("INSERT INTO entry", Side.BOTH);
            assertThatThrownBy(() -> execute(connection, "INSERT INTO entry VALUES (1, 'x')"))
                    .hasFieldOrPropertyWithValue("SQLState", "08007");
            awaitEntries(1);
        }
    }

    /** MariaDB's strict mode would refuse the transaction before it comes to the entry, and not everybody has it on. */
    private void mayApplyOutOfOrder(GtidNode node, boolean on) throws SQLException {
        if (engine() == Engine.MARIADB) {
            node.executeAsAdmin("SET GLOBAL gtid_strict_mode = " + (on ? "OFF" : "ON"));
        }
    }

    private void awaitEntries(int count) {
        Awaitility.await()
                .untilAsserted(() -> assertThat(query(cluster.primary(), "SELECT COUNT(*) FROM entry"))
                        .isEqualTo(String.valueOf(count)));
    }
}
