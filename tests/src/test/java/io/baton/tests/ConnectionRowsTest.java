/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.tests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.baton.driver.BatonConnection;
import io.baton.driver.ConnectionLost;
import io.baton.driver.TransactionLost;
import java.nio.charset.StandardCharsets;
import java.sql.Array;
import java.sql.Blob;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLXML;
import java.sql.Savepoint;
import java.sql.Statement;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;
import org.postgresql.largeobject.LargeObject;
import org.postgresql.largeobject.LargeObjectManager;

/** docs/jdbc-behaviour.md row by row: what connections, results, values and the vendor's objects are after a switch. */
class ConnectionRowsTest extends ClusterTest {

    @Test
    void should_keep_who_is_who() throws Exception {
        try (Connection connection = connect();
                PreparedStatement statement = connection.prepareStatement("SELECT 1");
                ResultSet before = statement.executeQuery()) {
            DatabaseMetaData metadata = connection.getMetaData();
            Set<Object> known = new HashSet<>(List.of(connection, statement, before, metadata));
            List<Integer> hashes = known.stream().map(Object::hashCode).toList();
            assertThat(connection.isWrapperFor(PGConnection.class)).isTrue();

            failOver();

            ResultSet after = statement.executeQuery();
            assertThat(after.getStatement()).isSameAs(statement);
            assertThat(statement.getConnection()).isSameAs(connection);
            assertThat(connection.getMetaData()).isEqualTo(metadata);
            assertThat(metadata.getConnection()).isSameAs(connection);
            assertThat(known).contains(connection, statement, before, metadata);
            assertThat(known.stream().map(Object::hashCode)).containsExactlyElementsOf(hashes);
            assertThat(connection.equals(connection.unwrap(BatonConnection.class)))
                    .isTrue();
            assertThat(connection.unwrap(Connection.class)).isSameAs(connection);
            assertThat(statement.unwrap(Statement.class)).isSameAs(statement);
            assertThat(connection.unwrap(BatonConnection.class).pins())
                    .as("none of that was the vendor's")
                    .isEmpty();
        }
    }

    @Test
    void should_keep_values_and_refuse_to_write_rows_of_a_lost_session() throws Exception {
        cluster.primary().execute("CREATE TABLE item (id serial PRIMARY KEY, note text)");
        try (Connection connection = connect();
                Statement updating =
                        connection.createStatement(ResultSet.TYPE_SCROLL_INSENSITIVE, ResultSet.CONCUR_UPDATABLE);
                PreparedStatement insert = connection.prepareStatement(
                        "INSERT INTO item (note) VALUES ('a'), ('b'), ('c')", Statement.RETURN_GENERATED_KEYS)) {
            insert.executeUpdate();
            ResultSet rows = updating.executeQuery("SELECT id, note FROM item ORDER BY id");
            rows.last();
            Array numbers = connection.createArrayOf("int4", new Integer[] {1, 2, 3});
            SQLXML xml = connection.createSQLXML();
            xml.setString("<a/>");
            connection.setAutoCommit(false);
            Savepoint savepoint = connection.setSavepoint();
            connection.commit();
            connection.setAutoCommit(true);
            awaitItems(3);

            failOver();

            assertThat(query(connection, "SELECT count(*) FROM item")).isEqualTo("3");
            ResultSet keys = insert.getGeneratedKeys();
            assertThat(keys.next()).isTrue();
            assertThat(keys.getInt(1)).isOne();
            assertThat(rows.first()).isTrue();
            assertThat(rows.getString("note")).isEqualTo("a");
            assertThatThrownBy(() -> rows.updateString("note", "changed"))
                    .hasFieldOrPropertyWithValue("SQLState", "24000");
            assertThatThrownBy(rows::updateRow).hasFieldOrPropertyWithValue("SQLState", "24000");
            assertThatThrownBy(rows::refreshRow).hasFieldOrPropertyWithValue("SQLState", "24000");
            assertThat(query(connection, "SELECT count(*) FROM item WHERE note = 'changed'"))
                    .isEqualTo("0");
            try (PreparedStatement select = connection.prepareStatement("SELECT cardinality(?::int[]), ?::xml::text")) {
                select.setArray(1, numbers);
                select.setSQLXML(2, xml);
                ResultSet row = select.executeQuery();
                row.next();
                assertThat(row.getInt(1)).isEqualTo(3);
                assertThat(row.getString(2)).isEqualTo("<a/>");
            }
            connection.setAutoCommit(false);
            query(connection, "SELECT 1");
            assertThatThrownBy(() -> connection.rollback(savepoint)).hasFieldOrPropertyWithValue("SQLState", "3B001");
        }
    }

    private void awaitItems(long items) {
        Awaitility.await().until(() -> cluster.mostAdvancedStandby().queryLong("SELECT count(*) FROM item") == items);
    }

    @Test
    void should_lose_the_transaction_of_a_large_object() throws Exception {
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            ResultSet row = statement.executeQuery("SELECT lo_from_bytea(0, '\\x616263')");
            row.next();
            Blob blob = row.getBlob(1);
            assertThat(blob.length()).isEqualTo(3);

            failOver();

            assertThatThrownBy(() -> blob.getBytes(1, 3)).isInstanceOf(TransactionLost.class);
            connection.rollback();
            assertThat(query(connection, "SELECT count(*) FROM pg_largeobject_metadata"))
                    .isEqualTo("0");
        }
    }

    @Test
    void should_end_with_the_connection_what_runs_on_the_vendors_objects() throws Exception {
        try (Connection copying = connect();
                Connection storing = connect();
                Connection listening = connect()) {
            CopyIn copy = copying.unwrap(PGConnection.class).getCopyAPI().copyIn("COPY entry (id) FROM STDIN");
            copy.writeToCopy("1\n".getBytes(StandardCharsets.US_ASCII), 0, 2);
            storing.setAutoCommit(false);
            LargeObjectManager objects = storing.unwrap(PGConnection.class).getLargeObjectAPI();
            LargeObject object = objects.open(objects.createLO());
            object.write(new byte[] {1});
            PGConnection listener = listening.unwrap(PGConnection.class);
            execute(listening, "LISTEN news");

            failOver();

            assertThatThrownBy(copy::endCopy).isInstanceOf(SQLException.class);
            assertThatThrownBy(object::size).isInstanceOf(SQLException.class);
            for (Connection connection : List.of(copying, storing, listening)) {
                assertThatThrownBy(() -> execute(connection, "INSERT INTO entry VALUES (2)"))
                        .isInstanceOf(ConnectionLost.class);
                assertThat(connection.isClosed()).isTrue();
            }
            assertThatThrownBy(listener::getNotifications).isInstanceOf(SQLException.class);
        }
    }

    @Test
    void should_restore_what_no_server_knows_and_refuse_as_the_vendors_driver_does() throws Exception {
        try (Connection connection = connect()) {
            connection.setTypeMap(Map.of("mood", String.class));
            connection.setCatalog("app");
            execute(connection, "DO $$ BEGIN RAISE WARNING 'careful'; END $$");

            failOver();

            assertThat((Object) connection.getWarnings())
                    .as("of the lost session")
                    .isNull();
            assertThat(connection.getTypeMap()).containsEntry("mood", String.class);
            assertThat(connection.getCatalog()).isEqualTo("app");
            connection.setAutoCommit(false);
            query(connection, "SELECT 1");
            assertThatThrownBy(() -> connection.setTransactionIsolation(Connection.TRANSACTION_SERIALIZABLE))
                    .hasFieldOrPropertyWithValue("SQLState", "25001");
            assertThatThrownBy(() -> connection.setReadOnly(true)).hasFieldOrPropertyWithValue("SQLState", "25001");
            connection.setAutoCommit(false); // The same value is no commit.
            execute(connection, "INSERT INTO entry VALUES (1)");
            connection.rollback();
            assertThat(query(connection, "SELECT count(*) FROM entry")).isEqualTo("0");
        }
    }
}
