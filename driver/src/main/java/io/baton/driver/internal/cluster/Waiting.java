/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.driver.internal.cluster;

import io.baton.driver.internal.queue.Line;
import io.baton.driver.internal.queue.Ticket;
import io.baton.topology.Topology;
import io.baton.topology.TopologyKeeper;
import io.baton.topology.time.Deadline;
import java.sql.SQLException;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.Predicate;

/** Who waits for a node, and in which order they go on. Thread-safe. */
final class Waiting {

    private final TopologyKeeper keeper;
    /** Those for whom there is no node at all. Readers may find one while writers still wait. */
    private final Map<Intent, Line> outages = new EnumMap<>(Intent.class);
    /** Those whose node has no place for a session: the first of them tries again, lest all do and keep it busy with that. */
    private final Map<Intent, Line> full = new EnumMap<>(Intent.class);

    /** @param atATime how many look out for a node at a time, and go on together when it is there */
    Waiting(TopologyKeeper keeper, int atATime) {
        this.keeper = keeper;
        for (Intent intent : Intent.values()) {
            outages.put(intent, new Line(atATime));
            full.put(intent, new Line(1));
        }
    }

    Line outage(Intent intent) {
        return Objects.requireNonNull(outages.get(intent));
    }

    Line full(Intent intent) {
        return Objects.requireNonNull(full.get(intent));
    }

    /**
     * Waits for a node that can serve the intent, or for something else that is enough to go on.
     *
     * @return false when the deadline passed first or the ticket was given up
     */
    boolean awaitNode(Intent intent, Ticket ticket, Predicate<Topology> enough) throws SQLException {
        if (!enter(outage(intent), ticket)) {
            return false;
        }
        try {
            await(t -> RoutePolicy.serves(t, intent) || enough.test(t) || ticket.isGivenUp(), ticket.deadline());
        } finally {
            outage(intent).leave();
        }
        return !ticket.isGivenUp() && !ticket.deadline().hasPassed();
    }

    boolean enter(Line line, Ticket ticket) throws SQLException {
        try {
            return line.enter(ticket);
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    void await(Predicate<Topology> condition, Deadline deadline) throws SQLException {
        try {
            keeper.await(condition, deadline);
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    private static SQLException interrupted(InterruptedException e) {
        Thread.currentThread().interrupt();
        return new SQLException("interrupted while waiting for a node", "57014", e);
    }
}
