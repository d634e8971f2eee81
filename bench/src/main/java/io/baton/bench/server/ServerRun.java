/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.bench.server;

import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import org.HdrHistogram.Histogram;

/** Lets crews of the vendor's driver and of Baton work by turns on one server, the first turn by turns, too. */
public final class ServerRun {

    /** Until everything is compiled and in the caches. */
    private static final int WARM_UPS = 3;

    private final List<Integer> threads;
    private final int pairs;
    private final Duration turn;
    private final Consumer<String> progress;

    /**
     * A run.
     *
     * @param threads with the last number of them, only the usual setting is measured
     * @param pairs of turns for each workload and number of threads
     * @param turn how long one crew works
     */
    public ServerRun(List<Integer> threads, int pairs, Duration turn, Consumer<String> progress) {
        this.threads = threads;
        this.pairs = pairs;
        this.turn = turn;
        this.progress = progress;
    }

    /** On a server of each vendor that can be started here. */
    public List<ServerResult> run() throws SQLException, InterruptedException {
        List<ServerResult> results = new ArrayList<>();
        for (Vendor vendor : Vendor.values()) {
            String whyNot = vendor.whyNot();
            if (whyNot != null) {
                progress.accept("server: no " + vendor.label() + ", " + whyNot);
                continue;
            }
            try (Vendor.Server server = vendor.start()) {
                for (Workload workload : Workload.values()) {
                    for (Setting setting : workload.settings(vendor)) {
                        for (int size : setting == Setting.USUAL ? threads : threads.subList(0, threads.size() - 1)) {
                            progress.accept("server: " + vendor.label() + ", " + workload.label() + ", "
                                    + setting.label() + ", " + size + " threads");
                            results.add(compare(vendor, server.url(), workload, setting, size));
                        }
                    }
                }
            }
        }
        return results;
    }

    private ServerResult compare(Vendor vendor, String vendors, Workload workload, Setting setting, int size)
            throws SQLException, InterruptedException {
        ExecutorService executor = Executors.newFixedThreadPool(size);
        try (Crew raw = new Crew(vendors, workload, size);
                Crew baton = new Crew(setting.url(vendors), workload, size)) {
            List<ServerResult.Turn> ofRaw = new ArrayList<>();
            List<ServerResult.Turn> ofBaton = new ArrayList<>();
            for (int pair = -WARM_UPS; pair < pairs; pair++) {
                boolean rawFirst = pair % 2 == 0;
                ServerResult.Turn first = turn(rawFirst ? raw : baton, executor);
                ServerResult.Turn second = turn(rawFirst ? baton : raw, executor);
                if (pair >= 0) {
                    ofRaw.add(rawFirst ? first : second);
                    ofBaton.add(rawFirst ? second : first);
                }
            }
            return ServerResult.of(vendor, workload, setting, size, ofRaw, ofBaton);
        } finally {
            executor.shutdownNow();
        }
    }

    private ServerResult.Turn turn(Crew crew, ExecutorService executor) throws InterruptedException {
        long begin = System.nanoTime();
        Histogram latencies = crew.work(executor, turn.toNanos());
        return new ServerResult.Turn(latencies, (System.nanoTime() - begin) / 1e9);
    }
}
