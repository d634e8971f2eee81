/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.topology.probe;

import java.time.Duration;

/** How long a node usually takes to answer a probe, and hence when it is slow. Confined to its monitor's thread. */
final class UsualDelay {

    /** Far away or loaded, a node has the same margin. */
    private static final int TIMES_AS_LONG_AS_USUAL = 10;

    /** Weight of a new answer: the last ten or so count. */
    private static final double WEIGHT = 0.1;

    private final Duration shortest;
    private double usualNanos;

    UsualDelay(Duration shortest) {
        this.shortest = shortest;
    }

    void add(Duration delay) {
        usualNanos = usualNanos == 0 ? delay.toNanos() : usualNanos + WEIGHT * (delay.toNanos() - usualNanos);
    }

    /** How long to wait before the silence means something; never longer than the limit. */
    Duration patience(Duration limit) {
        Duration patience = Duration.ofNanos((long) (usualNanos * TIMES_AS_LONG_AS_USUAL));
        if (patience.compareTo(shortest) < 0) {
            patience = shortest;
        }
        return patience.compareTo(limit) < 0 ? patience : limit;
    }
}
