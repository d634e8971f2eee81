/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.tests.detection;

import io.baton.lab.ClusterShape;
import io.baton.lab.PostgresCluster;
import io.baton.lab.PostgresNode;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.lang.management.ThreadMXBean;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;

/** Prints what watching a healthy cluster of three nodes costs: CPU of the monitors' threads, sessions on the servers. */
public final class SteadyCost {

    private static final int SECONDS = 30;

    private SteadyCost() {}

    public static void main(String[] args) throws Exception {
        try (PostgresCluster cluster = PostgresCluster.start(ClusterShape.trio())) {
            String url = "jdbc:baton:postgresql://" + cluster.hosts() + "/app?user=app&password=app";
            measure("in use", cluster, url, true);
            measure("idle", cluster, url + "&baton.idleAfter=1s", false);
        }
    }

    private static void measure(String name, PostgresCluster cluster, String url, boolean used) throws Exception {
        try (Connection connection = DriverManager.getConnection(url);
                Statement statement = connection.createStatement()) {
            statement.execute("SELECT 1");
            Thread.sleep(5_000);
            long before = monitorNanos();
            long start = System.nanoTime();
            while (System.nanoTime() - start < SECONDS * 1_000_000_000L) {
                Thread.sleep(100);
                if (used) {
                    statement.execute("SELECT 1");
                }
            }
            double cpu = (monitorNanos() - before) / 1e6 / SECONDS;
            System.out.printf(
                    "%s: %.2f ms CPU per second for all monitors, %d monitor sessions on three servers, %d threads%n",
                    name, cpu, monitorSessions(cluster), Thread.activeCount());
        }
    }

    private static long monitorNanos() {
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        long nanos = 0;
        for (long id : threads.getAllThreadIds()) {
            ThreadInfo info = threads.getThreadInfo(id);
            if (info != null && info.getThreadName().startsWith("baton-monitor-")) {
                nanos += threads.getThreadCpuTime(id);
            }
        }
        return nanos;
    }

    private static long monitorSessions(PostgresCluster cluster) throws SQLException {
        long sessions = 0;
        for (PostgresNode node : cluster.nodes()) {
            sessions += node.queryLongAsAdmin(
                    "SELECT count(*) FROM pg_stat_activity WHERE application_name = 'baton-monitor'");
        }
        return sessions;
    }
}
