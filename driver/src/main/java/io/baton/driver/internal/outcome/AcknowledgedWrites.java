/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.driver.internal.outcome;

import io.baton.topology.history.ClusterHistory;
import io.baton.topology.history.Sighting;
import java.time.Instant;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The commits that were acknowledged and that some replica may not have yet; oldest first. Thread-safe without a lock.
 *
 * <p>Where a COMMIT's record ends is not known to the client. Any end of the primary's log that was read after the
 * acknowledgement is an upper bound; once all replicas have replayed that far they have the commit.
 */
final class AcknowledgedWrites {

    /** Some megabytes. At 5000 commits a second and a probe of each replica a second, half of it is in use. */
    static final int MOST = 10_000;

    private static final long NOT_KNOWN = Long.MAX_VALUE;

    private final ClusterHistory history;
    private final Deque<Write> writes = new ConcurrentLinkedDeque<>();
    private final AtomicInteger size = new AtomicInteger();
    private final AtomicLong notRemembered = new AtomicLong();

    AcknowledgedWrites(ClusterHistory history) {
        this.history = history;
        history.addListener(this::seen);
    }

    /** One commit. */
    static final class Write {
        final PendingCommit.Named commit;
        final List<String> statements;
        final Instant acknowledged = Instant.now();
        final long acknowledgedNanos = System.nanoTime();
        volatile long endsBefore = NOT_KNOWN;

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

    private void seen(Sighting sighting) {
        if (writes.isEmpty()) {
            return;
        }
        if (sighting.log().inRecovery()) {
            forgetWhatAllReplicasHave();
        } else {
            bound(sighting);
        }
    }

    private void bound(Sighting primary) {
        for (Iterator<Write> newestFirst = writes.descendingIterator(); newestFirst.hasNext(); ) {
            Write write = newestFirst.next();
            if (write.endsBefore != NOT_KNOWN) {
                return;
            }
            boolean acknowledgedBefore = write.acknowledgedNanos - primary.asked() < 0;
            if (acknowledgedBefore && write.commit.run().equals(primary.run())) {
                write.endsBefore = primary.log().end();
            }
        }
    }

    private void forgetWhatAllReplicasHave() {
        OptionalLong replayedByAll = history.latest().stream()
                .filter(sighting -> sighting.log().inRecovery())
                .mapToLong(sighting -> sighting.log().end())
                .min();
        Write oldest = writes.peekFirst();
        while (replayedByAll.isPresent() && oldest != null && oldest.endsBefore <= replayedByAll.getAsLong()) {
            remove(oldest);
            oldest = writes.peekFirst();
        }
    }
}
