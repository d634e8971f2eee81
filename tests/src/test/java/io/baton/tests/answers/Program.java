/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.tests.answers;

import java.sql.Connection;
import java.sql.SQLException;

/** What an application does with a connection that it has just been given. */
@FunctionalInterface
interface Program {

    /**
     * Does it.
     *
     * @param done to be called after each thing that is in force for good when it returns, but for the last one: a
     *     COMMIT, or a statement in auto-commit mode
     * @return all that the application has seen, rendered so that equal things are equal texts
     */
    String run(Connection connection, Checkpoint done) throws SQLException;

    /** Called by programs that do several things one after the other. */
    @FunctionalInterface
    interface Checkpoint {
        void reached() throws SQLException;
    }
}
