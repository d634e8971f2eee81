/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.console.drill;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Counts along while the load runs, and prints a line each second: how much, how many errors, and its course in tenths. */
final class Meter {

    static final Duration STEP = Duration.ofMillis(100);
    private static final int STEPS_PER_LINE = 10;

    private final Ledger ledger;
    private final DrillClock clock;
    private final Timeline timeline;
    private final List<Long> writes = new ArrayList<>();
    private final Thread thread = new Thread(this::run, "meter");
    private long maximum = 1;
    private long written;
    private long read;
    private long failed;
    private long readAtLine;
    private long failedAtLine;
    private volatile boolean stopped;

    Meter(Ledger ledger, DrillClock clock, Timeline timeline) {
        this.ledger = ledger;
        this.clock = clock;
        this.timeline = timeline;
        thread.setDaemon(true);
    }

    void start() {
        thread.start();
    }

    /** Acknowledged writes in each tenth of a second. */
    List<Long> stop() throws InterruptedException {
        stopped = true;
        thread.join();
        return List.copyOf(writes);
    }

    private void run() {
        for (long step = 1; !stopped; step++) {
            long at = step * STEP.toNanos();
            clock.pauseUntil(at);
            sample();
            if (step % STEPS_PER_LINE == 0) {
                print(at);
            }
        }
    }

    private void sample() {
        long now = ledger.written();
        writes.add(now - written);
        maximum = Math.max(maximum, now - written);
        written = now;
        read = ledger.read();
        failed = ledger.failed();
    }

    private void print(long at) {
        List<Long> second = writes.subList(writes.size() - STEPS_PER_LINE, writes.size());
        long sum = second.stream().mapToLong(Long::longValue).sum();
        timeline.tick(
                at,
                String.format(
                        Locale.ROOT,
                        "%6d writes/s %6d reads/s %4d errors  |%s|",
                        sum,
                        read - readAtLine,
                        failed - failedAtLine,
                        Sparkline.of(second, maximum)));
        readAtLine = read;
        failedAtLine = failed;
    }
}
