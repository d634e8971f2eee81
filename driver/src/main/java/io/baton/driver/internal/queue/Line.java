/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.driver.internal.queue;

import io.baton.topology.time.Deadline;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;

/**
 * Lets a few in at a time, in the order of their tickets. A semaphore lets in whoever came to it first, and wakes nobody who
 * gives up. While there is room, going in and out is one atomic operation each. The lock covers the queue alone, never what
 * is done inside. Thread-safe.
 */
public final class Line {

    private final int room;
    private final AtomicInteger inside = new AtomicInteger();
    private final ReentrantLock lock = new ReentrantLock();
    /** By number. Each waits on a condition of its own, so that only those wake up whose turn it is. */
    private final TreeMap<Long, Condition> queue = new TreeMap<>();
    /** The size of the queue, for those who do not hold the lock. */
    private volatile int waiting;

    public Line(int room) {
        this.room = room;
    }

    /** Whether anybody waits. */
    public boolean isWaitedIn() {
        return waiting > 0;
    }

    /** Goes in if there is room and nobody waits. */
    public boolean enterAtOnce() {
        return waiting == 0 && takeRoom();
    }

    /**
     * Waits for its turn. Who is let in must {@link #leave}.
     *
     * @return false when the deadline passed first, or it was given up
     * @throws InterruptedException when it has to wait and is interrupted
     */
    public boolean enter(Ticket ticket) throws InterruptedException {
        return enter(ticket, ticket.deadline(), () -> false);
    }

    /**
     * As {@link #enter(Ticket)}, but with a deadline of its own, and leaving the queue also when it is useless, which is looked
     * at after {@link #recheckAll}.
     */
    public boolean enter(Ticket ticket, Deadline deadline, BooleanSupplier useless) throws InterruptedException {
        if (enterAtOnce()) {
            return true;
        }
        lock.lockInterruptibly();
        try {
            Condition turn = lock.newCondition();
            queue.put(ticket.number(), turn);
            waiting = queue.size();
            ticket.standsIn(this);
            return awaitTurn(ticket, turn, deadline, useless);
        } finally {
            ticket.standsIn(null);
            queue.remove(ticket.number());
            waiting = queue.size();
            wakeFirst();
            lock.unlock();
        }
    }

    private boolean awaitTurn(Ticket ticket, Condition turn, Deadline deadline, BooleanSupplier useless)
            throws InterruptedException {
        while (!ticket.isGivenUp() && !useless.getAsBoolean()) {
            if (queue.firstKey() == ticket.number() && takeRoom()) {
                return true;
            }
            long remaining = deadline.remainingNanos();
            if (remaining <= 0) {
                return false;
            }
            turn.await(remaining, TimeUnit.NANOSECONDS);
        }
        return false;
    }

    private boolean takeRoom() {
        int now = inside.get();
        while (now < room) {
            if (inside.compareAndSet(now, now + 1)) {
                return true;
            }
            now = inside.get();
        }
        return false;
    }

    /** Makes room for the next one. */
    public void leave() {
        inside.decrementAndGet();
        if (waiting > 0) { // Whoever joins the queue after this was read finds the room itself.
            lock.lock();
            try {
                wakeFirst();
            } finally {
                lock.unlock();
            }
        }
    }

    private void wakeFirst() {
        if (!queue.isEmpty() && inside.get() < room) {
            queue.firstEntry().getValue().signal();
        }
    }

    /** One of those who wait may have a reason to go. */
    void recheck(Ticket ticket) {
        lock.lock();
        try {
            Condition turn = queue.get(ticket.number());
            if (turn != null) {
                turn.signal();
            }
        } finally {
            lock.unlock();
        }
    }

    /** All of them may. They wake up in order. */
    public void recheckAll() {
        if (waiting > 0) {
            lock.lock();
            try {
                queue.values().forEach(Condition::signal);
            } finally {
                lock.unlock();
            }
        }
    }
}
