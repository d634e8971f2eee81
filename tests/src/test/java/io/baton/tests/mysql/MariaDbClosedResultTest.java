/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.tests.mysql;

import static org.assertj.core.api.Assertions.assertThat;

import io.baton.lab.mysql.Engine;
import io.baton.lab.mysql.GtidCluster;
import io.baton.lab.mysql.GtidShape;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.Test;

/** MariaDB's driver tells whose a result was when that is closed, unlike the others. */
class MariaDbClosedResultTest {

    @Test
    void should_lead_from_a_closed_result_to_its_statement() throws Exception {
        try (GtidCluster cluster = GtidCluster.start(GtidShape.single(Engine.MARIADB))) {
            String url = cluster.primary().jdbcUrl();
            assertThatItLeadsThere(url, true);
            assertThatItLeadsThere("jdbc:baton" + url.substring("jdbc".length()), true);
            assertThatItLeadsThere("jdbc:baton" + url.substring("jdbc".length()), false);
        }
    }

    private static void assertThatItLeadsThere(String url, boolean autoCommit) throws SQLException {
        try (Connection connection = DriverManager.getConnection(url);
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(autoCommit);
            ResultSet result = statement.executeQuery("SELECT 1");
            result.close();

            assertThat(result.getStatement()).isSameAs(statement);
            assertThat(result.isClosed()).isTrue();
        }
    }
}
