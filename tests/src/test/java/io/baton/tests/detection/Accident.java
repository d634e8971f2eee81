/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.tests.detection;

import io.baton.lab.PostgresCluster;
import io.baton.lab.PostgresNode;
import java.io.IOException;
import java.sql.SQLException;

/** What happens to the primary. */
enum Accident {
    KILLED("all its processes are killed (SIGKILL)", End.REPLACED) {
        @Override
        void happen(PostgresCluster cluster, PostgresNode primary) {
            primary.kill();
        }
    },
    REFUSES("the same, nobody is promoted: its port refuses until it is started again", End.STARTED_AGAIN) {
        @Override
        void happen(PostgresCluster cluster, PostgresNode primary) {
            primary.kill();
        }
    },
    STOPPED_FAST("fast stop (SIGINT): sessions are ended with 57P01", End.REPLACED) {
        @Override
        void happen(PostgresCluster cluster, PostgresNode primary) {
            primary.stopFast();
        }
    },
    STOPPED_AT_ONCE("immediate stop (SIGQUIT): sessions are ended with 57P02, no checkpoint", End.REPLACED) {
        @Override
        void happen(PostgresCluster cluster, PostgresNode primary) {
            primary.stopImmediately();
        }
    },
    SESSIONS_KILLED("well, but the application's sessions are ended (pg_terminate_backend)", End.NOTHING) {
        @Override
        void happen(PostgresCluster cluster, PostgresNode primary) throws SQLException {
            text(
                    primary,
                    "SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity WHERE usename = 'app'"
                            + " AND application_name <> 'baton-monitor'");
        }
    },
    FROZEN("frozen (SIGSTOP), nobody is promoted", End.THAWED) {
        @Override
        void happen(PostgresCluster cluster, PostgresNode primary) {
            primary.freeze();
        }
    },
    FROZEN_AND_REPLACED("frozen (SIGSTOP), a standby is promoted at once", End.REPLACED) {
        @Override
        void happen(PostgresCluster cluster, PostgresNode primary) {
            primary.freeze();
        }
    },
    FROZEN_AND_MISSED("frozen, and its standbys have lost it (witness rule)", End.THAWED) {
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

    /** What is done to have a whole cluster again. */
    enum End {
        REPLACED,
        STARTED_AGAIN,
        THAWED,
        NOTHING
    }

    final String text;
    final End end;

    Accident(String text, End end) {
        this.text = text;
        this.end = end;
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
