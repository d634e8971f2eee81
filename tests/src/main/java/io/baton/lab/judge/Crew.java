/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.lab.judge;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/** The clients at work: owns their threads. */
final class Crew {

    private final List<Client> clients = new ArrayList<>();
    private final List<Thread> threads = new ArrayList<>();
    private final Wording wording;
    private final AtomicLong tokens;
    private volatile Order order = Order.WORK;

    /** What clients look at between two transactions. */
    enum Order {
        WORK,
        REST,
        STOP
    }

    Crew(Wording wording, AtomicLong tokens) {
        this.wording = wording;
        this.tokens = tokens;
    }

    void add(Application application, boolean writes, Random seeds) {
        String name = application.name() + " " + (clients.size() + 1);
        clients.add(new Client(name, application, writes, wording, seeds.nextLong(), tokens, () -> order));
    }

    void start() {
        for (Client client : clients) {
            Thread thread = new Thread(client, "lab-client-" + client.name());
            thread.setDaemon(true);
            threads.add(thread);
            thread.start();
        }
    }

    /** Lets everybody finish what they are at and then wait. */
    void rest() {
        order = Order.REST;
    }

    /** Ends {@link #rest}. */
    void work() {
        order = Order.WORK;
    }

    /**
     * Lets everybody finish what they are at.
     *
     * @return the names of those that did not within the limit
     */
    List<String> stop(Duration limit) {
        order = Order.STOP;
        long end = System.nanoTime() + limit.toNanos();
        try {
            for (Thread thread : threads) {
                TimeUnit.NANOSECONDS.timedJoin(thread, Math.max(1, end - System.nanoTime()));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return threads.stream().filter(Thread::isAlive).map(Thread::getName).toList();
    }

    /** What those have done that have ended. */
    List<Transaction> transactions() {
        List<Transaction> all = new ArrayList<>();
        for (int i = 0; i < clients.size(); i++) {
            if (!threads.get(i).isAlive()) {
                all.addAll(clients.get(i).record());
            }
        }
        return all;
    }
}
