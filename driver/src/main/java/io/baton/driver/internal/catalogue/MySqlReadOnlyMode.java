/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.driver.internal.catalogue;

import java.sql.Connection;
import java.sql.SQLException;

/** MySQL and MariaDB. */
final class MySqlReadOnlyMode implements ReadOnlyMode {

    private static final int CANT_EXECUTE_IN_READ_ONLY_TRANSACTION = 1792;

    @Override
    public void begin(Connection session) throws SQLException {
        ReadOnlyMode.run(session, "START TRANSACTION READ ONLY");
    }

    /** {@code completion_type} may say otherwise. */
    @Override
    public void commit(Connection session) throws SQLException {
        ReadOnlyMode.run(session, "COMMIT AND NO CHAIN NO RELEASE");
    }

    @Override
    public void rollBack(Connection session) throws SQLException {
        ReadOnlyMode.run(session, "ROLLBACK AND NO CHAIN NO RELEASE");
    }

    @Override
    public String enter(Connection session) {
        return "";
    }

    /** For the next transaction alone, whether a statement begins it or the first access to a table. Its end takes it back. */
    @Override
    public void prepare(Connection session) throws SQLException {
        ReadOnlyMode.run(session, "SET TRANSACTION READ ONLY");
    }

    /** Texts that say READ WRITE are not run. */
    @Override
    public boolean isKept(Connection session) {
        return true;
    }

    /**
     * What is read at SERIALIZABLE is locked until the end: others wait for it, or come after it. Whether it commits makes no
     * difference to them once it has read everything.
     */
    @Override
    public boolean readersCount(Connection session) {
        return false;
    }

    @Override
    public boolean isRefusal(SQLException failure) {
        for (SQLException e = failure; e != null; e = e.getNextException()) {
            if (e.getErrorCode() == CANT_EXECUTE_IN_READ_ONLY_TRANSACTION) {
                return true;
            }
        }
        return false;
    }

    @Override
    public boolean hasToFetchAtOnce() {
        return true;
    }
}
