/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.driver.internal.outcome;

import io.baton.topology.Claim;
import io.baton.topology.NodeAddress;
import io.baton.topology.history.ClusterHistory;
import io.baton.topology.history.Heard;
import java.time.Instant;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * The commits that were acknowledged and that some replica may not have yet; oldest first. Thread-safe without a lock.
 *
 * <p>Where a COMMIT's record ends is not known to the client. Any end of the primary's log that was read after the
 * acknowledgement is an upper bound; once all replicas have replayed that far they have the commit.
 */
final class AcknowledgedWrites {

    /** Some megabytes. At 5000 commits a second and a probe of each replica a second, half of it is in use. */
    static final int MOST = 10_000;

    private final Map<NodeAddress, LogProgress> replicas = new ConcurrentHashMap<>();
    private final Deque<Write> writes = new ConcurrentLinkedDeque<>();
    private final AtomicInteger size = new AtomicInteger();
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
    }

    void add(PendingCommit.Named commit, List<String> statements) {
        writes.addLast(new Write(commit, statements));
        if (size.incrementAndGet() > MOST && writes.pollFirst() != null) {
            size.decrementAndGet();
            notRemembered.incrementAndGet();
        }
    }

    Iterable<Write> all() {
        return writes;
    }

    boolean isEmpty() {
        return writes.isEmpty();
    }

    int size() {
        return size.get();
    }

    void remove(Write write) {
        if (writes.remove(write)) {
            size.decrementAndGet();
        }
    }

    /** How many were dropped since this was last asked, because there were too many. */
    long takeNotRemembered() {
        return notRemembered.getAndSet(0);
    }

    private void heard(Heard heard) {
        LogProgress progress = LogProgress.of(heard.answer());
        if (progress == null) {
            return;
        }
        if (heard.answer().claim() == Claim.STANDBY) {
            replicas.put(heard.node(), progress);
            forgetWhatAllReplicasHave();
        } else {
            replicas.remove(heard.node());
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
        while (oldest != null && oldest.endsBefore != null && (oldest.endsBefore == known || have(oldest.endsBefore))) {
            known = oldest.endsBefore;
            remove(oldest);
            oldest = writes.peekFirst();
        }
    }

    private boolean have(LogProgress end) {
        return !replicas.isEmpty() && replicas.values().stream().allMatch(replica -> replica.reaches(end));
    }
}
