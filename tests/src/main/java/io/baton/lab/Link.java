/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.lab;

import eu.rekawek.toxiproxy.Proxy;
import eu.rekawek.toxiproxy.model.Toxic;
import eu.rekawek.toxiproxy.model.ToxicDirection;
import java.io.IOException;
import java.time.Duration;

/**
 * The way from clients to one server, and what can happen on it. Faults hit sessions that are open and those to come, and
 * stay until {@link #heal}; several add up. For one thread at a time.
 */
public final class Link {

    /** Where a fault acts. */
    public enum Direction {
        TO_SERVER(ToxicDirection.UPSTREAM),
        TO_CLIENT(ToxicDirection.DOWNSTREAM);

        private final ToxicDirection toxic;

        Direction(ToxicDirection toxic) {
            this.toxic = toxic;
        }
    }

    private static final long FOR_EVER = 0;
    private static final long AT_ONCE = 0;

    private final int port;
    private final Proxy proxy;

    Link(int port, Proxy proxy) {
        this.port = port;
        this.proxy = proxy;
    }

    public String host() {
        return DatabaseNode.HOST;
    }

    /** Where clients connect to. */
    public int port() {
        return port;
    }

    /** Closes what is open and refuses what comes: a server's machine whose port is closed. */
    public void refuse() {
        change(proxy::disable);
    }

    /** Nothing arrives in either direction, and nobody is told: a pulled cable. */
    public void blackHole() {
        blackHole(Direction.TO_SERVER);
        blackHole(Direction.TO_CLIENT);
    }

    /** Nothing arrives in that direction; the other one works. */
    public void blackHole(Direction direction) {
        change(() -> proxy.toxics().timeout("black-hole-" + direction, direction.toxic, FOR_EVER));
    }

    /** Resets each session that comes, as a machine that has restarted does; those that are open end without a reset. */
    public void reset() {
        change(() -> proxy.toxics().resetPeer("reset", ToxicDirection.DOWNSTREAM, AT_ONCE));
    }

    /** Delays what the server says by {@code latency}, give or take {@code jitter}. */
    public void slow(Duration latency, Duration jitter) {
        change(() -> proxy.toxics()
                .latency("latency", ToxicDirection.DOWNSTREAM, latency.toMillis())
                .setJitter(jitter.toMillis()));
    }

    /** Hands on what the server says in pieces of {@code bytes}, each that much after the one before. */
    public void drip(int bytes, Duration pause) {
        change(() -> proxy.toxics().slicer("drip", ToxicDirection.DOWNSTREAM, bytes, pause.toNanos() / 1000));
    }

    /** Closes each session that is opened from now on when the server has said that many bytes. */
    public void limit(long bytes) {
        change(() -> proxy.toxics().limitData("limit", ToxicDirection.DOWNSTREAM, bytes));
    }

    /**
     * Ends all faults. Sessions that went through a black hole are closed, since what got lost in it is not sent again.
     */
    public void heal() {
        change(() -> {
            for (Toxic toxic : proxy.toxics().getAll()) {
                toxic.remove();
            }
            proxy.enable();
        });
    }

    private interface Change {
        void make() throws IOException;
    }

    private void change(Change change) {
        try {
            change.make();
        } catch (IOException e) {
            throw new LabException("The link to " + proxy.getUpstream() + " could not be changed", e);
        }
    }

    @Override
    public String toString() {
        return host() + ":" + port + " -> " + proxy.getUpstream();
    }
}
