/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.lab.wire;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;

/**
 * One cut, at the n-th message in one direction from the moment it is armed, whichever application's connection that is.
 * It happens once at most. Thread-safe.
 */
public final class Cut {

    /** Counts messages and never happens. */
    private static final int NEVER = Integer.MAX_VALUE;

    private final Direction direction;
    private final int nth;
    private final Point point;
    private final Manner manner;
    private final Consumer<Hit> deed;
    private final AtomicInteger toServer = new AtomicInteger();
    private final AtomicInteger toClient = new AtomicInteger();
    private final AtomicReference<Hit> hit = new AtomicReference<>();

    /**
     * @param nth from 1
     * @param deed done at the cut, before an end of the connection learns of it; in the thread that forwards
     */
    public Cut(Direction direction, int nth, Point point, Manner manner, Consumer<Hit> deed) {
        this.direction = direction;
        this.nth = nth;
        this.point = point;
        this.manner = manner;
        this.deed = deed;
    }

    public Cut(Direction direction, int nth, Point point, Manner manner) {
        this(direction, nth, point, manner, hit -> {});
    }

    /** Only counts. */
    public static Cut never() {
        return new Cut(Direction.TO_SERVER, NEVER, Point.BEFORE, Manner.PASS);
    }

    /** Counts a message and says whether it is the one. */
    boolean strikes(Direction way) {
        int count = counter(way).incrementAndGet();
        return way == direction && count == nth;
    }

    void happen(Hit at) {
        hit.set(at);
        deed.accept(at);
    }

    Point point() {
        return point;
    }

    public Manner manner() {
        return manner;
    }

    public Direction direction() {
        return direction;
    }

    /** How many messages went that way since the cut was armed. */
    public int passed(Direction way) {
        return counter(way).get();
    }

    private AtomicInteger counter(Direction way) {
        return way == Direction.TO_SERVER ? toServer : toClient;
    }

    /** The message at which it happened; empty as long as it has not. */
    public Optional<Hit> hit() {
        return Optional.ofNullable(hit.get());
    }

    @Override
    public String toString() {
        return manner + " " + point + " message " + nth + " " + direction
                + hit().map(h -> " " + h).orElse("");
    }
}
