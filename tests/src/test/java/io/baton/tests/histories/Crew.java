/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.tests.histories;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/** The clients of a history: owns their threads. */
final class Crew {

    private final List<Client> clients = new ArrayList<>();
    private final List<Thread> threads = new ArrayList<>();
    private final AtomicLong begun = new AtomicLong();
    private volatile Client.Order order = Client.Order.WORK;

    /** @param alwaysText whether values never are bound */
    Crew(Source source, int clients, int readers, Level level, boolean alwaysText, Numbers numbers, long seed) {
        SplittableRandom seeds = new SplittableRandom(seed);
        for (int i = 0; i < clients; i++) {
            boolean readOnly = i < readers;
            SplittableRandom random = seeds.split();
            Level own = readOnly && level == Level.SER ? Level.RR : level;
            this.clients.add(new Client(
                    "c" + i,
                    source,
                    readOnly,
                    () -> {
                        begun.incrementAndGet();
                        return readOnly
                                ? Plan.reading(random, own, numbers)
                                : Plan.any(random, own, alwaysText, numbers);
                    },
                    () -> order));
        }
    }

    void start() {
        for (Client client : clients) {
            Thread thread = new Thread(client, "history-client");
            thread.setDaemon(true);
            threads.add(thread);
            thread.start();
        }
    }

    void order(Client.Order next) {
        order = next;
    }

    /** How many transactions were begun. */
    long begun() {
        return begun.get();
    }

    /**
     * Lets everybody finish.
     *
     * @return how many did not within the limit
     */
    int stop(Duration limit) throws InterruptedException {
        order = Client.Order.STOP;
        long end = System.nanoTime() + limit.toNanos();
        for (Thread thread : threads) {
            TimeUnit.NANOSECONDS.timedJoin(thread, Math.max(1, end - System.nanoTime()));
        }
        return (int) threads.stream().filter(Thread::isAlive).count();
    }

    /** What has ended clients that nobody had stopped. */
    List<RuntimeException> thrown() {
        List<RuntimeException> all = new ArrayList<>();
        for (Client client : clients) {
            RuntimeException thrown = client.thrown();
            if (thrown != null) {
                all.add(thrown);
            }
        }
        return all;
    }

    /** What those have done that have ended. */
    List<Attempt> attempts() {
        List<Attempt> all = new ArrayList<>();
        for (int i = 0; i < clients.size(); i++) {
            if (!threads.get(i).isAlive()) {
                all.addAll(clients.get(i).record());
            }
        }
        return all;
    }
}
