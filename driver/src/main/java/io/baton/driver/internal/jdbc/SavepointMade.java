/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.driver.internal.jdbc;

import io.baton.driver.internal.replay.JournalEntry;
import io.baton.driver.internal.replay.Replaying;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Savepoint;

/** A savepoint was set: the one that takes its place is another object, to the application the same. */
record SavepointMade(FailoverSavepoint savepoint, Call<Connection, Savepoint> creation) implements JournalEntry {

    @Override
    public void replay(Replaying replaying) throws SQLException {
        Savepoint made = creation.on(replaying.connection());
        replaying.counterpart(savepoint, made);
        replaying.afterwards(() -> savepoint.moveTo(made, replaying.lease()));
    }
}
