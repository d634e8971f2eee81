/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.tests;

import static org.assertj.core.api.Assertions.assertThat;

import io.baton.examples.HikariTransfers;
import io.baton.examples.Quickstart;
import io.baton.lab.PostgresNode;
import java.util.concurrent.CompletableFuture;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** The examples do what they say, also while the primary is killed. */
class ExamplesTest extends ClusterTest {

    private String plainUrl() {
        return "jdbc:baton:postgresql://" + cluster.hosts() + "/app";
    }

    @Test
    void should_run_the_quickstart() throws Exception {
        Quickstart.main(new String[] {plainUrl(), "app", "app", "5"});
        assertThat(cluster.primary().queryLong("SELECT count(*) FROM greeting")).isEqualTo(5);
    }

    @Test
    void should_run_the_transfers_over_a_failover() throws Exception {
        CompletableFuture<Void> transfers = inBackground(() -> {
            HikariTransfers.main(new String[] {plainUrl(), "app", "app", "2000"});
            return null;
        });
        PostgresNode old = cluster.primary();
        Awaitility.await()
                .ignoreExceptions()
                .until(() -> old.queryLong("SELECT 1000 - balance FROM account WHERE name = 'a'") > 50);

        PostgresNode successor = failOver();

        // It may also end with CommitOutcomeUnknown, if it was a COMMIT that was cut.
        Awaitility.await().until(transfers::isDone);
        assertThat(successor.queryLong("SELECT sum(balance) FROM account"))
                .as("no half transfer")
                .isEqualTo(2000);
    }
}
