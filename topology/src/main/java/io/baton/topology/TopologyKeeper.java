/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.topology;

import io.baton.topology.time.Deadline;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one owner of a cluster's {@link Topology}: applies the rules to what is reported, publishes the result, then tells
 * the listeners. Thread-safe.
 *
 * <p>{@link #report} returns when the new topology is visible, so that whoever reports a failure and then looks for a
 * node does not find the one it has just reported. Listeners run later, in one thread and in order.
 */
public final class TopologyKeeper implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(TopologyKeeper.class);

    private final String cluster;
    private final TopologyRules rules;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final AtomicInteger waiting = new AtomicInteger();
    private final List<TopologyListener> listeners = new CopyOnWriteArrayList<>();
    private final ExecutorService notifier;
    private final Stalemate stalemate;
    private volatile Topology topology;
    private volatile boolean used = true;
    private volatile long lastUse = System.nanoTime();

    public TopologyKeeper(String cluster, Topology initial, TopologyRules rules) {
        this.cluster = cluster;
        this.topology = initial;
        this.rules = rules;
        this.stalemate = new Stalemate(cluster, System::nanoTime);
        this.notifier = notifier("baton-events-" + cluster);
    }

    private static ExecutorService notifier(String name) {
        ThreadPoolExecutor executor =
                new ThreadPoolExecutor(1, 1, 10, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), task -> {
                    Thread thread = new Thread(task, name);
                    thread.setDaemon(true);
                    return thread;
                });
        executor.allowCoreThreadTimeOut(true);
        return executor;
    }

    /** The current snapshot. Read it once per decision. */
    public Topology topology() {
        return topology;
    }

    /** Somebody uses the cluster. Cheap enough for every call: it writes only after somebody has looked. */
    public void noteUse() {
        if (!used) {
            used = true;
        }
    }

    /** How long nobody has used the cluster, give or take the time since this was last asked. */
    public Duration idleTime() {
        long now = System.nanoTime();
        if (used || waitingCalls() > 0) {
            used = false;
            lastUse = now;
        }
        return Duration.ofNanos(Math.max(0, now - lastUse));
    }

    /** How many calls wait for a change right now. */
    public int waitingCalls() {
        return waiting.get();
    }

    public void addListener(TopologyListener listener) {
        listeners.add(listener);
    }

    public void removeListener(TopologyListener listener) {
        listeners.remove(listener);
    }

    /** Applies the observation. What it changes is visible to everybody when this returns. */
    public void report(Observation observation) {
        lock.lock();
        try {
            Topology before = topology;
            Topology after = settle(rules.apply(before, observation));
            if (after.version() == before.version()) {
                return;
            }
            topology = after;
            changed.signalAll();
            // Under the lock, so that the queue has the order of the changes.
            notifier.execute(() -> notifyAll(before, after));
        } catch (RejectedExecutionException closed) {
            LOG.debug("[{}] {} came after closing", cluster, observation);
        } finally {
            lock.unlock();
        }
    }

    private Topology settle(Topology observed) {
        Observation settled = stalemate.after(observed);
        return settled == null ? observed : rules.apply(observed, settled);
    }

    /**
     * Waits until the topology satisfies the condition.
     *
     * @return the topology that satisfied it, or the newest one when the deadline passed first
     * @throws InterruptedException when the waiting thread is interrupted
     */
    public Topology await(Predicate<Topology> condition, Deadline deadline) throws InterruptedException {
        Topology current = topology;
        if (condition.test(current)) {
            return current;
        }
        lock.lockInterruptibly();
        waiting.incrementAndGet();
        try {
            long remaining = deadline.remainingNanos();
            while (!condition.test(topology) && remaining > 0) {
                remaining = changed.awaitNanos(remaining);
            }
            return topology;
        } finally {
            waiting.decrementAndGet();
            lock.unlock();
        }
    }

    /** Wakes the calls that wait, so that they look at their condition again: something outside the topology changed. */
    public void recheck() {
        lock.lock();
        try {
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private void notifyAll(Topology before, Topology after) {
        for (TopologyChange change : TopologyChange.between(before, after)) {
            for (TopologyListener listener : listeners) {
                try {
                    listener.onChange(change, after);
                } catch (RuntimeException e) {
                    LOG.error("[{}] a listener failed on {}", cluster, change, e);
                }
            }
        }
    }

    /** Ends the notifier; topologies can still be read. Calls that wait go on until their deadline. */
    @Override
    public void close() {
        notifier.shutdown();
    }
}
