/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.tests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.baton.driver.CommitOutcomeUnknown;
import io.baton.lab.Await;
import io.baton.lab.ClusterShape;
import io.baton.lab.PostgresNode;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** A COMMIT that is under way when the primary is killed: it waits for a standby that is frozen. */
class CommitTest extends ClusterTest {

    @Override
    ClusterShape shape() {
        return ClusterShape.trio().withSynchronousCommit();
    }

    private Connection connection;
    private CompletableFuture<Void> commit;

    private void startCommit(Task<Void> committing) throws SQLException {
        connection = connect();
        connection.setAutoCommit(false);
        execute(connection, "INSERT INTO entry VALUES (1)");
        cluster.standbys().forEach(PostgresNode::freeze);
        commit = inBackground(committing);
        awaitRunning(cluster.primary(), "COMMIT");
    }

    private void killAndThaw() {
        cluster.primary().kill();
        cluster.standbys().forEach(PostgresNode::thaw);
        promote();
    }

    /** Whether the promoted standby has it depends on what was on its way; if not, it is replayed and committed there. */
    private void assertCommittedOnce() throws Exception {
        commit.get(2, TimeUnit.MINUTES);
        assertThat(entries(cluster.primary())).isEqualTo(1);
        assertThat(query(connection, "SELECT count(*) FROM entry")).isEqualTo("1");
    }

    @Test
    void should_return_when_it_is_committed_once() throws Exception {
        startCommit(() -> {
            connection.commit();
            return null;
        });
        killAndThaw();
        assertCommittedOnce();
    }

    @Test
    void should_know_a_commit_by_text() throws Exception {
        startCommit(() -> {
            execute(connection, "/* done */ COMMIT;");
            return null;
        });
        killAndThaw();
        assertCommittedOnce();
    }

    @Test
    void should_report_it_as_unknown_and_close_the_connection_when_nobody_was_asked() throws SQLException {
        url += "&baton.commitOutcome=off";
        startCommit(() -> {
            connection.commit();
            return null;
        });

        killAndThaw();

        assertThat(commit)
                .failsWithin(Await.LIMIT)
                .withThrowableThat()
                .havingCause()
                .isInstanceOf(CommitOutcomeUnknown.class)
                .hasFieldOrPropertyWithValue("SQLState", "08007");
        assertThat(connection.isClosed()).isTrue();
        assertThat(connection.isValid(1)).isFalse();
        assertThatCode(connection::rollback)
                .as("frameworks roll back after a failed commit")
                .doesNotThrowAnyException();
        assertThatThrownBy(() -> execute(connection, "SELECT 1")).hasFieldOrPropertyWithValue("SQLState", "08003");
    }
}
