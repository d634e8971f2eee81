/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.topology.time;

import java.time.Duration;

/**
 * A point in time after which nobody waits any more. Passed down through every call that can wait, so that connecting,
 * failing over and retrying share one budget instead of each having its own.
 *
 * <p>Immutable and thread-safe. Measured with {@link System#nanoTime()}, so a change of the wall clock does not move it.
 */
public record Deadline(long nanoTime) {

    /** The longest budget: about 146 years, half the range of {@code nanoTime} so that comparison cannot overflow. */
    private static final long LONGEST = Long.MAX_VALUE / 2;

    /** A deadline that far from now. */
    public static Deadline after(Duration budget) {
        long nanos = budget.compareTo(Duration.ofNanos(LONGEST)) < 0 ? budget.toNanos() : LONGEST;
        return new Deadline(System.nanoTime() + nanos);
    }

    /** Nanoseconds left; zero or negative when it has passed. */
    public long remainingNanos() {
        return nanoTime - System.nanoTime();
    }

    /** Time left, never negative. */
    public Duration remaining() {
        return Duration.ofNanos(Math.max(0, remainingNanos()));
    }

    public boolean hasPassed() {
        return remainingNanos() <= 0;
    }

    /** The earlier of the two. */
    public Deadline earlier(Deadline other) {
        return other.nanoTime - nanoTime < 0 ? other : this;
    }

    /** The earlier of this one and {@code budget} from now. */
    public Deadline orAfter(Duration budget) {
        return earlier(after(budget));
    }
}
