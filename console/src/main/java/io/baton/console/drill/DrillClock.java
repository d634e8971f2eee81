/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.console.drill;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.locks.LockSupport;

/** Time since the load started, in nanoseconds: all moments of a drill are such numbers. */
final class DrillClock {

    /** A moment that has not come. */
    static final long NEVER = -1;

    private static final double NANOS_PER_MS = 1e6;

    private final long zero = System.nanoTime();
    private final Instant start = Instant.now();

    Instant start() {
        return start;
    }

    long now() {
        return System.nanoTime() - zero;
    }

    /** The moment that a server on this machine calls by this time. */
    long at(Instant instant) {
        return Duration.between(start, instant).toNanos();
    }

    void pauseUntil(long moment) {
        for (long left = moment - now(); left > 0; left = moment - now()) {
            if (Thread.currentThread().isInterrupted()) {
                return;
            }
            LockSupport.parkNanos(left);
        }
    }

    /** To a tenth of a millisecond, which is what the measurements are good for. */
    static double toMs(long nanos) {
        return Math.round(nanos / NANOS_PER_MS * 10) / 10.0;
    }
}
