/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.console.drill;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import javax.sql.DataSource;

/** The application: writers and readers on one pool, and what they share. */
final class Load {

    /** What real work between two transactions would take. */
    private static final Duration AFTER_WRITE = Duration.ofMillis(1);

    private static final Duration AFTER_READ = Duration.ofMillis(10);

    private final DrillClock clock;
    private final Timeline timeline;
    private final Moments moments;
    private final int writers;
    private final Ledger ledger = new Ledger();
    private final List<Thread> threads = new ArrayList<>();
    private volatile boolean stopped;

    Load(DrillSettings settings, DataSource pool, DrillClock clock, Timeline timeline, Moments moments) {
        this.clock = clock;
        this.timeline = timeline;
        this.moments = moments;
        this.writers = settings.writers();
        for (int i = 1; i <= writers; i++) {
            threads.add(new Thread(new Writer(i, pool, this), "writer-" + i));
        }
        for (int i = 1; i <= settings.readers(); i++) {
            threads.add(new Thread(new Reader(i, writers, pool, this), "reader-" + i));
        }
    }

    void start() {
        for (Thread thread : threads) {
            thread.setDaemon(true);
            thread.start();
        }
    }

    /**
     * Lets everybody finish what they are at.
     *
     * @return the names of those that did not within the limit
     */
    List<String> stop(Duration limit) throws InterruptedException {
        stopped = true;
        long end = System.nanoTime() + limit.toNanos();
        for (Thread thread : threads) {
            TimeUnit.NANOSECONDS.timedJoin(thread, Math.max(1, end - System.nanoTime()));
        }
        return threads.stream().filter(Thread::isAlive).map(Thread::getName).toList();
    }

    Ledger ledger() {
        return ledger;
    }

    boolean goesOn() {
        return !stopped;
    }

    long now() {
        return clock.now();
    }

    void pauseAfterWrite() {
        LockSupport.parkNanos(AFTER_WRITE.toNanos());
    }

    void pauseAfterRead() {
        LockSupport.parkNanos(AFTER_READ.toNanos());
    }

    boolean isPromotionOrdered() {
        return moments.isPromotionOrdered();
    }

    /** The writer's first acknowledged write after the promotion. */
    void writerBack(int writer) {
        int back = moments.writerBack();
        if (back == 1) {
            timeline.event("clients", "writer " + writer + " is the first to have a write acknowledged again");
        }
        if (back == writers) {
            timeline.event("clients", "all " + writers + " writers write again");
        }
    }
}
