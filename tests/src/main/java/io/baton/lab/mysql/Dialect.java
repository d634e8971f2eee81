/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.lab.mysql;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/** What the two engines say differently. */
interface Dialect {

    /** The vendor driver's URL of one server, without encryption. */
    String url(int port, String user, String options);

    /** Makes it refuse or take writes, even those of an administrator where the engine can. */
    String readOnly(boolean on);

    /** Whether commits wait for a replica from now on. */
    String semiSync(boolean on);

    /** Begins or ends to receive what the upstream sends. */
    String receiver(boolean on);

    /** Begins or ends to show what was received. */
    String applier(boolean on);

    /** From now on a replica of the server at that port, and what it has written itself counts as received from there. */
    List<String> follow(int port);

    /** No replica any more. */
    List<String> forget();

    /** What it knows of its upstream. */
    ReplicaStatus status(Connection connection) throws SQLException;

    /** What is committed there, in the words of the engine. */
    String committed(Connection connection) throws SQLException;

    /** What is committed there or was received whole from the upstream. */
    String received(Connection connection) throws SQLException;

    /** Waits until a replica shows all of that; false when the time is up. */
    boolean awaitCommitted(Connection connection, String position, long seconds) throws SQLException;

    /** How much that is, comparable between the servers of one cluster that share a history. */
    long size(String position);
}
