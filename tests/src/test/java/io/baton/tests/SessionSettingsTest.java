/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.tests;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What was set through JDBC before a failover is in force after it. */
class SessionSettingsTest extends ClusterTest {

    private static final Map<String, String> EXPECTED = Map.of(
            "search_path", "audit",
            "application_name", "ledger",
            "transaction_isolation", "serializable");

    @Test
    void should_restore_what_was_set_on_the_connection() throws SQLException {
        cluster.primary().execute("CREATE SCHEMA audit");
        try (Connection connection = connect()) {
            connection.setSchema("audit");
            connection.setClientInfo("ApplicationName", "ledger");
            connection.setTransactionIsolation(Connection.TRANSACTION_SERIALIZABLE);
            connection.setNetworkTimeout(Runnable::run, 45_000);
            connection.setHoldability(ResultSet.HOLD_CURSORS_OVER_COMMIT);
            connection.setAutoCommit(false);
            assertSettings(connection);

            failOver();

            assertSettings(connection);
            assertThat(connection.getNetworkTimeout()).isEqualTo(45_000);
            assertThat(connection.getHoldability()).isEqualTo(ResultSet.HOLD_CURSORS_OVER_COMMIT);
            assertThat(connection.getAutoCommit()).isFalse();
            assertThat(connection.getTransactionIsolation()).isEqualTo(Connection.TRANSACTION_SERIALIZABLE);
        }
    }

    private static void assertSettings(Connection connection) throws SQLException {
        for (String name : EXPECTED.keySet()) {
            assertThat(query(connection, "SHOW " + name)).as(name).contains(EXPECTED.get(name));
        }
        connection.commit();
    }

    @Test
    void should_restore_a_setting_that_is_changed_during_the_outage() throws SQLException {
        try (Connection connection = connect()) {
            cluster.primary().kill();
            connection.setNetworkTimeout(Runnable::run, 30_000);
            connection.setClientInfo("ApplicationName", "during");
            promote();

            assertThat(query(connection, "SHOW application_name")).isEqualTo("during");
            assertThat(connection.getNetworkTimeout()).isEqualTo(30_000);
        }
    }

    @Test
    void should_restore_what_was_set_on_a_statement() throws SQLException {
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            statement.setMaxRows(2);
            statement.setFetchSize(7);
            statement.setQueryTimeout(9);
            statement.execute("SELECT 1");

            failOver();

            int rows = 0;
            try (ResultSet result = statement.executeQuery("SELECT generate_series(1, 5)")) {
                while (result.next()) {
                    rows++;
                }
            }
            assertThat(List.of(rows, statement.getFetchSize(), statement.getQueryTimeout()))
                    .containsExactly(2, 7, 9);
        }
    }
}
