/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.topology.probe;

import io.baton.topology.NodeAddress;
import io.baton.topology.dialect.Answer;
import io.baton.topology.dialect.Dialect;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;

/** A monitor's own session on its node. Confined to one thread at a time. */
final class ProbeSession implements AutoCloseable {

    private final Connection connection;
    private final Dialect dialect;

    private ProbeSession(Connection connection, Dialect dialect) {
        this.connection = connection;
        this.dialect = dialect;
    }

    static ProbeSession open(NodeConnector connector, NodeAddress node, Dialect dialect, Duration timeout)
            throws SQLException {
        return new ProbeSession(connector.open(node, timeout), dialect);
    }

    /** When the node does not answer in time, the session is of no use any more. */
    Answer ask(Duration timeout) throws SQLException {
        connection.setNetworkTimeout(Runnable::run, (int) timeout.toMillis());
        return dialect.ask(connection);
    }

    void watch(Duration time) throws SQLException {
        dialect.watch(connection, time);
    }

    /** Never waits for the server: it may be the reason for closing. */
    @Override
    public void close() {
        try {
            connection.abort(Runnable::run);
        } catch (SQLException e) {
            // Nothing is left to give back: the session is gone either way.
        }
    }
}
