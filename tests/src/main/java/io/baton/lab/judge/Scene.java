/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.lab.judge;

import io.baton.lab.BreakableServer;
import io.baton.lab.wire.Cut;
import io.baton.lab.wire.Direction;
import io.baton.lab.wire.Hit;
import io.baton.lab.wire.Manner;
import io.baton.lab.wire.Point;
import io.baton.lab.wire.Wires;
import java.sql.SQLException;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;

/** Where accidents happen: a primary with two standbys, proxies before them, and chance that can be repeated. */
final class Scene {

    private static final long BETWEEN_LOOKS_MILLIS = 120;

    private final Servers servers;
    private final Wires wires;
    private final Random random;

    Scene(Servers servers, Wires wires, Random random) {
        this.servers = servers;
        this.wires = wires;
        this.random = random;
    }

    Servers servers() {
        return servers;
    }

    BreakableServer primary() {
        return servers.primary();
    }

    BreakableServer standby(int number) {
        return servers.standbys().get(number);
    }

    int anyStandby() {
        return random.nextInt(servers.standbys().size());
    }

    /** Lets the applications work on for a while. */
    void pause(int leastMillis, int mostMillis) {
        int millis = leastMillis + random.nextInt(mostMillis - leastMillis);
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(millis));
    }

    /** Cuts a connection of some application at some message. */
    void cutSomewhere(Manner manner) {
        awaitCut(manner, hit -> {});
        if (manner == Manner.ORPHAN) {
            pause(10, 150); // As long as the server does not notice.
        }
        wires.release();
    }

    /**
     * Does something to the servers at the very moment when some message passes. The client of that connection may not hear
     * of it, as when a whole machine is gone.
     */
    void atSomeMessage(Runnable deed) {
        int port = primary().port();
        Cut cut = awaitCut(random.nextBoolean() ? Manner.CLOSE : Manner.SILENCE, hit -> deed.run());
        if (cut.hit().filter(hit -> hit.port() != port).isPresent()) {
            wires.release(); // A server that lives on does not leave a client without an answer for ever.
        }
    }

    private Cut awaitCut(Manner manner, Consumer<Hit> deed) {
        CountDownLatch done = new CountDownLatch(1);
        Direction[] directions = Direction.values();
        Point[] points = Point.values();
        Cut cut = new Cut(
                directions[random.nextInt(directions.length)],
                1 + random.nextInt(300),
                points[random.nextInt(points.length)],
                manner,
                hit -> {
                    deed.accept(hit);
                    done.countDown();
                });
        wires.arm(cut);
        try {
            // Without one when the applications are standing still.
            boolean happened = done.await(2, TimeUnit.SECONDS);
            wires.disarm();
            if (!happened && cut.hit().isPresent()) {
                done.await();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return cut;
    }

    /** Ends sessions of applications on the primary, as an administrator would: every one, or every third. */
    void terminateSessions() {
        boolean all = random.nextBoolean();
        int divisor = all ? 1 : 3;
        try {
            servers.terminateSessions(divisor, all ? 0 : random.nextInt(divisor));
        } catch (SQLException e) {
            throw new IllegalStateException("cannot end sessions on " + primary(), e);
        }
    }

    /** Waits until no session of an application does anything on the primary any more. */
    void awaitSilence() throws SQLException {
        wires.release();
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
        while (servers.isBusy()) {
            if (System.nanoTime() > end) {
                throw new IllegalStateException("sessions go on working on " + primary());
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(BETWEEN_LOOKS_MILLIS));
        }
    }
}
