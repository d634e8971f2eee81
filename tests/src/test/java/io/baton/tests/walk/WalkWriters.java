/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.tests.walk;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.awaitility.Awaitility;

/** Clients that write all the time, each write in a transaction that asks where it is, and keep what was acknowledged. */
final class WalkWriters implements AutoCloseable {

    /** One write that was acknowledged. */
    record Written(long id, String where, long began, long acknowledged) {}

    private final ConcurrentLinkedQueue<Written> written = new ConcurrentLinkedQueue<>();
    private final ConcurrentLinkedQueue<String> errors = new ConcurrentLinkedQueue<>();
    private final AtomicLong ids = new AtomicLong();
    private final List<Thread> threads = new ArrayList<>();
    private volatile boolean stopped;

    WalkWriters(String url, String whereQuery, int count) {
        for (int i = 0; i < count; i++) {
            Thread thread = new Thread(() -> run(url, whereQuery), "walk-writer-" + i);
            thread.setDaemon(true);
            threads.add(thread);
            thread.start();
        }
    }

    private void run(String url, String whereQuery) {
        while (!stopped) {
            try (Connection connection = DriverManager.getConnection(url)) {
                connection.setAutoCommit(false);
                while (!stopped && !connection.isClosed()) {
                    write(connection, whereQuery);
                    LockSupport.parkNanos(Duration.ofMillis(10).toNanos());
                }
            } catch (SQLException e) {
                errors.add(String.valueOf(e.getSQLState()));
            }
        }
    }

    private void write(Connection connection, String whereQuery) throws SQLException {
        long began = System.nanoTime();
        long id = ids.incrementAndGet();
        try (Statement statement = connection.createStatement()) {
            statement.executeUpdate("INSERT INTO entry VALUES (" + id + ", '')");
            String where;
            try (ResultSet row = statement.executeQuery(whereQuery)) {
                row.next();
                where = row.getString(1);
            }
            connection.commit();
            written.add(new Written(id, where, began, System.nanoTime()));
        } catch (SQLException e) {
            errors.add(String.valueOf(e.getSQLState()));
            if (!connection.isClosed()) {
                connection.rollback();
            }
        }
    }

    /** Those that began at that moment or later. */
    List<Written> since(long nanoTime) {
        return written.stream().filter(one -> one.began() - nanoTime >= 0).toList();
    }

    /** Waits for one that begins there from now on, and says how long that took; null when it does not come within the limit. */
    Duration awaitOne(String where, Duration limit) {
        long now = System.nanoTime();
        try {
            Awaitility.await()
                    .pollInterval(Duration.ofMillis(5))
                    .atMost(limit)
                    .until(() -> since(now).stream().anyMatch(one -> one.where().equals(where)));
        } catch (org.awaitility.core.ConditionTimeoutException e) {
            return null;
        }
        return Duration.ofNanos(System.nanoTime() - now);
    }

    Map<String, Integer> errors() {
        Map<String, Integer> counted = new TreeMap<>();
        errors.forEach(state -> counted.merge(state, 1, Integer::sum));
        return counted;
    }

    int count() {
        return written.size();
    }

    @Override
    public void close() {
        stopped = true;
        for (Thread thread : threads) {
            try {
                thread.join(10_000);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
