/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.driver.internal.replay;

import io.baton.driver.ReplayRefusal;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * What the application did in the open transaction, in order, with what it saw; or why that is not kept. Appending is all that
 * it costs while nothing fails.
 *
 * <p>Written by the thread that uses the connection. Two threads in one transaction would leave their calls in an order
 * that may not be the server's, so the first one to write owns the journal until the transaction ends, and a call of any
 * other thread makes the transaction not replayable.
 */
public final class Journal {

    private final int mostCalls;
    private final long mostBytes;
    private final List<JournalEntry> entries = new ArrayList<>(0);
    private long bytes;
    private final AtomicReference<@Nullable Thread> owner = new AtomicReference<>();
    private volatile @Nullable ReplayRefused refusal;

    public Journal(int mostCalls, long mostBytes) {
        this.mostCalls = mostCalls;
        this.mostBytes = mostBytes;
    }

    /**
     * Writes it down, or gives up on the transaction when there is no room.
     *
     * @param size about how many bytes the entry keeps in memory
     */
    public void add(JournalEntry entry, long size) {
        if (refusal != null || !isMine()) {
            return;
        }
        bytes += size;
        if (entries.size() >= mostCalls) {
            refuse(ReplayRefusal.TOO_MANY_CALLS, "");
        } else if (bytes > mostBytes) {
            refuse(ReplayRefusal.TOO_MUCH_DATA, "");
        } else {
            entries.add(entry);
        }
    }

    /** From now on, and until it ends, the transaction cannot be replayed. The first reason is kept. Any thread. */
    public void refuse(ReplayRefusal reason, String detail) {
        if (refusal == null) {
            refusal = new ReplayRefused(reason, detail);
        }
        if (owner.get() == Thread.currentThread()) {
            entries.clear(); // Nobody will need them.
        }
    }

    /** Why it cannot be replayed; null when it can. */
    public @Nullable ReplayRefused refusal() {
        return refusal;
    }

    public List<JournalEntry> entries() {
        return entries;
    }

    /** What was run of SQL. */
    public List<String> texts() {
        return entries.stream()
                .map(JournalEntry::text)
                .filter(Objects::nonNull)
                .distinct()
                .toList();
    }

    /** Whether the transaction did anything worth writing down. */
    public boolean isEmpty() {
        return entries.isEmpty() && refusal == null;
    }

    /** The transaction has ended. */
    public void clear() {
        entries.clear();
        bytes = 0;
        refusal = null;
        owner.lazySet(null);
    }

    private boolean isMine() {
        Thread me = Thread.currentThread();
        if (owner.get() == me || owner.compareAndSet(null, me)) {
            return true;
        }
        refuse(ReplayRefusal.SHARED_BY_THREADS, "");
        return false;
    }
}
