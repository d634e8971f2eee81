/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.tests.frameworks;

import io.baton.lab.PostgresNode;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/** Ends sessions of the application's that are in the midst of a transaction, one after another, for as long as it is open. */
final class Ender implements AutoCloseable {

    private static final Duration AFTER_ONE = Duration.ofMillis(400);
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(1);
    private static final String IN_MIDST = "SELECT pid FROM pg_stat_activity WHERE usename = 'app' AND datname = ?"
            + " AND xact_start IS NOT NULL AND application_name <> 'ender'";

    private final AtomicInteger ended = new AtomicInteger();
    private final Thread thread;
    private volatile boolean closed;

    Ender(PostgresNode server, String database, Random random) {
        thread = new Thread(() -> endSome(server, database, random), "ender");
        thread.setDaemon(true);
    }

    void start() {
        thread.start();
    }

    private void endSome(PostgresNode server, String database, Random random) {
        try (Connection admin = server.connectAsAdmin()) {
            while (!closed) {
                List<Integer> sessions = sessions(admin, database);
                if (sessions.isEmpty()) {
                    LockSupport.parkNanos(BETWEEN_LOOKS.toNanos());
                } else {
                    end(admin, sessions.get(random.nextInt(sessions.size())));
                    LockSupport.parkNanos(AFTER_ONE.toNanos());
                }
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static List<Integer> sessions(Connection admin, String database) throws SQLException {
        try (PreparedStatement statement = admin.prepareStatement(IN_MIDST)) {
            statement.setString(1, database);
            List<Integer> sessions = new ArrayList<>();
            try (ResultSet result = statement.executeQuery()) {
                while (result.next()) {
                    sessions.add(result.getInt(1));
                }
            }
            return sessions;
        }
    }

    private void end(Connection admin, int session) throws SQLException {
        try (PreparedStatement statement = admin.prepareStatement("SELECT pg_terminate_backend(?)")) {
            statement.setInt(1, session);
            try (ResultSet result = statement.executeQuery()) {
                if (result.next() && result.getBoolean(1)) {
                    ended.incrementAndGet();
                }
            }
        }
    }

    int ended() {
        return ended.get();
    }

    @Override
    public void close() throws InterruptedException {
        closed = true;
        thread.join();
    }
}
