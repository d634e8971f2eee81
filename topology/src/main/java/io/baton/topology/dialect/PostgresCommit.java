/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.topology.dialect;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.SQLWarning;
import java.util.UUID;
import org.postgresql.core.BaseConnection;
import org.postgresql.jdbc.AutoSave;
import org.postgresql.jdbc.PgConnection;

/**
 * A COMMIT that takes a statement along. pgjdbc sends the parts of a text as one batch of messages with one Sync, and prepares
 * each of them on the server as it does with any text that comes again; the server leaves out what follows a failed one.
 */
final class PostgresCommit {

    private PostgresCommit() {}

    /** With savepoints of its own around each statement, pgjdbc would look for the last one behind the COMMIT. */
    static boolean mayCarry(BaseConnection session) {
        return session instanceof PgConnection ours && ours.getAutosave() == AutoSave.NEVER;
    }

    static int with(BaseConnection session, String insert, UUID key) throws SQLException {
        try (PreparedStatement statement = session.prepareStatement(insert + "; COMMIT")) {
            statement.setObject(1, key);
            int inserted = statement.executeUpdate();
            SQLWarning warning = statement.getWarnings();
            if (warning != null) {
                ((PgConnection) session).addWarning(warning);
            }
            return inserted;
        }
    }
}
