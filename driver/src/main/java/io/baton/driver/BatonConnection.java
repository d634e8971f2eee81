/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.driver;

import java.sql.Connection;
import java.util.List;

/**
 * What a connection of Baton's can be asked beyond JDBC: {@code connection.unwrap(BatonConnection.class)}, also through a
 * pool. Both methods answer from memory. To be used by the thread that uses the connection.
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
}
