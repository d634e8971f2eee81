/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.tests.judge;

import io.baton.lab.PostgresNode;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/** The database as it is, read from the server itself, past the proxies and past Baton. */
final class Truth implements AutoCloseable {

    /** Every run gets a pair of accounts of its own. */
    static final int MOST_RUNS = 20_000;

    private static final List<String> SCHEMA = List.of(
            "CREATE TABLE mark (tag bigint, step int)",
            "CREATE INDEX ON mark (tag)",
            "CREATE TABLE account (tag bigint, id int, balance bigint, PRIMARY KEY (tag, id))",
            "INSERT INTO account SELECT tag, id, 100 FROM generate_series(1, " + MOST_RUNS
                    + ") tag, generate_series(1, 2) id",
            "CREATE TABLE keyed (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, tag bigint)",
            "CREATE INDEX ON keyed (tag)",
            "CREATE TABLE baton_ledger (entry uuid PRIMARY KEY, outcome \"char\" NOT NULL, written timestamptz NOT NULL)",
            "CREATE TABLE number AS SELECT n FROM generate_series(1, 10) n");

    private static final String STATE = """
            SELECT concat_ws(' | ',
                (SELECT coalesce(string_agg(step::text, ',' ORDER BY step), '') FROM mark WHERE tag = ?),
                (SELECT string_agg(balance::text, ',' ORDER BY id) FROM account WHERE tag = ?),
                (SELECT count(*) FROM keyed WHERE tag = ?))
            """;

    private static final long PATIENCE_NANOS = 10_000_000_000L;
    private static final long PAUSE_NANOS = 200_000;

    private final Connection connection;
    private final PreparedStatement state;
    private final PreparedStatement keys;
    private final PreparedStatement backend;

    private Truth(Connection connection) throws SQLException {
        this.connection = connection;
        this.state = connection.prepareStatement(STATE);
        this.keys = connection.prepareStatement("SELECT id FROM keyed WHERE tag = ?");
        this.backend = connection.prepareStatement("SELECT count(*) FROM pg_stat_activity WHERE pid = ?");
    }

    /** Not the superuser's: its commits do not wait for a standby, and these must survive a failover. */
    static void createSchema(PostgresNode primary) throws SQLException {
        try (Connection connection = primary.connect();
                Statement statement = connection.createStatement()) {
            for (String sql : SCHEMA) {
                statement.execute(sql);
            }
        }
    }

    static Truth on(PostgresNode primary) throws SQLException {
        return new Truth(primary.connectAsAdmin());
    }

    /** Marks, balances and number of keyed rows of a run. */
    String state(long tag) throws SQLException {
        for (int i = 1; i <= 3; i++) {
            state.setLong(i, tag);
        }
        try (ResultSet row = state.executeQuery()) {
            row.next();
            return row.getString(1);
        }
    }

    List<Long> keys(long tag) throws SQLException {
        keys.setLong(1, tag);
        try (ResultSet rows = keys.executeQuery()) {
            List<Long> found = new ArrayList<>();
            while (rows.next()) {
                found.add(rows.getLong(1));
            }
            return found;
        }
    }

    /** What a session that was cut off has not done by then it never will. */
    void awaitEnd(int pid) throws SQLException {
        long start = System.nanoTime();
        backend.setInt(1, pid);
        while (pid != 0 && isThere()) {
            if (System.nanoTime() - start > PATIENCE_NANOS) {
                throw new IllegalStateException("backend " + pid + " does not end");
            }
            LockSupport.parkNanos(PAUSE_NANOS);
        }
    }

    private boolean isThere() throws SQLException {
        try (ResultSet row = backend.executeQuery()) {
            row.next();
            return row.getLong(1) > 0;
        }
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
