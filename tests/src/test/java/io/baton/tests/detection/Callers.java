/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.tests.detection;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicLong;
import org.awaitility.Awaitility;

/** An application over Baton: one thread that writes, one with transactions, one that reads, on a connection each. */
final class Callers implements AutoCloseable {

    private interface Work {
        void run(Connection connection) throws SQLException, InterruptedException;
    }

    private final String url;
    private final List<Thread> threads = new ArrayList<>();
    private final Map<String, AtomicLong> lastSuccess = new TreeMap<>();
    private final Map<String, Integer> errors = new ConcurrentSkipListMap<>();
    private final AtomicLong longest = new AtomicLong();
    private volatile boolean closed;

    Callers(String url) {
        this.url = url;
        start("write", connection -> {
            execute(connection, "INSERT INTO entry VALUES (1)");
            Thread.sleep(5);
        });
        start("transaction", connection -> {
            connection.setAutoCommit(false);
            execute(connection, "INSERT INTO entry VALUES (2)");
            Thread.sleep(5); // What the application does meanwhile.
            execute(connection, "INSERT INTO entry VALUES (3)");
            connection.commit();
            Thread.sleep(5);
        });
        start("read", connection -> {
            execute(connection, "SELECT id FROM few");
            Thread.sleep(5);
        });
        awaitAllSince(System.nanoTime());
    }

    private void start(String name, Work work) {
        AtomicLong success = new AtomicLong(Long.MIN_VALUE);
        lastSuccess.put(name, success);
        Thread thread = new Thread(() -> run(name, work, success), "caller-" + name);
        thread.setDaemon(true);
        threads.add(thread);
        thread.start();
    }

    private void run(String name, Work work, AtomicLong success) {
        while (!closed) {
            try (Connection connection = DriverManager.getConnection(url)) {
                while (!closed && !connection.isClosed()) {
                    once(name, work, connection, success);
                }
            } catch (SQLException e) {
                errors.merge(name + " " + e.getSQLState(), 1, Integer::sum);
            } catch (InterruptedException e) {
                return;
            }
        }
    }

    private void once(String name, Work work, Connection connection, AtomicLong success)
            throws SQLException, InterruptedException {
        long began = System.nanoTime();
        try {
            work.run(connection);
            success.set(began);
            longest.accumulateAndGet(System.nanoTime() - began, Math::max);
        } catch (SQLException e) {
            errors.merge(name + " " + e.getSQLState(), 1, Integer::sum);
            if (!connection.isClosed() && !connection.getAutoCommit()) {
                connection.rollback();
            }
        }
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /** Waits until everybody has succeeded with what began after that. */
    void awaitAllSince(long nanoTime) {
        Awaitility.await().until(() -> lastSuccess.values().stream().allMatch(success -> success.get() - nanoTime > 0));
    }

    void forgetLongest() {
        longest.set(0);
    }

    double longestMillis() {
        return longest.get() / 1e6;
    }

    /** How often who saw which SQLState. */
    Map<String, Integer> errors() {
        return errors;
    }

    @Override
    public void close() throws InterruptedException {
        closed = true;
        for (Thread thread : threads) {
            thread.join();
        }
    }
}
