/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.lab;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * A failover of an asynchronous cluster in which it is known what gets lost: from a certain moment on nothing of the
 * primary's log leaves it, so that a commit which begins later is acknowledged and is not on the node that takes over.
 */
public final class LossyFailover {

    private final PostgresCluster cluster;
    private final List<Long> senders;

    private LossyFailover(PostgresCluster cluster, List<Long> senders) {
        this.cluster = cluster;
        this.senders = senders;
    }

    /**
     * Waits until the standbys have everything that was committed when this was called, and then freezes the processes that
     * send them the log. Applications work on undisturbed.
     */
    public static LossyFailover begin(PostgresCluster cluster) throws SQLException {
        PostgresNode primary = cluster.primary();
        for (PostgresNode standby : cluster.standbys()) {
            // Otherwise it would ask for a new sender after a few seconds of silence.
            configure(standby, "SET wal_receiver_timeout = 0");
        }
        cluster.awaitReplayed();
        List<Long> senders = senders(primary);
        List<ProcessHandle> processes =
                senders.stream().map(pid -> ProcessHandle.of(pid).orElseThrow()).toList();
        Processes.signal("STOP", processes);
        Processes.awaitStopped(primary + " sends nothing more", processes);
        return new LossyFailover(cluster, senders);
    }

    /**
     * Kills the primary, promotes the most advanced standby and returns it.
     *
     * @throws LabException when a standby has got hold of the log in another way meanwhile
     */
    public PostgresNode failOver() throws SQLException {
        if (!senders.containsAll(senders(cluster.primary()))) {
            throw new LabException("A standby of " + cluster.primary() + " has connected anew");
        }
        cluster.primary().kill();
        PostgresNode successor = Succession.replacePrimary(cluster);
        for (PostgresNode node : cluster.nodes()) {
            if (node.isRunning()) {
                configure(node, "RESET wal_receiver_timeout");
            }
        }
        return successor;
    }

    /** Those of the numbers that are in no row of the primary's table. */
    public SortedSet<Long> missing(String table, String column, Collection<Long> acknowledged) throws SQLException {
        SortedSet<Long> missing = new TreeSet<>(acknowledged);
        try (Connection connection = cluster.primary().connectAsAdmin();
                PreparedStatement select = connection.prepareStatement("SELECT " + column + " FROM " + table);
                ResultSet rows = select.executeQuery()) {
            while (rows.next()) {
                missing.remove(rows.getLong(1));
            }
        }
        return missing;
    }

    private static void configure(PostgresNode node, String change) throws SQLException {
        node.executeAsAdmin("ALTER SYSTEM " + change);
        node.executeAsAdmin("SELECT pg_reload_conf()");
    }

    private static List<Long> senders(PostgresNode primary) throws SQLException {
        try (Connection connection = primary.connectAsAdmin();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT pid FROM pg_stat_replication")) {
            List<Long> pids = new ArrayList<>();
            while (rows.next()) {
                pids.add(rows.getLong(1));
            }
            return pids;
        }
    }
}
