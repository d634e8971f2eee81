/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.tests.mysql;

import static org.assertj.core.api.Assertions.assertThat;

import io.baton.lab.Sql;
import io.baton.lab.mysql.Engine;
import io.baton.lab.mysql.GtidCluster;
import io.baton.lab.mysql.GtidShape;
import io.baton.pool.WarmDataSource;
import java.sql.Connection;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;

/** A pool below the driver of MariaDB, which knows no type maps. */
class MariaDbWarmPoolTest {

    @Test
    void should_lend_a_session_again_whose_isolation_level_was_set() throws SQLException {
        try (GtidCluster cluster = GtidCluster.start(GtidShape.single(Engine.MARIADB));
                WarmDataSource warm = new WarmDataSource()) {
            warm.setUrl(cluster.primary().jdbcUrl().replaceFirst("jdbc:", "jdbc:baton:"));
            warm.setMinimumIdle(1);
            warm.setMaximumPoolSize(1);
            long first = sessionWithALevel(warm);
            assertThat(sessionWithALevel(warm)).isEqualTo(first);
        }
    }

    private static long sessionWithALevel(WarmDataSource warm) throws SQLException {
        try (Connection connection = warm.getConnection()) {
            connection.setTransactionIsolation(Connection.TRANSACTION_SERIALIZABLE);
            return Sql.queryLong(connection, "SELECT CONNECTION_ID()");
        }
    }
}
