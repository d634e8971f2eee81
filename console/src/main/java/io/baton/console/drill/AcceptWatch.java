/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.console.drill;

import io.baton.lab.PostgresNode;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;

/**
 * The independent witness of when a node accepts writes: a session of the vendor's own driver, opened long before, that
 * tries to insert every two milliseconds. The node is writable when an insert was executed; it accepts writes when its
 * commit was acknowledged under the cluster's own rules, which with synchronous replication takes a standby as well.
 */
final class AcceptWatch implements AutoCloseable {

    private static final Duration PAUSE = Duration.ofMillis(2);

    private final Map<PostgresNode, Connection> sessions = new HashMap<>();
    private final DrillClock clock;
    private final Moments moments;
    private final Timeline timeline;
    private volatile boolean closed;

    AcceptWatch(DrillClock clock, Moments moments, Timeline timeline) {
        this.clock = clock;
        this.moments = moments;
        this.timeline = timeline;
    }

    /** Opens a session on a node that may be promoted later. */
    void prepare(PostgresNode node) throws SQLException {
        Connection session = node.connect();
        session.setAutoCommit(false);
        sessions.put(node, session);
    }

    /** From now on until the first success. */
    void watch(PostgresNode node) {
        Connection session = sessions.get(node);
        if (session == null) {
            throw new IllegalArgumentException(node + " was not prepared");
        }
        Thread thread = new Thread(() -> tryUntilAccepted(node, session), "accept-watch");
        thread.setDaemon(true);
        thread.start();
    }

    private void tryUntilAccepted(PostgresNode node, Connection session) {
        while (!closed) {
            try (Statement insert = session.createStatement()) {
                insert.executeUpdate(Schema.INSERT_PROBE);
                moments.writable(clock.now());
                session.commit();
                moments.acceptsWrites(clock.now());
                timeline.event("watch", node.name() + " accepts writes, seen by a session beside Baton");
                return;
            } catch (SQLException notYet) {
                rollBack(session);
                LockSupport.parkNanos(PAUSE.toNanos());
            }
        }
    }

    private static void rollBack(Connection session) {
        try {
            session.rollback();
        } catch (SQLException e) {
            // The next try will say so.
        }
    }

    @Override
    public void close() throws SQLException {
        closed = true;
        for (Connection session : sessions.values()) {
            session.close();
        }
    }
}
