/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.driver.internal.outcome;

import io.baton.topology.NodeAddress;
import io.baton.topology.history.ClusterHistory;
import io.baton.topology.history.Heard;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The commits that were acknowledged and that some replica may not have yet, oldest first; and those of the last minute that all
 * replicas have, or that no replica gets, as their server may come back without them. Thread-safe without a lock.
 *
 * <p>Where a COMMIT's record ends is not known to the client. Any end of the primary's log that was read after the
 * acknowledgement is an upper bound; once all replicas have replayed that far they have the commit.
 */
final class AcknowledgedWrites {

    /** Some megabytes. At 5000 commits a second and a probe of each replica a second, half of it is in use. */
    static final int MOST = 10_000;

    /** A server may be set not to wait for its disk; the kernel writes to it what it has by then. */
    private static final Duration MINUTE = Duration.ofMinutes(1);

    private final ReplicaProgress replicas = new ReplicaProgress();
    private final Deque<Write> writes = new ConcurrentLinkedDeque<>();
    private final AtomicInteger size = new AtomicInteger();
    /** Of the last minute, {@link #MOST} of them. */
    private final Deque<Write> recent = new ConcurrentLinkedDeque<>();

    private final AtomicInteger recentSize = new AtomicInteger();
    private final AtomicLong notRemembered = new AtomicLong();

    AcknowledgedWrites(ClusterHistory history) {
        history.addListener(this::heard);
    }

    /** One commit. */
    static final class Write {
        final PendingCommit.Named commit;
        final List<String> statements;
        final Instant acknowledged = Instant.now();
        final long acknowledgedNanos = System.nanoTime();
        /** Null while no end is known. */
        volatile @Nullable LogProgress endsBefore;

        Write(PendingCommit.Named commit, List<String> statements) {
            this.commit = commit;
            this.statements = List.copyOf(statements);
        }

        boolean isOld() {
            return System.nanoTime() - acknowledgedNanos > MINUTE.toNanos();
        }
    }

    void add(PendingCommit.Named commit, List<String> statements) {
        writes.addLast(new Write(commit, statements));
        if (size.incrementAndGet() > MOST && writes.pollFirst() != null) {
            size.decrementAndGet();
            notRemembered.incrementAndGet();
        }
    }

    /** One that no replica gets. */
    void addAlone(PendingCommit.Named commit, List<String> statements) {
        keep(new Write(commit, statements));
    }

    private void keep(Write write) {
        recent.addLast(write);
        Write oldest = recent.peekFirst();
        boolean tooMany = recentSize.incrementAndGet() > MOST;
        if (oldest != null && (tooMany || oldest.isOld()) && recent.remove(oldest)) {
            recentSize.decrementAndGet();
        }
    }

    /**
     * All that a server may lack: what some replica may lack, what was sent to this very server, which may have come back without
     * it, and what it was not seen to have.
     */
    List<Write> thatMayBeMissing(String server, Predicate<PendingCommit.Named> isOfIt) {
        List<Write> all = new ArrayList<>(writes);
        for (Write write : recent) {
            if (isOfIt.test(write.commit) || !replicas.has(server, write.endsBefore)) {
                all.add(write);
            }
        }
        return all;
    }

    boolean isEmpty() {
        return writes.isEmpty() && recent.isEmpty();
    }

    int size() {
        return size.get();
    }

    /** False when it is not remembered any more. */
    boolean remove(Write write) {
        if (writes.remove(write)) {
            size.decrementAndGet();
            return true;
        }
        boolean was = recent.remove(write);
        if (was) {
            recentSize.decrementAndGet();
        }
        return was;
    }

    /** How many were dropped since this was last asked, because there were too many. */
    long takeNotRemembered() {
        return notRemembered.getAndSet(0);
    }

    void left(NodeAddress node) {
        replicas.left(node);
    }

    private void heard(Heard heard) {
        LogProgress progress = LogProgress.of(heard.answer());
        if (progress == null) {
            return;
        }
        if (replicas.heard(heard, progress)) {
            forgetWhatAllReplicasHave();
        } else {
            bound(heard, progress);
        }
    }

    private void bound(Heard primary, LogProgress progress) {
        for (Iterator<Write> newestFirst = writes.descendingIterator(); newestFirst.hasNext(); ) {
            Write write = newestFirst.next();
            if (write.endsBefore != null) {
                return;
            }
            boolean acknowledgedBefore = write.acknowledgedNanos - primary.asked() < 0;
            if (acknowledgedBefore && write.commit.isOfRun(primary)) {
                write.endsBefore = progress;
            }
        }
    }

    private void forgetWhatAllReplicasHave() {
        LogProgress known = null; // Most writes between two looks share one, and to compare takes time.
        Write oldest = writes.peekFirst();
        while (oldest != null
                && oldest.endsBefore != null
                && (oldest.endsBefore == known || replicas.allHave(oldest.endsBefore))) {
            known = oldest.endsBefore;
            if (writes.remove(oldest)) {
                size.decrementAndGet();
                keep(oldest);
            }
            oldest = writes.peekFirst();
        }
    }
}
