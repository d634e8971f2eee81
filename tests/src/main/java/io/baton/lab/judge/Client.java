/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.lab.judge;

import io.baton.lab.judge.Crew.Order;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;

/**
 * A thread of an application: one transaction after the other, each written down with what it was told. It repeats nothing:
 * a new try would be a new transaction, so that each is judged by itself.
 */
final class Client implements Runnable {

    /** What real work between two transactions would take. */
    private static final long PAUSE_NANOS = 1_000_000;

    private final String name;
    private final Application application;
    private final boolean writes;
    private final Wording wording;
    private final Random random;
    private final AtomicLong tokens;
    private final Supplier<Order> orders;
    private final List<Transaction> record = new ArrayList<>();

    Client(
            String name,
            Application application,
            boolean writes,
            Wording wording,
            long seed,
            AtomicLong tokens,
            Supplier<Order> orders) {
        this.name = name;
        this.application = application;
        this.writes = writes;
        this.wording = wording;
        this.random = new Random(seed);
        this.tokens = tokens;
        this.orders = orders;
    }

    String name() {
        return name;
    }

    /** To be asked for when the thread has ended. */
    List<Transaction> record() {
        return record;
    }

    @Override
    public void run() {
        for (Order order = orders.get(); order != Order.STOP; order = orders.get()) {
            if (order == Order.WORK) {
                record.add(once());
            }
            LockSupport.parkNanos(PAUSE_NANOS);
        }
    }

    private Transaction once() {
        Deeds deeds = new Deeds(wording, random, tokens);
        Told told = Told.DONE;
        String state = "";
        try {
            application.transact(writes ? deeds.any() : deeds::look);
        } catch (Exception e) {
            told = Told.by(e);
            state = Told.state(e);
        }
        return new Transaction(name, writes, deeds.effects(), deeds.reads(), told, state, System.nanoTime());
    }
}
