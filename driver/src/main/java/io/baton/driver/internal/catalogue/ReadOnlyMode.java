/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.driver.internal.catalogue;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;

/** How a vendor's servers are made to refuse every write, for what is run again because it only reads. Stateless. */
public sealed interface ReadOnlyMode permits PostgresReadOnlyMode, MySqlReadOnlyMode {

    static ReadOnlyMode of(String vendor) {
        return switch (vendor) {
            case "mysql", "mariadb" -> new MySqlReadOnlyMode();
            default -> new PostgresReadOnlyMode();
        };
    }

    /** Begins a READ ONLY transaction by text, so that the vendor's driver goes on in auto-commit mode. */
    void begin(Connection session) throws SQLException;

    /** Commits it by text, or a transaction for which {@link #prepare} was called. */
    void commit(Connection session) throws SQLException;

    /** As {@link #commit}, without. */
    void rollBack(Connection session) throws SQLException;

    /**
     * From now on transactions there are READ ONLY, or those for which {@link #prepare} is called.
     *
     * @param session in auto-commit mode
     * @return the text that takes it back; empty if nothing is to be taken back
     */
    String enter(Connection session) throws SQLException;

    /** The next transaction begins. */
    void prepare(Connection session) throws SQLException;

    /** Whether the transaction that is open was READ ONLY from its beginning until now, and has written nothing. */
    boolean isKept(Connection session) throws SQLException;

    /**
     * Whether transactions there are at a level at which it makes a difference to others whether one that only reads commits.
     *
     * @param session in auto-commit mode
     */
    boolean readersCount(Connection session) throws SQLException;

    /** Whether the server refused to write in a READ ONLY transaction. */
    boolean isRefusal(SQLException failure);

    /** Whether the vendor's driver needs all rows of a result before it sends anything else. */
    boolean hasToFetchAtOnce();

    /** Does what the text says. */
    static void run(Connection session, String sql) throws SQLException {
        try (Statement statement = session.createStatement()) {
            statement.execute(sql);
        }
    }
}
