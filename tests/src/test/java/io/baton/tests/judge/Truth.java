/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.tests.judge;

import io.baton.lab.Await;
import io.baton.lab.PostgresNode;
import io.baton.lab.Sql;
import io.baton.lab.mysql.Engine;
import io.baton.lab.mysql.GtidNode;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Pattern;

/** The database as it is, read from the server itself, past the proxies and past Baton. */
final class Truth implements AutoCloseable {

    static final int MOST_RUNS = 20_000;

    private static final long PATIENCE_NANOS = Await.LIMIT.toNanos();
    private static final long PAUSE_NANOS = 200_000;

    private static final Pattern BRACKETS = Pattern.compile("[\\[\\]]+");

    private final Connection connection;
    private final PreparedStatement state;
    private final PreparedStatement keys;
    private final PreparedStatement sessions;

    private Truth(Connection connection, Schema schema) throws SQLException {
        this.connection = connection;
        this.state = connection.prepareStatement(schema.state());
        this.keys = connection.prepareStatement("SELECT id FROM keyed WHERE tag = ? ORDER BY id");
        this.sessions = connection.prepareStatement(schema.sessions());
    }

    /** Not the superuser's: its commits do not wait for a standby, and these must survive a failover. */
    static void createSchema(PostgresNode primary) throws SQLException {
        try (Connection connection = primary.connect()) {
            create(Schema.POSTGRES, connection, MOST_RUNS);
        }
    }

    /** @param runs how many there will be at most */
    static void createSchema(Engine engine, GtidNode primary, int runs) throws SQLException {
        try (Connection connection = primary.connect()) {
            create(Schema.of(engine), connection, runs);
        }
    }

    private static void create(Schema schema, Connection connection, int runs) throws SQLException {
        for (String sql : schema.definition(Court.lastTag(), runs)) {
            Sql.execute(connection, sql);
        }
    }

    static Truth on(PostgresNode primary) throws SQLException {
        return new Truth(primary.connectAsAdmin(), Schema.POSTGRES);
    }

    static Truth on(Engine engine, GtidNode primary) throws SQLException {
        return new Truth(primary.connectAsAdmin(), Schema.of(engine));
    }

    /** All that there is of a run, in words. */
    String state(long tag) throws SQLException {
        for (int i = 1; i <= Schema.TAGS_OF_STATE; i++) {
            state.setLong(i, tag);
        }
        try (ResultSet row = state.executeQuery()) {
            row.next();
            return row.getString(1);
        }
    }

    /** The generated keys of a run. */
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

    /** The list that all runs append to. */
    List<Long> list() throws SQLException {
        return elements(Sql.queryString(connection, "SELECT elements FROM list"));
    }

    /** What a list consists of, as in {@code [1][2]}. */
    static List<Long> elements(String list) {
        return BRACKETS.splitAsStream(list)
                .filter(element -> !element.isEmpty())
                .map(Long::valueOf)
                .toList();
    }

    /** What a session that was cut off has not done by then it never will. */
    void awaitEnd(int session) throws SQLException {
        long start = System.nanoTime();
        sessions.setInt(1, session);
        while (session != 0 && isThere()) {
            if (System.nanoTime() - start > PATIENCE_NANOS) {
                throw new IllegalStateException("session " + session + " does not end");
            }
            LockSupport.parkNanos(PAUSE_NANOS);
        }
    }

    private boolean isThere() throws SQLException {
        try (ResultSet row = sessions.executeQuery()) {
            row.next();
            return row.getLong(1) > 0;
        }
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
