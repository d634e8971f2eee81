/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.driver.internal.cluster;

import io.baton.topology.dialect.SessionAbort;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.Executor;

/** A connection to one node and the ways to be rid of it, which differ with where it came from. */
public interface PhysicalConnection {

    /** What calls are made on. */
    Connection jdbc();

    /** The vendor's own object behind it, which can still be asked when the connection is gone. */
    Connection vendors();

    /** Which server it leads to, as that said when it was opened; empty when it has no identity. */
    String server();

    /** Told when its schema, catalog or type map was set: a pool has to take that back. */
    default void altered() {}

    /** Told when it may have what a pool cannot take back: nobody else must get this session. */
    default void spoiled() {}

    /** Gives it back in good condition: closes it, or returns it to its pool. */
    void giveBack() throws SQLException;

    /** Ends it at once, waking a thread that is blocked in it. Never returns it to a pool. */
    void abort(Executor executor) throws SQLException;

    /** One that was opened for its user alone. */
    record Fresh(Connection jdbc, String server, SessionAbort end) implements PhysicalConnection {
        @Override
        public Connection vendors() {
            return jdbc;
        }

        @Override
        public void giveBack() throws SQLException {
            jdbc.close();
        }

        @Override
        public void abort(Executor executor) throws SQLException {
            end.abort(executor);
        }
    }
}
