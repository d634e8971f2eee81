/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.tests;

import static org.assertj.core.api.Assertions.assertThat;

import io.baton.driver.FailoverEvent;
import io.baton.driver.FailoverEvent.LostWrite;
import io.baton.driver.FailoverEvent.LostWrites;
import io.baton.driver.FailoverEvents;
import io.baton.driver.FailoverListener;
import io.baton.lab.ClusterShape;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A server of PostgreSQL alone, whose commits do not wait for its log, comes back without some that it had acknowledged. */
class RestartTest extends ClusterTest {

    private final List<LostWrites> told = new CopyOnWriteArrayList<>();
    private final FailoverListener listener = this::onEvent;

    private void onEvent(FailoverEvent event) {
        if (event instanceof LostWrites lost) {
            told.add(lost);
        }
    }

    @Override
    ClusterShape shape() {
        return ClusterShape.single();
    }

    @BeforeEach
    void prepare() throws SQLException {
        FailoverEvents.add(listener);
        cluster.primary()
                .execute("CREATE TABLE baton_ledger"
                        + " (entry uuid PRIMARY KEY, outcome \"char\" NOT NULL, written timestamptz NOT NULL)");
        cluster.primary().executeAsAdmin("ALTER SYSTEM SET wal_writer_delay = '10s'");
        cluster.primary().executeAsAdmin("ALTER SYSTEM SET wal_writer_flush_after = '2GB'");
        cluster.primary().executeAsAdmin("SELECT pg_reload_conf()");
    }

    @AfterEach
    void leave() {
        FailoverEvents.remove(listener);
    }

    private static String insert(int id) {
        return "INSERT INTO entry VALUES (" + id + ")";
    }

    @ParameterizedTest
    @ValueSource(strings = {"probe", "ledger"})
    void should_name_the_commits_that_a_restart_lost(String means) throws SQLException {
        url += "&baton.commitOutcome=" + means;
        try (Connection connection = connect()) {
            connection.setAutoCommit(false);
            for (int id = 1; id <= 6; id++) {
                if (id > 2) {
                    execute(connection, "SET LOCAL synchronous_commit = off");
                }
                execute(connection, insert(id));
                connection.commit();
            }
            killAndStart();

            Awaitility.await().atMost(Duration.ofSeconds(20)).until(() -> !told.isEmpty());
            List<String> lost = IntStream.rangeClosed(1, 6)
                    .filter(this::isMissing)
                    .mapToObj(RestartTest::insert)
                    .toList();
            assertThat(lost).as("the restart went back").isNotEmpty();
            assertThat(told).hasSize(1);
            assertThat(told.get(0).writes().stream().map(LostWrite::statements).flatMap(List::stream))
                    .filteredOn(sql -> sql.startsWith("INSERT"))
                    .containsExactlyElementsOf(lost);
            assertThat(told.get(0).undecided()).isZero();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"probe", "ledger"})
    void should_name_none_when_the_log_was_on_disk(String means) throws SQLException {
        url += "&baton.commitOutcome=" + means;
        try (Connection connection = connect()) {
            connection.setAutoCommit(false);
            for (int id = 1; id <= 3; id++) {
                execute(connection, insert(id));
                connection.commit();
            }
            killAndStart();
            execute(connection, insert(4));
            connection.commit();
            assertThat(entries(cluster.primary())).isEqualTo(4);
            assertThat(told).isEmpty();
        }
    }

    /** Again where the kernel has not buried the first one yet, whose number is in a file. */
    private void killAndStart() {
        cluster.primary().kill();
        Awaitility.await().ignoreExceptions().until(() -> {
            cluster.primary().start();
            return true;
        });
    }

    private boolean isMissing(int id) {
        try {
            return cluster.primary().queryLong("SELECT count(*) FROM entry WHERE id = " + id) == 0;
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
