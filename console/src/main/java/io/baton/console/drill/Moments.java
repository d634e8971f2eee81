/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.console.drill;

import static io.baton.console.drill.DrillClock.NEVER;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/** When the turning points of a drill were, as they happen. Thread-safe. */
final class Moments {

    private final AtomicLong fault = new AtomicLong(NEVER);
    private final AtomicLong faultLanded = new AtomicLong(NEVER);
    private final AtomicLong promotionOrdered = new AtomicLong(NEVER);
    private final AtomicLong writable = new AtomicLong(NEVER);
    private final AtomicLong acceptsWrites = new AtomicLong(NEVER);
    private final AtomicLong suspected = new AtomicLong(NEVER);
    private final AtomicLong down = new AtomicLong(NEVER);
    private final AtomicLong verdict = new AtomicLong(NEVER);
    private final AtomicLong newPrimaryKnown = new AtomicLong(NEVER);
    private final AtomicInteger writersBack = new AtomicInteger();

    void fault(long at) {
        fault.set(at);
    }

    void faultLanded(long at) {
        faultLanded.set(at);
    }

    void promotionOrdered(long at) {
        promotionOrdered.set(at);
    }

    /** Only the first time counts: the node may be lost again before the commit is acknowledged. */
    void writable(long at) {
        writable.compareAndSet(NEVER, at);
    }

    void acceptsWrites(long at) {
        acceptsWrites.set(at);
    }

    /** Baton holds writes to the old primary back; as below, only the first time after the fault counts. */
    void suspected(long at) {
        afterFault(suspected, at);
    }

    /** Baton gave the old primary up, because it is down or because it was superseded. */
    void verdict(long at) {
        afterFault(verdict, at);
    }

    /** Baton says of the old primary that it is down. */
    void down(long at) {
        afterFault(down, at);
    }

    private void afterFault(AtomicLong moment, long at) {
        if (fault.get() != NEVER) {
            moment.compareAndSet(NEVER, at);
        }
    }

    /** Baton named a new primary; only the first time after the order to promote counts. */
    void newPrimaryKnown(long at) {
        if (promotionOrdered.get() != NEVER) {
            newPrimaryKnown.compareAndSet(NEVER, at);
        }
    }

    /** One more writer had a write acknowledged after the promotion; returns how many did so far. */
    int writerBack() {
        return writersBack.incrementAndGet();
    }

    boolean isPromotionOrdered() {
        return promotionOrdered.get() != NEVER;
    }

    /** As of now. */
    TurningPoints snapshot() {
        return new TurningPoints(
                fault.get(),
                faultLanded.get(),
                promotionOrdered.get(),
                writable.get(),
                acceptsWrites.get(),
                suspected.get(),
                verdict.get(),
                down.get(),
                newPrimaryKnown.get());
    }
}
