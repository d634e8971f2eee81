/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.driver.internal.catalogue;

import io.baton.driver.internal.sql.SqlGrammar;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collection;
import org.jspecify.annotations.Nullable;

/** What can be found out of texts when a session is lost, on a session that is well. Nobody asks before. Thread-safe. */
public interface Catalogue {

    /**
     * What the texts do, which begin like reads.
     *
     * @param declaredReadOnly whether the application said of its connection that it only reads
     * @param session in auto-commit mode
     */
    Conduct conduct(Collection<String> texts, boolean declaredReadOnly, Connection session) throws SQLException;

    /**
     * Whether the texts may write to another server, which commits before the transaction does and cannot be asked.
     *
     * @param texts null when they are not known
     * @param session in auto-commit mode
     */
    boolean reachesOthers(@Nullable Collection<String> texts, Connection session) throws SQLException;

    /** Whether reading a temporary object may run code of the application, as a temporary view of PostgreSQL does. */
    boolean temporaryObjectsRunCode();

    /** Of the vendor's servers. */
    static Catalogue of(SqlGrammar grammar, String vendor) {
        return switch (vendor) {
            case "mysql", "mariadb" -> new MySqlCatalogue(grammar);
            default -> new PostgresCatalogue(grammar);
        };
    }
}
