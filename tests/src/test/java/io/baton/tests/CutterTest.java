/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.tests;

import io.baton.lab.ClusterShape;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** A primary behind an {@link AnswerCutter}, and one standby. */
abstract class CutterTest extends ClusterTest {

    AnswerCutter cutter;

    @Override
    ClusterShape shape() {
        return ClusterShape.pair();
    }

    /** What the URL has more. */
    abstract String options();

    @BeforeEach
    final void putCutterBefore() throws IOException {
        cutter = new AnswerCutter(cluster.primary().port());
        StringBuilder hosts = new StringBuilder("127.0.0.1:").append(cutter.port());
        cluster.standbys().forEach(standby -> hosts.append(",127.0.0.1:").append(standby.port()));
        url = "jdbc:baton:postgresql://" + hosts + "/app?user=app&password=app" + options();
    }

    @AfterEach
    final void closeCutter() throws IOException {
        cutter.close();
    }

    final Connection begin() throws SQLException {
        Connection connection = connect();
        connection.setAutoCommit(false);
        return connection;
    }

    final void makeLedger() throws SQLException {
        cluster.primary()
                .execute("CREATE TABLE baton_ledger"
                        + " (entry uuid PRIMARY KEY, outcome \"char\" NOT NULL, written timestamptz NOT NULL)");
    }

    /** What there is in the ledger of that kind: entries (C) or marks (A). */
    final long ledger(String outcome) throws SQLException {
        return cluster.primary().queryLong("SELECT count(*) FROM baton_ledger WHERE outcome = '" + outcome + "'");
    }

    /** The old server goes on, but nobody sees an answer and nobody can ask it. */
    final CompletableFuture<Void> cutAndCommit(Connection connection) {
        cutter.cutOffAfter("COMMIT");
        return inBackground(() -> {
            connection.commit();
            return null;
        });
    }
}
