/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.topology.dialect;

import java.sql.SQLException;
import java.util.concurrent.Executor;

/** Ends one session at once and wakes a thread that waits in it, whatever the server does or does not do. Thread-safe. */
@FunctionalInterface
public interface SessionAbort {

    /**
     * Does so.
     *
     * @param executor runs what may block, such as closing a socket with TLS
     */
    void abort(Executor executor) throws SQLException;
}
