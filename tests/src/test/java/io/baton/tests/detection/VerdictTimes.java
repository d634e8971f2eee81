/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.tests.detection;

import io.baton.lab.ClusterShape;
import io.baton.lab.PostgresCluster;
import io.baton.lab.PostgresNode;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ThreadLocalRandom;
import org.awaitility.Awaitility;

/**
 * Prints the table of docs/failure-detection.md: for each accident the median and the worst time to the verdicts. The first
 * argument is how often each of them happens.
 */
public final class VerdictTimes {

    public static void main(String[] args) throws Exception {
        int rounds = args.length == 0 ? 20 : Integer.parseInt(args[0]);
        System.out.printf(
                "%d rounds each, %d cores. Median / worst.%n",
                rounds, Runtime.getRuntime().availableProcessors());
        System.out.println("| the primary is | in doubt | down | successor known, after it accepts writes"
                + " | longest call, accident and promotion included | errors seen | load |");
        System.out.println("| --- | --- | --- | --- | --- | --- | --- |");
        for (Accident accident : Accident.values()) {
            System.out.println(new VerdictTimes(accident).row(rounds));
        }
    }

    private final Accident accident;
    private final List<Double> left = new ArrayList<>();
    private final List<Double> down = new ArrayList<>();
    private final List<Double> known = new ArrayList<>();
    private final List<Double> longest = new ArrayList<>();
    private final List<Double> loads = new ArrayList<>();

    private VerdictTimes(Accident accident) {
        this.accident = accident;
    }

    private String row(int rounds) throws Exception {
        try (PostgresCluster cluster = PostgresCluster.start(ClusterShape.trio());
                Watch watch = new Watch(cluster)) {
            // So that a standby that follows the successor is seen to do so at once.
            cluster.primary().executeAsAdmin("GRANT pg_monitor TO app");
            cluster.primary().execute("CREATE TABLE entry (id int); CREATE TABLE few (id int)");
            try (Callers callers =
                    new Callers("jdbc:baton:postgresql://" + cluster.hosts() + "/app?user=app&password=app")) {
                for (int round = 0; round < rounds; round++) {
                    Awaitility.await().until(watch::isWell);
                    // At any moment between two probes.
                    Thread.sleep(ThreadLocalRandom.current().nextLong(1000));
                    callers.forgetLongest();
                    happenOnce(cluster, watch);
                    callers.awaitAllSince(System.nanoTime());
                    longest.add(callers.longestMillis());
                    loads.add(ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage());
                }
                return "| %s | %s | %s | %s | %s | %s | %.0f to %.0f |"
                        .formatted(
                                accident.text,
                                figures(left),
                                figures(down),
                                figures(known),
                                figures(longest),
                                callers.errors().isEmpty() ? "none" : callers.errors(),
                                Collections.min(loads),
                                Collections.max(loads));
            }
        }
    }

    private void happenOnce(PostgresCluster cluster, Watch watch) throws Exception {
        PostgresNode primary = cluster.primary();
        long before = System.nanoTime();
        if (accident.end == Accident.End.NOTHING) {
            happen(accident, cluster, primary);
            watch.requireWellFor(Duration.ofSeconds(3));
            return;
        }
        Thread happening = new Thread(() -> happen(accident, cluster, primary));
        happening.start();
        CompletableFuture<Double> downAfter = CompletableFuture.supplyAsync(() -> down(watch, primary, before));
        left.add(watch.leftAfter(primary, before));
        happening.join();
        if (accident.end == Accident.End.REPLACED) {
            PostgresNode successor = replace(cluster);
            long promoted = System.nanoTime();
            known.add(watch.primaryAfter(successor, promoted));
        }
        down.add(downAfter.join());
        switch (accident.end) {
            case REPLACED -> cluster.rejoin(primary);
            case STARTED_AGAIN -> primary.start();
            case THAWED -> primary.thaw();
            case NOTHING -> {}
        }
    }

    private static void happen(Accident accident, PostgresCluster cluster, PostgresNode primary) {
        try {
            accident.happen(cluster, primary);
        } catch (Exception e) {
            throw new IllegalStateException(accident + " did not happen", e);
        }
    }

    private static double down(Watch watch, PostgresNode primary, long since) {
        try {
            return watch.downAfter(primary, since);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static PostgresNode replace(PostgresCluster cluster) {
        PostgresNode successor = cluster.mostAdvancedStandby();
        for (PostgresNode standby : cluster.standbys()) {
            if (standby != successor && standby.isRunning() && !standby.isFrozen()) {
                cluster.follow(standby, successor);
            }
        }
        cluster.promote(successor);
        return successor;
    }

    private static String figures(List<Double> millis) {
        if (millis.isEmpty()) {
            return "-";
        }
        Collections.sort(millis);
        double median = millis.get(millis.size() / 2);
        double worst = millis.get(millis.size() - 1);
        return String.format(Locale.ROOT, "%,.0f / %,.0f ms", median, worst);
    }
}
