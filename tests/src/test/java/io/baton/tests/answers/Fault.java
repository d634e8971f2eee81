/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.tests.answers;

import io.baton.lab.wire.Cut;
import io.baton.lab.wire.Direction;
import io.baton.lab.wire.Hit;
import io.baton.lab.wire.Manner;
import io.baton.lab.wire.Point;
import java.util.function.Consumer;

/** What happens to the application's connection at one message. */
public enum Fault {
    /** The server never gets the message, and works off what came before it. */
    LOST_REQUEST(Direction.TO_SERVER, Point.BEFORE, Manner.CLOSE),
    TORN_REQUEST(Direction.TO_SERVER, Point.INSIDE, Manner.RESET),
    /** The server does what it is asked for, and nobody hears of it. */
    LOST_ANSWER(Direction.TO_CLIENT, Point.BEFORE, Manner.CLOSE),
    TORN_ANSWER(Direction.TO_CLIENT, Point.INSIDE, Manner.RESET),
    /** As a lost answer, but the server's session lives on until the run is over. */
    ORPHANED_SESSION(Direction.TO_CLIENT, Point.BEFORE, Manner.ORPHAN),
    /** The server ends the session before it gets the message. */
    ENDED_SESSION(Direction.TO_SERVER, Point.BEFORE, Manner.PASS);

    private final Direction direction;
    private final Point point;
    private final Manner manner;

    Fault(Direction direction, Point point, Manner manner) {
        this.direction = direction;
        this.point = point;
        this.manner = manner;
    }

    public boolean endsSession() {
        return manner == Manner.PASS;
    }

    public boolean isForServer() {
        return direction == Direction.TO_SERVER;
    }

    public Cut at(int message, Consumer<Hit> deed) {
        return new Cut(direction, message, point, manner, deed);
    }
}
