/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.driver;

import java.sql.Connection;
import java.time.Duration;
import java.util.List;

/**
 * What a connection of Baton's can be asked beyond JDBC: {@code connection.unwrap(BatonConnection.class)}, also through a
 * pool. {@link #pins} and {@link #node} answer from memory, for the thread
 * that uses the connection.
 */
public interface BatonConnection extends Connection {

    /**
     * Why the connection cannot be carried over to another node, in sentences such as "it listens to notifications: orders".
     * Empty when it can. While it is pinned, losing its node closes it with SQLState 08006 and these sentences, except that
     * a lost transaction that was alone in setting something up is undone with it.
     */
    List<String> pins();

    /** What of the cluster's transactions in this JVM, of all connections, could be replayed and what was. Any thread. */
    ReplayReport replayReport();

    /** The node, {@code host:port}, that the last call ran on. */
    String node();

    /**
     * What became of the COMMIT with that token, of this connection or any other one to the same cluster, also of another JVM's.
     * Asks the primary in a session of its own. Any thread, and also when this connection is closed by Baton.
     *
     * @param patience how long to wait for a primary, or for the old session to end
     * @throws IllegalArgumentException when it is not a token of Baton's
     */
    CommitOutcome resolve(CommitToken token, Duration patience);
}
