/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.driver.internal.outcome;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/**
 * Which table the ledger of PostgreSQL is. A name without its schema stands for whatever the session finds first, be it a temporary
 * table; what Baton asks of its own session must be asked of the same one.
 *
 * @param oid by which every session of the database, on every node, knows it
 * @param name with its schema, as it stands in a text
 */
record PostgresLedgerTable(long oid, String name) {

    /** The state of the exception of {@link #read}: object_not_in_prerequisite_state. */
    static final String NO_EVIDENCE = "55000";

    private static final String NAME_OF = """
            SELECT pg_catalog.quote_ident(n.nspname) || '.' || pg_catalog.quote_ident(c.relname)
            FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace WHERE c.oid =""";

    /** Committed, replicated and lost with everything else, and shown as it is. */
    private static final String IS_EVIDENCE =
            " AND c.relpersistence = 'p' AND NOT pg_catalog.row_security_active(c.oid)";

    /** Two columns for the statement that writes an entry: the table that it is written to; null if that is none for evidence. */
    static String columns(String table) {
        String oid = "pg_catalog.to_regclass('" + table.replace("'", "''") + "')";
        return oid + "::pg_catalog.oid::pg_catalog.int8, (" + NAME_OF + " " + oid + IS_EVIDENCE + ")";
    }

    /** What those two columns say. */
    static PostgresLedgerTable read(ResultSet row, int column) throws SQLException {
        String name = row.getString(column + 1);
        if (name == null) {
            throw new SQLException(
                    "the ledger's table is temporary, unlogged or under row level security in this session",
                    NO_EVIDENCE);
        }
        return new PostgresLedgerTable(row.getLong(column), name);
    }

    /** The one with that oid; null when it is no evidence, or not there any more. */
    static @Nullable PostgresLedgerTable of(long oid, Connection session) throws SQLException {
        try (PreparedStatement statement = session.prepareStatement(NAME_OF + " ?::pg_catalog.oid" + IS_EVIDENCE)) {
            statement.setLong(1, oid);
            try (ResultSet row = statement.executeQuery()) {
                return row.next() ? new PostgresLedgerTable(oid, row.getString(1)) : null;
            }
        }
    }
}
