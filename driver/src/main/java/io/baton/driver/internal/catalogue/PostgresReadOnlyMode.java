/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.driver.internal.catalogue;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** PostgreSQL. */
final class PostgresReadOnlyMode implements ReadOnlyMode {

    private static final String READ_ONLY_SQL_TRANSACTION = "25006";

    /** A session that was never told keeps to what the server is told later, such as by who makes it read-only. */
    private static final String WAY_BACK = "SELECT CASE WHEN setting = 'on' THEN ''"
            + " WHEN source = 'session' THEN 'SET default_transaction_read_only = off'"
            + " ELSE 'RESET default_transaction_read_only' END"
            + " FROM pg_catalog.pg_settings WHERE name = 'default_transaction_read_only'";

    private static final String IS_SERIALIZABLE =
            "SELECT pg_catalog.current_setting('default_transaction_isolation') = 'serializable'";

    /** Until its first query a transaction may be made READ WRITE; one that has an id has written. */
    private static final String IS_KEPT = "SELECT pg_catalog.current_setting('transaction_read_only') = 'on'"
            + " AND pg_catalog.txid_current_if_assigned() IS NULL";

    @Override
    public void begin(Connection session) throws SQLException {
        ReadOnlyMode.run(session, "BEGIN READ ONLY");
    }

    @Override
    public void commit(Connection session) throws SQLException {
        ReadOnlyMode.run(session, "COMMIT");
    }

    @Override
    public void rollBack(Connection session) throws SQLException {
        ReadOnlyMode.run(session, "ROLLBACK");
    }

    @Override
    public String enter(Connection session) throws SQLException {
        String wayBack = wayBack(session);
        if (!wayBack.isEmpty()) {
            ReadOnlyMode.run(session, "SET default_transaction_read_only = on");
        }
        return wayBack;
    }

    private static String wayBack(Connection session) throws SQLException {
        try (Statement statement = session.createStatement();
                ResultSet row = statement.executeQuery(WAY_BACK)) {
            return row.next() ? row.getString(1) : "";
        }
    }

    @Override
    public void prepare(Connection session) {
        // Every transaction there is READ ONLY.
    }

    @Override
    public boolean isKept(Connection session) throws SQLException {
        return ask(session, IS_KEPT);
    }

    @Override
    public boolean readersCount(Connection session) throws SQLException {
        return ask(session, IS_SERIALIZABLE);
    }

    @Override
    public boolean isRefusal(SQLException failure) {
        for (SQLException e = failure; e != null; e = e.getNextException()) {
            if (READ_ONLY_SQL_TRANSACTION.equals(e.getSQLState())) {
                return true;
            }
        }
        return false;
    }

    /** In auto-commit mode it fetches them at once in any case. */
    @Override
    public boolean hasToFetchAtOnce() {
        return false;
    }

    private static boolean ask(Connection session, String question) throws SQLException {
        try (Statement statement = session.createStatement();
                ResultSet row = statement.executeQuery(question)) {
            row.next();
            return row.getBoolean(1);
        }
    }
}
