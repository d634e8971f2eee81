/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.tests;

import io.baton.lab.ClusterShape;
import io.baton.lab.PostgresCluster;
import io.baton.lab.PostgresNode;
import io.baton.lab.Succession;
import java.io.IOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.CompletableFuture;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** A trio of real servers of its own for each test, since tests break them. */
abstract class ClusterTest {

    PostgresCluster cluster;
    String url;

    ClusterShape shape() {
        return ClusterShape.trio();
    }

    @BeforeEach
    void startCluster() throws SQLException {
        cluster = PostgresCluster.start(shape());
        url = "jdbc:baton:postgresql://" + cluster.hosts() + "/app?user=app&password=app";
        cluster.primary().execute("CREATE TABLE entry (id int, note text)");
        cluster.awaitReplayed(); // Whoever is promoted has the table.
    }

    @AfterEach
    void stopCluster() {
        cluster.close();
    }

    Connection connect() throws SQLException {
        return DriverManager.getConnection(url);
    }

    /** Promotes the most advanced standby, with the other one already following it, as a cluster manager does. */
    PostgresNode promote() {
        PostgresNode former = cluster.primary();
        if (!former.isRunning() || former.isFrozen()) {
            return Succession.replacePrimary(cluster); // What it had sent may still be on its way to one of them.
        }
        PostgresNode successor = cluster.mostAdvancedStandby();
        for (PostgresNode standby : cluster.standbys()) {
            if (standby != successor && standby.isRunning() && !standby.isFrozen()) {
                cluster.follow(standby, successor);
            }
        }
        cluster.promote(successor);
        return successor;
    }

    /** Kills the primary and promotes a standby. */
    PostgresNode failOver() {
        cluster.primary().kill();
        return promote();
    }

    /** From now on the primary sends nothing more to its only standby. (To freeze the standby is not enough: the sockets hold much.) */
    void stopSending() throws SQLException, IOException, InterruptedException {
        long sender = cluster.primary().queryLongAsAdmin("SELECT pid FROM pg_stat_replication");
        new ProcessBuilder("sh", "-c", "kill -s STOP " + sender).start().waitFor();
    }

    static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    static String query(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getString(1);
        }
    }

    /** The port of the server that really runs the connection's statements. */
    static int port(Connection connection) throws SQLException {
        return Integer.parseInt(query(connection, "SELECT inet_server_port()"));
    }

    static long entries(PostgresNode node) throws SQLException {
        return node.queryLong("SELECT count(*) FROM entry");
    }

    static void awaitEntries(PostgresNode node, long expected) {
        Awaitility.await().until(() -> entries(node) == expected);
    }

    /** Something that may throw, run in a thread of its own. */
    @FunctionalInterface
    interface Task<T> {
        T run() throws Exception;
    }

    static <T> CompletableFuture<T> inBackground(Task<T> task) {
        CompletableFuture<T> result = new CompletableFuture<>();
        Thread thread = TestThreads.unstarted(() -> {
            try {
                result.complete(task.run());
            } catch (Exception e) {
                result.completeExceptionally(e);
            }
        });
        thread.start();
        return result;
    }

    /** Waits until the server runs that many statements for the application that contain the text. */
    static void awaitRunning(PostgresNode node, String text) {
        Awaitility.await()
                .until(() -> node.queryLongAsAdmin(
                                "SELECT count(*) FROM pg_stat_activity WHERE usename = 'app' AND state = 'active' AND query LIKE '%"
                                        + text + "%'")
                        > 0);
    }
}
