/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.lab;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/** Asks servers how far replication has come. */
final class Replication {

    /** After a restart the received position is rounded down, then the replayed one is ahead of it. */
    private static final String POSITION = """
            SELECT greatest(coalesce(pg_wal_lsn_diff(pg_last_wal_receive_lsn(), '0/0'), 0),
                            coalesce(pg_wal_lsn_diff(pg_last_wal_replay_lsn(), '0/0'), 0))::bigint
            """;

    private static final String RECEIVES_FROM =
            "SELECT count(*) FROM pg_stat_wal_receiver WHERE status = 'streaming' AND sender_port = %d";

    private static final String RECEIVES = "SELECT count(*) FROM pg_stat_wal_receiver WHERE status = 'streaming'";

    private static final String REPLAYED = "SELECT (pg_last_wal_replay_lsn() - '0/0' >= %d)::int";

    private static final String SENDS_TO =
            "SELECT count(*) FROM pg_stat_replication WHERE state = 'streaming' AND application_name = '%s'";

    private Replication() {}

    /** Waits until both ends say that the standby streams from that server and has caught up once. */
    static void awaitStreaming(PostgresNode standby, PostgresNode upstream) {
        Await.until(
                standby + " streams from " + upstream,
                Await.LIMIT,
                () -> isStreaming(standby, upstream),
                () -> standby.logTail() + "\n" + upstream.logTail());
    }

    /** Waits until the standbys show everything that was committed on the primary when this was called. */
    static void awaitReplayed(List<PostgresNode> standbys, PostgresNode primary) throws SQLException {
        long position = primary.queryLongAsAdmin("SELECT pg_current_wal_flush_lsn() - '0/0'");
        for (PostgresNode standby : standbys) {
            Await.until(
                    standby + " shows what is on " + primary,
                    Await.LIMIT,
                    () -> standby.queryLongAsAdmin(REPLAYED.formatted(position)) == 1,
                    standby::logTail);
        }
    }

    /** Whether both ends say that the standby streams from that server. */
    static boolean isStreaming(PostgresNode standby, PostgresNode upstream) {
        try {
            return standby.queryLongAsAdmin(RECEIVES_FROM.formatted(upstream.port())) > 0
                    && upstream.queryLongAsAdmin(SENDS_TO.formatted(standby.name())) > 0;
        } catch (SQLException e) {
            return false;
        }
    }

    /**
     * Waits until standbys have taken in all that their upstream has sent before it died or stopped. Until then the one that
     * has less may still overtake the other.
     */
    static void awaitDrained(List<PostgresNode> standbys, boolean upstreamIsDead) {
        for (PostgresNode standby : standbys) {
            if (upstreamIsDead) {
                Await.until(
                        standby + " has lost its upstream",
                        Await.LIMIT,
                        () -> standby.queryLongAsAdmin(RECEIVES) == 0,
                        standby::logTail);
            } else {
                AtomicLong before = new AtomicLong(-1);
                Await.until(
                        standby + " receives nothing more",
                        Await.LIMIT,
                        () -> {
                            long now = position(standby);
                            return before.getAndSet(now) == now;
                        },
                        standby::logTail);
            }
        }
    }

    /** The standby that has received most of the log, among those that run. */
    static PostgresNode mostAdvanced(List<PostgresNode> standbys) {
        return standbys.stream()
                .filter(node -> node.isRunning() && !node.isFrozen())
                .max(Comparator.comparingLong(Replication::position))
                .orElseThrow(() -> new LabException("None of the standbys runs: " + standbys));
    }

    private static long position(PostgresNode standby) {
        try (Connection connection = standby.connectAsAdmin()) {
            return Sql.queryLong(connection, POSITION);
        } catch (SQLException e) {
            throw new LabException("Cannot ask " + standby + " how far it is\n" + standby.logTail(), e);
        }
    }
}
