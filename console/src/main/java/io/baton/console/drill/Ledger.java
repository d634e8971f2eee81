/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.console.drill;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.ReentrantLock;

/** What the clients did and what they were told: the other half of the truth, beside the database. Thread-safe. */
final class Ledger {

    private final LongAdder written = new LongAdder();
    private final LongAdder read = new LongAdder();
    private final LongAdder failed = new LongAdder();
    private final ReentrantLock lock = new ReentrantLock();
    private final List<Attempt> attempts = new ArrayList<>();
    private final Map<String, Long> writeErrors = new TreeMap<>();
    private final Map<String, Long> readErrors = new TreeMap<>();
    private final List<String> deaths = new ArrayList<>();
    private long unknownCommitted;
    private long unknownAbsent;
    private long longestReadGap;

    /** Ends the account of one try, acknowledged or not. */
    void add(Attempt attempt) {
        if (attempt.isAcknowledged()) {
            written.increment();
        }
        locked(() -> attempts.add(attempt));
    }

    void hasRead() {
        read.increment();
    }

    void writeFailed(String sqlState) {
        failed.increment();
        locked(() -> writeErrors.merge(sqlState, 1L, Long::sum));
    }

    void readFailed(String sqlState) {
        failed.increment();
        locked(() -> readErrors.merge(sqlState, 1L, Long::sum));
    }

    /** A writer that was not told the outcome of its commit looked for the row. */
    void unknownResolved(boolean committed) {
        locked(() -> {
            if (committed) {
                unknownCommitted++;
            } else {
                unknownAbsent++;
            }
        });
    }

    void readGap(long nanos) {
        locked(() -> longestReadGap = Math.max(longestReadGap, nanos));
    }

    /** A client ended in an exception that JDBC does not know. */
    void died(String who, RuntimeException e) {
        locked(() -> deaths.add(who + " died of " + e));
    }

    long written() {
        return written.sum();
    }

    long read() {
        return read.sum();
    }

    /** Exceptions that clients got, of any kind. */
    long failed() {
        return failed.sum();
    }

    /** A copy of everything as of now. */
    Account account() {
        lock.lock();
        try {
            return new Account(
                    List.copyOf(attempts),
                    read.sum(),
                    new TreeMap<>(writeErrors),
                    new TreeMap<>(readErrors),
                    unknownCommitted,
                    unknownAbsent,
                    longestReadGap,
                    List.copyOf(deaths));
        } finally {
            lock.unlock();
        }
    }

    private void locked(Runnable change) {
        lock.lock();
        try {
            change.run();
        } finally {
            lock.unlock();
        }
    }

    /**
     * The clients' records.
     *
     * @param unknownCommitted commits without an answer that the writer then found in the database
     * @param unknownAbsent those that it did not find
     * @param deaths of clients, in words
     */
    record Account(
            List<Attempt> attempts,
            long reads,
            Map<String, Long> writeErrors,
            Map<String, Long> readErrors,
            long unknownCommitted,
            long unknownAbsent,
            long longestReadGap,
            List<String> deaths) {}
}
