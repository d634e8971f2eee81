/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.topology.probe;

import io.baton.topology.NodeAddress;
import io.baton.topology.dialect.Answer;
import io.baton.topology.dialect.Dialect;
import io.baton.topology.dialect.SessionAbort;
import io.baton.topology.history.ClusterHistory;
import java.net.InetAddress;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** A monitor's own session on its node. Confined to one thread at a time. */
final class ProbeSession implements AutoCloseable {

    private static final AtomicLong NUMBERS = new AtomicLong();

    private final Connection connection;
    private final NodeAddress node;
    private final @Nullable InetAddress machine;
    private final Dialect dialect;
    private final SessionAbort abort;
    private boolean examined;
    private @Nullable String instance;
    private final long opened = System.nanoTime();
    private final long number = NUMBERS.incrementAndGet();

    private ProbeSession(Connection connection, NodeAddress node, @Nullable InetAddress machine, Dialect dialect)
            throws SQLException {
        this.connection = connection;
        this.node = node;
        this.machine = machine;
        this.dialect = dialect;
        this.abort = dialect.abortOf(connection);
    }

    /** @param machine what the node's name stands for; null for an address */
    static ProbeSession open(
            NodeConnector connector, NodeAddress node, @Nullable InetAddress machine, Dialect dialect, Duration timeout)
            throws SQLException {
        return new ProbeSession(connector.open(node, timeout), node, machine, dialect);
    }

    @Nullable
    InetAddress machine() {
        return machine;
    }

    /** When the node does not answer in time, the session is of no use any more. */
    Answer ask(Duration timeout, ClusterHistory history) throws SQLException {
        connection.setNetworkTimeout(Runnable::run, (int) timeout.toMillis());
        if (!examined) {
            dialect.examine(connection);
            examined = true;
        }
        long asked = System.nanoTime();
        Answer answer = dialect.ask(connection);
        instance = answer.instance();
        history.seen(node, number, asked, answer);
        return answer;
    }

    /** The server that it is on; null before that was asked, and where it has no identity. */
    @Nullable
    String instance() {
        return instance;
    }

    /** Whether it was opened so long ago that a look where its address leads to by now is due. */
    boolean isOlderThan(Duration age) {
        return System.nanoTime() - opened > age.toNanos();
    }

    void watch(Duration time) throws SQLException {
        dialect.watch(connection, time);
    }

    /** Never waits for the server: it may be the reason for closing. */
    @Override
    public void close() {
        try {
            abort.abort(Runnable::run);
        } catch (SQLException e) {
            // Nothing is left to give back: the session is gone either way.
        }
    }
}
