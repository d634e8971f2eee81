/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.tests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.baton.driver.CommitOutcomeUnknown;
import io.baton.driver.TransactionLost;
import io.baton.lab.PostgresNode;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.io.StringReader;
import java.math.BigDecimal;
import java.sql.CallableStatement;
import java.sql.Connection;
import java.sql.Date;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Timestamp;
import java.sql.Types;
import java.util.ArrayList;
import java.util.Calendar;
import java.util.GregorianCalendar;
import java.util.List;
import java.util.TimeZone;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** docs/jdbc-behaviour.md row by row: what statements, parameters and batches are on the next node. */
class StatementRowsTest extends ClusterTest {

    private static final String KINDS =
            "SELECT ?::bytea, ?::timestamp, ?::int IS NULL, ?::numeric, ?::text, ?::bytea, ?::text, ?::date, ?::int";

    @Test
    void should_carry_over_a_prepared_statement_with_all_it_was_told() throws Exception {
        try (Connection connection = connect();
                PreparedStatement statement = connection.prepareStatement(
                        KINDS, ResultSet.TYPE_SCROLL_INSENSITIVE, ResultSet.CONCUR_READ_ONLY)) {
            byte[] bytes = {1, 2, 3};
            Timestamp time = Timestamp.valueOf("2026-01-02 03:04:05");
            Date date = Date.valueOf("2026-01-02");
            Calendar tokyo = new GregorianCalendar(TimeZone.getTimeZone("Asia/Tokyo"));
            bindAll(statement, bytes, time, tokyo, date);
            statement.setFetchDirection(ResultSet.FETCH_REVERSE);
            statement.setMaxFieldSize(100);
            statement.setMaxRows(3);
            statement.setFetchSize(11);
            statement.setQueryTimeout(40);
            statement.setPoolable(false);
            statement.setCursorName("carried"); // pgjdbc takes it and does nothing with it; so it must be taken again.
            statement.closeOnCompletion();
            String before;
            try (PreparedStatement twin = connection.prepareStatement(KINDS)) {
                bindAll(twin, bytes, time, tokyo, date);
                before = row(twin.executeQuery());
            }

            bytes[0] = 9; // The application's own, and not bound any more.
            time.setTime(0);
            date.setTime(0);
            tokyo.setTimeZone(TimeZone.getTimeZone("UTC"));
            failOver();

            ResultSet after = statement.executeQuery();
            assertThat(List.of(
                            statement.getFetchDirection(),
                            statement.getMaxFieldSize(),
                            statement.getMaxRows(),
                            statement.getFetchSize(),
                            statement.getQueryTimeout()))
                    .containsExactly(ResultSet.FETCH_REVERSE, 100, 3, 11, 40);
            assertThat(statement.isPoolable()).isFalse();
            assertThat(statement.isCloseOnCompletion()).isTrue();
            assertThat(row(after)).isEqualTo(before).contains("010203", "1.50", "text", "0708", "read", "42");
            assertThat(statement.isClosed()).isTrue();
        }
    }

    private static void bindAll(PreparedStatement statement, byte[] bytes, Timestamp time, Calendar calendar, Date date)
            throws SQLException {
        statement.setBytes(1, bytes);
        statement.setTimestamp(2, time, calendar);
        statement.setNull(3, Types.INTEGER);
        statement.setBigDecimal(4, new BigDecimal("1.50"));
        statement.setString(5, "text");
        statement.setBinaryStream(6, new ByteArrayInputStream(new byte[] {7, 8}), 2);
        statement.setCharacterStream(7, new StringReader("read"), 4);
        statement.setObject(8, date);
        statement.setObject(9, "42", Types.INTEGER);
    }

    private static String row(ResultSet result) throws SQLException {
        List<String> columns = new ArrayList<>();
        result.next();
        for (int i = 1; i <= result.getMetaData().getColumnCount(); i++) {
            columns.add(result.getString(i));
        }
        result.close();
        return columns.toString();
    }

    @Test
    void should_carry_over_what_a_callable_statement_registered() throws Exception {
        try (Connection connection = connect();
                CallableStatement call = connection.prepareCall("{? = call upper(?)}")) {
            call.registerOutParameter(1, Types.VARCHAR);
            call.setString(2, "carried");

            failOver();

            call.execute();
            assertThat(call.getString(1)).isEqualTo("CARRIED");
            assertThat(call.wasNull()).isFalse();
        }
    }

    @Test
    void should_send_a_stream_again_up_to_what_is_kept_of_it() throws Exception {
        cluster.primary().execute("CREATE TABLE document (content bytea)");
        try (Connection connection = connect();
                PreparedStatement small = connection.prepareStatement("INSERT INTO document VALUES (?)");
                PreparedStatement large = connection.prepareStatement("INSERT INTO document VALUES (?)")) {
            connection.setAutoCommit(false);
            small.setBinaryStream(1, zeros(500_000));
            large.setBinaryStream(1, zeros(3_000_000));

            failOver();

            assertThat(small.executeUpdate()).isOne();
            assertThat(query(connection, "SELECT sum(length(content)) FROM document"))
                    .isEqualTo("500000");
            assertThatThrownBy(large::executeUpdate)
                    .isInstanceOf(TransactionLost.class)
                    .hasMessageContaining("stream");
            connection.rollback();
            assertThat(query(connection, "SELECT count(*) FROM document")).isEqualTo("0");
        }
    }

    private static InputStream zeros(int length) {
        return new ByteArrayInputStream(new byte[length]);
    }

    @Test
    void should_report_a_batch_as_unknown_that_was_cut_in_auto_commit_mode() throws Exception {
        Connection connection = connect();
        PreparedStatement batch = connection.prepareStatement("INSERT INTO entry SELECT ?, pg_sleep(?)::text");
        for (int i = 1; i <= 20; i++) {
            batch.setInt(1, i);
            batch.setDouble(2, i == 20 ? 30 : 0);
            batch.addBatch();
        }
        CompletableFuture<int[]> call = inBackground(batch::executeBatch);
        awaitRunning(cluster.primary(), "pg_sleep");

        PostgresNode successor = failOver();

        assertThatThrownBy(() -> call.get(2, TimeUnit.MINUTES))
                .isInstanceOf(ExecutionException.class)
                .hasCauseInstanceOf(CommitOutcomeUnknown.class);
        assertThat(connection.isClosed()).isTrue();
        assertThat(successor.queryLong("SELECT count(*) - count(DISTINCT id) FROM entry"))
                .as("rows that are there twice")
                .isZero();
    }

    /** What the application's own streams do is between it and the vendor's driver. No node is lost by it. */
    @Test
    void should_treat_the_failure_of_an_applications_stream_as_the_vendors_driver_does() throws Exception {
        cluster.primary().execute("CREATE TABLE document (content bytea, words text)");
        try (Connection vendors = cluster.primary().connect();
                Connection batons = connect()) {
            for (Binding binding : List.<Binding>of(
                    insert -> insert.setBinaryStream(1, new Broken(new IOException("the disk is gone")), 10),
                    insert -> insert.setBinaryStream(1, new Broken(new IOException("the disk is gone"))),
                    insert -> insert.setBinaryStream(1, zeros(5), 10),
                    insert -> insert.setCharacterStream(2, new BrokenReader(), 10),
                    insert -> insert.setCharacterStream(2, new BrokenReader()))) {
                assertThat(outcome(batons, binding)).isEqualTo(outcome(vendors, binding));
            }
            assertThat(query(batons, "SELECT count(*) FROM document"))
                    .isEqualTo(query(vendors, "SELECT count(*) FROM document"));
        }
    }

    @FunctionalInterface
    private interface Binding {
        void to(PreparedStatement insert) throws SQLException;
    }

    private static String outcome(Connection connection, Binding binding) throws SQLException {
        String session = query(connection, "SELECT pg_backend_pid()");
        String failure = "none";
        try (PreparedStatement insert = connection.prepareStatement("INSERT INTO document VALUES (?, ?)")) {
            insert.setNull(1, Types.BINARY);
            insert.setNull(2, Types.VARCHAR);
            binding.to(insert);
            insert.executeUpdate();
        } catch (SQLException e) {
            failure = e.getClass() + " " + e.getSQLState() + " " + e.getMessage();
        }
        return failure + ", closed: " + connection.isClosed() + ", the same session: "
                + session.equals(query(connection, "SELECT pg_backend_pid()"));
    }

    private static final class Broken extends InputStream {
        private final IOException failure;

        Broken(IOException failure) {
            this.failure = failure;
        }

        @Override
        public int read() throws IOException {
            throw failure;
        }

        @Override
        public int read(byte[] into, int from, int length) throws IOException {
            throw failure;
        }
    }

    private static final class BrokenReader extends Reader {
        @Override
        public int read(char[] into, int from, int length) throws IOException {
            throw new IOException("the disk is gone");
        }

        @Override
        public void close() {}
    }

    @Test
    void should_carry_over_the_escape_processing_of_a_statement() throws Exception {
        try (Connection connection = connect();
                Statement raw = connection.createStatement();
                Statement escaped = connection.createStatement()) {
            raw.setEscapeProcessing(false);

            failOver();

            assertThatThrownBy(() -> raw.executeQuery("SELECT {fn ucase('a')}"))
                    .hasFieldOrPropertyWithValue("SQLState", "42601");
            try (ResultSet row = escaped.executeQuery("SELECT {fn ucase('a')}")) {
                row.next();
                assertThat(row.getString(1)).isEqualTo("A");
            }
        }
    }
}
