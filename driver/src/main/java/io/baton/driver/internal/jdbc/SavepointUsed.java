/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.driver.internal.jdbc;

import io.baton.driver.internal.replay.JournalEntry;
import io.baton.driver.internal.replay.Replaying;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Savepoint;

/**
 * A savepoint was released or rolled back to. What came in between is done again all the same: the application has seen what
 * it returned, and may have acted on it.
 */
record SavepointUsed(Savepoint savepoint, Action action) implements JournalEntry {

    @FunctionalInterface
    interface Action {
        void run(Connection connection, Savepoint savepoint) throws SQLException;
    }

    @Override
    public void replay(Replaying replaying) throws SQLException {
        Object made = replaying.counterpart(savepoint);
        action.run(replaying.connection(), made instanceof Savepoint counterpart ? counterpart : savepoint);
    }
}
