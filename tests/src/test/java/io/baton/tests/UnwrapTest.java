/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.tests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.baton.driver.ConnectionLost;
import java.io.StringReader;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.Test;
import org.postgresql.PGConnection;

/** What happens behind our back: the vendor's own objects, and rows that write. */
class UnwrapTest extends ClusterTest {

    @Test
    void should_commit_what_was_copied_through_the_vendors_connection() throws Exception {
        try (Connection connection = connect()) {
            connection.setAutoCommit(false);
            PGConnection vendors = connection.unwrap(PGConnection.class);
            vendors.getCopyAPI().copyIn("COPY entry (id) FROM STDIN", new StringReader("1\n2\n3\n"));
            connection.commit();
        }
        assertThat(entries(cluster.primary())).isEqualTo(3);
    }

    @Test
    void should_roll_back_what_was_copied_through_the_vendors_connection() throws Exception {
        try (Connection connection = connect()) {
            connection.setAutoCommit(false);
            PGConnection vendors = connection.unwrap(PGConnection.class);
            vendors.getCopyAPI().copyIn("COPY entry (id) FROM STDIN", new StringReader("1\n2\n3\n"));
            connection.rollback();
            execute(connection, "INSERT INTO entry VALUES (4)");
            connection.commit();
        }
        assertThat(entries(cluster.primary())).isEqualTo(1);
    }

    @Test
    void should_commit_a_row_that_was_updated_in_a_result_after_the_last_commit() throws SQLException {
        cluster.primary().execute("ALTER TABLE entry ADD PRIMARY KEY (id)");
        try (Connection connection = connect();
                Statement statement =
                        connection.createStatement(ResultSet.TYPE_SCROLL_INSENSITIVE, ResultSet.CONCUR_UPDATABLE)) {
            execute(connection, "INSERT INTO entry VALUES (1, 'old')");
            connection.setAutoCommit(false);
            ResultSet row = statement.executeQuery("SELECT id, note FROM entry");
            row.next();
            connection.commit();
            row.updateString("note", "new");
            row.updateRow();
            connection.commit();
        }
        assertThat(cluster.primary().queryLong("SELECT count(*) FROM entry WHERE note = 'new'"))
                .isEqualTo(1);
    }

    @Test
    void should_close_instead_of_moving_a_session_whose_native_object_was_handed_out() throws SQLException {
        Connection connection = connect();
        connection.unwrap(PGConnection.class);
        failOver();

        assertThatThrownBy(() -> execute(connection, "SELECT 1"))
                .isInstanceOf(ConnectionLost.class)
                .hasFieldOrPropertyWithValue("SQLState", "08006")
                .hasMessageContaining("org.postgresql.PGConnection");
        assertThat(connection.isClosed()).isTrue();
    }
}
