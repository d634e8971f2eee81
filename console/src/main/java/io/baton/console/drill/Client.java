/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.console.drill;

import javax.sql.DataSource;

/** The driver, and the pool with it, through which a drill's application works. */
public interface Client {

    /**
     * For people.
     *
     * @param hosts addresses or names of all nodes, separated by commas
     */
    String describe(String hosts);

    /**
     * Opens it.
     *
     * @param hosts addresses of all nodes, the primary first, separated by commas
     * @param threads how many will want a connection at a time
     */
    Opened open(String hosts, int threads);

    /** What the application gets its connections from. */
    interface Opened extends AutoCloseable {

        DataSource dataSource();

        /** Connections that are open now. */
        int connections();

        @Override
        void close();
    }
}
