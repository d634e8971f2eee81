/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.console.drill;

import io.baton.lab.PostgresNode;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The tables of a drill, and how to read them past Baton. */
final class Schema {

    static final String INSERT_ROW = "INSERT INTO ledger (writer, seq, attempt) VALUES (?, ?, ?)";
    static final String RAISE_COUNTER = "UPDATE counter SET n = n + 1 WHERE writer = ?";
    static final String LOCK_COUNTER = "SELECT n FROM counter WHERE writer = ? FOR UPDATE";
    static final String FIND_ROW = "SELECT 1 FROM ledger WHERE writer = ? AND seq = ?";
    static final String COUNT_ROWS = "SELECT count(*) FROM ledger WHERE writer = ?";
    static final String INSERT_PROBE = "INSERT INTO probe (what) VALUES ('accepts writes?')";

    /** The index is not unique on purpose: a row that is written twice is to be seen, not refused. */
    private static final List<String> TABLES = List.of(
            "CREATE TABLE ledger (writer int NOT NULL, seq bigint NOT NULL, attempt int NOT NULL,"
                    + " written timestamptz NOT NULL DEFAULT clock_timestamp())",
            "CREATE INDEX ON ledger (writer, seq)",
            "CREATE TABLE probe (at timestamptz NOT NULL DEFAULT clock_timestamp(), what text NOT NULL)",
            "CREATE TABLE counter (writer int PRIMARY KEY, n bigint NOT NULL)");

    private Schema() {}

    /** The standbys get it a little later; counters come last. */
    static void create(PostgresNode primary, int writers) throws SQLException {
        // As a DBA would: lets Baton see at once that a standby follows the promoted node.
        primary.executeAsAdmin("GRANT pg_monitor TO app");
        try (Connection connection = primary.connect();
                Statement statement = connection.createStatement()) {
            for (String table : TABLES) {
                statement.execute(table);
            }
            statement.execute(
                    "INSERT INTO counter SELECT writer, 0 FROM generate_series(1, " + writers + ") AS writer");
        }
    }

    static String serverVersion(PostgresNode node) throws SQLException {
        try (Connection connection = node.connect()) {
            return connection.getMetaData().getDatabaseProductVersion();
        }
    }

    static boolean isOn(PostgresNode node, int writers) throws SQLException {
        return node.queryLong("SELECT count(*) FROM pg_tables WHERE tablename = 'counter'") == 1
                && node.queryLong("SELECT count(*) FROM counter") == writers;
    }

    static Found read(PostgresNode primary) throws SQLException {
        Map<RowId, Integer> copies = new HashMap<>();
        Map<Integer, Long> counted = new HashMap<>();
        try (Connection connection = primary.connectAsAdmin();
                Statement statement = connection.createStatement()) {
            try (ResultSet rows =
                    statement.executeQuery("SELECT writer, seq, count(*) FROM ledger GROUP BY writer, seq")) {
                while (rows.next()) {
                    copies.put(new RowId(rows.getInt(1), rows.getLong(2)), rows.getInt(3));
                }
            }
            try (ResultSet rows = statement.executeQuery("SELECT writer, n FROM counter")) {
                while (rows.next()) {
                    counted.put(rows.getInt(1), rows.getLong(2));
                }
            }
        }
        return new Found(copies, counted);
    }

    static List<StaleRow> readStale(PostgresNode node, DrillClock clock) throws SQLException {
        List<StaleRow> stale = new ArrayList<>();
        try (Connection connection = node.connectAsAdmin();
                PreparedStatement query =
                        connection.prepareStatement("SELECT writer, seq, attempt, written FROM ledger");
                ResultSet rows = query.executeQuery()) {
            while (rows.next()) {
                RowId row = new RowId(rows.getInt(1), rows.getLong(2));
                long written = clock.at(rows.getObject(4, OffsetDateTime.class).toInstant());
                stale.add(new StaleRow(row, rows.getInt(3), written));
            }
        }
        return stale;
    }
}
