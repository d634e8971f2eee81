/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.topology.probe;

import java.time.Duration;

/**
 * How long a probe was prepared to wait, and hence whether this JVM was running all that time. A collector's pause, a suspended
 * virtual machine or a starved process is late by itself and must not say of a node that it was. Confined to one thread.
 */
final class Patience {

    private final long toleratedNanos;
    private long begun;
    private long allowedNanos;

    /** @param tolerated how much later than it should a wait may end; a shorter pause costs one miss at most */
    Patience(Duration tolerated) {
        this.toleratedNanos = tolerated.toNanos();
    }

    void begin() {
        begun = System.nanoTime();
        allowedNanos = 0;
    }

    /** Notes that the next step may take so long. */
    Duration of(Duration limit) {
        allowedNanos += limit.toNanos();
        return limit;
    }

    /** Whether the steps so far took longer than they could have, had this thread been running. */
    boolean wasPaused() {
        return System.nanoTime() - begun > allowedNanos + toleratedNanos;
    }
}
