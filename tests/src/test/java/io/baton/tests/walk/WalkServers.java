/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.tests.walk;

import io.baton.lab.BreakableServer;
import java.sql.SQLException;

/** The servers that a walk goes through: all that differs by database. n1 is the primary at the start. */
interface WalkServers extends AutoCloseable {

    int size();

    BreakableServer server(int node);

    String name(int node);

    /** The URL of Baton with these addresses. */
    String url(String hosts);

    /** Tells the server that answers from the others, as {@link #mark} does from outside. */
    String whereQuery();

    String mark(int node) throws SQLException;

    /** Makes it the primary, as somebody does who means it. */
    void promote(int node);

    /** Whether another one may accept writes beside a primary that is well without becoming the primary. */
    boolean hasStrays();

    /** Lets a replica, which goes on to replicate, accept writes, or ends that. */
    void stray(int node, boolean on);

    /** Throws away what it has and makes it a replica of the one that was promoted last. */
    void restore(int node);

    @Override
    void close();
}
