/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.tests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.baton.driver.TransactionLost;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Results that are being read when the primary is killed. */
class ResultTest extends ClusterTest {

    @BeforeEach
    void fill() throws SQLException {
        cluster.primary().execute("INSERT INTO entry SELECT g, 'row' FROM generate_series(1, 100) g");
        awaitEntries(cluster.mostAdvancedStandby(), 100);
    }

    @Test
    void should_go_on_reading_rows_that_are_here_already() throws SQLException {
        try (Connection connection = connect();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT id FROM entry ORDER BY id")) {
            assertThat(rows.next()).isTrue();

            failOver();

            int last = rows.getInt(1);
            while (rows.next()) {
                last = rows.getInt(1);
            }
            assertThat(last).isEqualTo(100);
            assertThat(rows.getStatement()).isSameAs(statement);
        }
    }

    @Test
    void should_report_the_transaction_of_a_cut_cursor_as_lost() throws SQLException {
        url += "&baton.replay=off";
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.setFetchSize(10);
            ResultSet rows = statement.executeQuery("SELECT id FROM entry ORDER BY id");
            for (int i = 0; i < 10; i++) {
                assertThat(rows.next()).isTrue();
            }

            failOver();

            assertThatThrownBy(rows::next).isInstanceOf(TransactionLost.class);
            connection.rollback();
            assertThat(query(connection, "SELECT count(*) FROM entry")).isEqualTo("100");
        }
    }

    @Test
    void should_forget_a_cut_cursor_when_the_session_has_moved_on() throws SQLException {
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.setFetchSize(10);
            ResultSet rows = statement.executeQuery("SELECT id FROM entry ORDER BY id");
            failOver();
            connection.rollback();
            assertThat(query(connection, "SELECT count(*) FROM entry")).isEqualTo("100");
            connection.commit();

            assertThatThrownBy(() -> {
                        while (rows.next()) {
                            assertThat(rows.getInt(1)).isPositive();
                        }
                    })
                    .hasFieldOrPropertyWithValue("SQLState", "24000");
            assertThat(connection.isClosed()).isFalse();
        }
    }
}
