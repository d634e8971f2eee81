/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.tests.detection;

import io.baton.lab.PostgresCluster;
import io.baton.lab.PostgresNode;
import java.io.IOException;
import java.sql.SQLException;

/** What happens to the primary, and what is done to have a whole cluster again. */
enum Accident {
    KILLED("all its processes are killed (SIGKILL)", true) {
        @Override
        void happen(PostgresCluster cluster, PostgresNode primary) {
            primary.kill();
        }
    },
    STOPPED_FAST("fast stop (SIGINT): sessions are ended with 57P01", true) {
        @Override
        void happen(PostgresCluster cluster, PostgresNode primary) {
            primary.stopFast();
        }
    },
    FROZEN("frozen (SIGSTOP), nobody is promoted", false) {
        @Override
        void happen(PostgresCluster cluster, PostgresNode primary) {
            primary.freeze();
        }
    },
    FROZEN_AND_REPLACED("frozen (SIGSTOP), a standby is promoted at once", true) {
        @Override
        void happen(PostgresCluster cluster, PostgresNode primary) {
            primary.freeze();
        }
    },
    FROZEN_AND_MISSED("frozen, and its standbys have lost it (witness rule)", false) {
        @Override
        void happen(PostgresCluster cluster, PostgresNode primary)
                throws SQLException, IOException, InterruptedException {
            String senders = "SELECT string_agg(pid::text, ' ') FROM pg_stat_replication";
            String[] pids = text(primary, senders).split(" ", -1);
            primary.freeze();
            for (String pid : pids) {
                // Ends while the rest is frozen, so that the standbys cannot come back.
                new ProcessBuilder("kill", "-KILL", pid).start().waitFor();
            }
        }
    };

    final String text;
    final boolean replaced;

    Accident(String text, boolean replaced) {
        this.text = text;
        this.replaced = replaced;
    }

    abstract void happen(PostgresCluster cluster, PostgresNode primary)
            throws SQLException, IOException, InterruptedException;

    static String text(PostgresNode node, String sql) throws SQLException {
        try (var connection = node.connectAsAdmin();
                var statement = connection.createStatement();
                var row = statement.executeQuery(sql)) {
            row.next();
            return row.getString(1);
        }
    }
}
