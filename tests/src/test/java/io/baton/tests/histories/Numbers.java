/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.tests.histories;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.random.RandomGenerator;

/** What all clients of a history share: numbers that are given once, and the few lists that are in use at a time. Thread-safe. */
final class Numbers {

    private static final int AT_A_TIME = 12;
    private static final int APPENDS = 20;

    private final AtomicLong last;
    private final AtomicInteger appends = new AtomicInteger();

    /** @param above those that are given already */
    Numbers(long above) {
        last = new AtomicLong(above);
    }

    long next() {
        return last.incrementAndGet();
    }

    long last() {
        return last.get();
    }

    /** A list that is in use; when it is long another one takes its place. */
    int anyList(RandomGenerator random) {
        int generation = appends.get() / (AT_A_TIME * APPENDS);
        return 1 + (generation * AT_A_TIME + random.nextInt(AT_A_TIME)) % Tables.LISTS;
    }

    void appended() {
        appends.incrementAndGet();
    }
}
