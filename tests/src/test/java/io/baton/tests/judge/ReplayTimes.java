/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.tests.judge;

import io.baton.lab.ClusterShape;
import io.baton.lab.PostgresCluster;
import io.baton.lab.Succession;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;

/**
 * Prints how long after a promotion the transactions come back that were open when the primary was killed: replayed and committed.
 * The arguments are how often that happens and how many transactions are open.
 */
public final class ReplayTimes {

    private ReplayTimes() {}

    public static void main(String[] args) throws Exception {
        int rounds = args.length > 0 ? Integer.parseInt(args[0]) : 20;
        int open = args.length > 1 ? Integer.parseInt(args[1]) : 8;
        List<Double> first = new ArrayList<>();
        List<Double> all = new ArrayList<>();
        try (PostgresCluster cluster = PostgresCluster.start(ClusterShape.trio().withSynchronousCommit())) {
            Truth.createSchema(cluster.primary());
            String url = "jdbc:baton:postgresql://" + cluster.hosts() + "/app?user=app&password=app";
            List<Connection> connections = new ArrayList<>();
            for (int i = 0; i < open; i++) {
                connections.add(DriverManager.getConnection(url));
            }
            for (int round = 0; round < rounds; round++) {
                List<Double> times = replayed(cluster, connections);
                first.add(Collections.min(times));
                all.addAll(times);
                Succession.restoreStandbys(cluster);
            }
            for (Connection connection : connections) {
                connection.close();
            }
        }
        System.out.println("ms from the end of the promotion to the return of commit(), " + rounds + " promotions with "
                + open + " open transactions each: first " + figures(first) + ", all " + figures(all));
    }

    private static List<Double> replayed(PostgresCluster cluster, List<Connection> connections) throws Exception {
        for (Connection connection : connections) {
            connection.setAutoCommit(false);
            begin(connection);
        }
        cluster.primary().kill();
        List<CompletableFuture<Long>> commits = connections.stream()
                .map(connection -> CompletableFuture.supplyAsync(() -> commit(connection), ReplayTimes::start))
                .toList();
        Succession.replacePrimary(cluster);
        long promoted = System.nanoTime();
        return commits.stream().map(commit -> (commit.join() - promoted) / 1e6).toList();
    }

    private static void start(Runnable task) {
        Thread thread = new Thread(task, "replay-times");
        thread.setDaemon(true);
        thread.start();
    }

    private static void begin(Connection connection) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement("SELECT n FROM number ORDER BY n");
                ResultSet rows = select.executeQuery()) {
            while (rows.next()) {
                rows.getLong(1);
            }
        }
        try (PreparedStatement insert = connection.prepareStatement("INSERT INTO keyed (tag) VALUES (1) RETURNING id");
                ResultSet key = insert.executeQuery()) {
            key.next();
            key.getLong(1);
        }
        try (PreparedStatement mark = connection.prepareStatement("INSERT INTO mark (tag, step) VALUES (1, 1)")) {
            mark.executeUpdate();
        }
    }

    private static long commit(Connection connection) {
        try {
            connection.commit();
            return System.nanoTime();
        } catch (SQLException e) {
            throw new IllegalStateException("not replayed", e);
        }
    }

    private static String figures(List<Double> millis) {
        List<Double> sorted = new ArrayList<>(millis);
        Collections.sort(sorted);
        return String.format(
                Locale.ROOT, "median %.0f, worst %.0f", sorted.get(sorted.size() / 2), sorted.get(sorted.size() - 1));
    }
}
