/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.driver.internal.sql;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;

/** One setting of a session, to be made again in another one. */
@FunctionalInterface
public interface Restoration {

    void on(Connection connection) throws SQLException;

    /** By running that. */
    record RunSql(String sql) implements Restoration {
        @Override
        public void on(Connection connection) throws SQLException {
            try (Statement statement = connection.createStatement()) {
                statement.execute(sql);
            }
        }
    }
}
