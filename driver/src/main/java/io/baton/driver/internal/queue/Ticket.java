/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.driver.internal.queue;

import io.baton.topology.time.Deadline;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Somebody who wants a session and may have to stand in a line for it: since when, until when, and what makes it give up.
 * It keeps its number through all the lines it has to stand in, so that a login that fails, or a node that is promoted while
 * it stands in the line of another, does not send it to the end.
 *
 * <p>Used by one thread, except {@link #recheck}.
 */
public final class Ticket {

    private static final AtomicLong NUMBERS = new AtomicLong();
    private static final long NONE = 0;

    private final Deadline deadline;
    private final BooleanSupplier givenUp;
    private long number = NONE;
    private volatile @Nullable Line line;

    /** @param givenUp whether the caller was closed or cancelled meanwhile; after it changed, {@link #recheck} is called */
    public Ticket(Deadline deadline, BooleanSupplier givenUp) {
        this.deadline = deadline;
        this.givenUp = givenUp;
    }

    /** It is going to wait: from now on it has a number. */
    public void arrive() {
        number();
    }

    /** With the same number, for something that must not take longer than that. */
    public Ticket orAfter(Duration limit) {
        Ticket ticket = new Ticket(deadline.orAfter(limit), givenUp);
        ticket.number = number();
        return ticket;
    }

    public Deadline deadline() {
        return deadline;
    }

    public boolean isGivenUp() {
        return givenUp.getAsBoolean();
    }

    /** Drawn by the first who asks: whoever never waits needs none. */
    long number() {
        if (number == NONE) {
            number = NUMBERS.incrementAndGet();
        }
        return number;
    }

    void standsIn(@Nullable Line where) {
        line = where;
    }

    /** Lets the one who waits look again whether it still should. Any thread. */
    public void recheck() {
        Line where = line;
        if (where != null) {
            where.recheck(this);
        }
    }
}
