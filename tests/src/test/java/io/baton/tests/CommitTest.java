/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.tests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.baton.driver.CommitOutcomeUnknown;
import io.baton.driver.TransactionLost;
import io.baton.lab.ClusterShape;
import io.baton.lab.PostgresNode;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
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

    /** Whether the promoted standby has it depends on what was on its way; whatever it is, the application is told so. */
    private void assertAnswerIsTrue() throws Exception {
        boolean committed = true;
        try {
            commit.get(30, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            assertThat(e).hasCauseInstanceOf(TransactionLost.class);
            committed = false;
        }
        assertThat(entries(cluster.primary())).isEqualTo(committed ? 1 : 0);
        connection.rollback();
        assertThat(query(connection, "SELECT count(*) FROM entry")).isEqualTo(committed ? "1" : "0");
    }

    @Test
    void should_tell_what_became_of_it() throws Exception {
        startCommit(() -> {
            connection.commit();
            return null;
        });
        killAndThaw();
        assertAnswerIsTrue();
    }

    @Test
    void should_know_a_commit_by_text() throws Exception {
        startCommit(() -> {
            execute(connection, "/* done */ COMMIT;");
            return null;
        });
        killAndThaw();
        assertAnswerIsTrue();
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
                .failsWithin(10, TimeUnit.SECONDS)
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
