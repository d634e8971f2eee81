/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.tests;

import static org.awaitility.Awaitility.await;

import io.baton.lab.Await;
import io.baton.lab.DatabaseNode;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicLongArray;

/**
 * Clients that write one row per transaction into {@code entry}, with a pause between two, each on a connection of its own,
 * and remember what was acknowledged. An error ends the transaction, not the client.
 */
final class Writers implements AutoCloseable {

    /** An application does other things, too; without pauses all would always be in a transaction. */
    private static final long PAUSE_MILLIS = 20;

    /** A failure, and whether anything of its transaction had been sent before. */
    record Failure(boolean inTransaction, SQLException cause) {
        @Override
        public String toString() {
            return (inTransaction ? "in a transaction " : "between transactions ") + cause;
        }
    }

    private final List<Thread> threads = new ArrayList<>();
    private final Set<Long> acknowledged = ConcurrentHashMap.newKeySet();
    private final Queue<Failure> failures = new ConcurrentLinkedQueue<>();
    private final AtomicLong ids = new AtomicLong();
    private final AtomicLongArray begun;
    private volatile boolean stopped;

    private Writers(int count) {
        begun = new AtomicLongArray(count);
    }

    static Writers start(String url, int count) {
        Writers writers = new Writers(count);
        for (int i = 0; i < count; i++) {
            int number = i;
            Thread thread = new Thread(() -> writers.run(url, number), "writer-" + i);
            thread.setDaemon(true);
            writers.threads.add(thread);
            thread.start();
        }
        return writers;
    }

    private void run(String url, int number) {
        while (!stopped) {
            try (Connection connection = DriverManager.getConnection(url)) {
                connection.setAutoCommit(false);
                while (!stopped && !connection.isClosed()) {
                    write(connection, number);
                    TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
                }
            } catch (SQLException e) {
                failures.add(new Failure(false, e));
            } catch (InterruptedException e) {
                return;
            }
        }
    }

    private void write(Connection connection, int number) throws SQLException {
        long began = System.nanoTime();
        long id = ids.incrementAndGet();
        boolean inTransaction = false;
        try (Statement statement = connection.createStatement()) {
            statement.executeUpdate("INSERT INTO entry VALUES (" + id + ")");
            inTransaction = true;
            connection.commit();
            acknowledged.add(id);
            begun.set(number, began);
        } catch (SQLException e) {
            failures.add(new Failure(inTransaction, e));
            if (!connection.isClosed()) {
                connection.rollback();
            }
        }
    }

    void awaitAcknowledged(int count) {
        await().until(() -> acknowledged.size() >= count);
    }

    /** Waits until each of them has had a transaction acknowledged that began after that moment. */
    void awaitAllWroteSince(long nanoTime, Duration limit) {
        await().atMost(limit).until(() -> {
            for (int i = 0; i < begun.length(); i++) {
                if (begun.get(i) - nanoTime < 0) {
                    return false;
                }
            }
            return true;
        });
    }

    void stop() throws InterruptedException {
        stopped = true;
        for (Thread thread : threads) {
            thread.join(Await.LIMIT.toMillis());
            if (thread.isAlive()) {
                throw new IllegalStateException(thread + " does not end");
            }
        }
    }

    List<Failure> errors() {
        return List.copyOf(failures);
    }

    List<Failure> errorsBetweenTransactions() {
        return failures.stream().filter(failure -> !failure.inTransaction()).toList();
    }

    /** Acknowledged, and not there. */
    Set<Long> missing(DatabaseNode node) throws SQLException {
        Set<Long> missing = new HashSet<>(acknowledged);
        missing.removeAll(rows(node).keySet());
        return missing;
    }

    /** How many rows are there more than once. */
    long acknowledgedTwice(DatabaseNode node) throws SQLException {
        return rows(node).values().stream().filter(times -> times > 1).count();
    }

    private static Map<Long, Integer> rows(DatabaseNode node) throws SQLException {
        Map<Long, Integer> rows = new HashMap<>();
        try (Connection connection = node.connect();
                Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery("SELECT id FROM entry")) {
            while (result.next()) {
                rows.merge(result.getLong(1), 1, Integer::sum);
            }
        }
        return rows;
    }

    String summary() {
        Map<String, Integer> states = new HashMap<>();
        failures.forEach(failure -> states.merge(String.valueOf(failure.cause().getSQLState()), 1, Integer::sum));
        return acknowledged.size() + " acknowledged, errors by SQLState " + states;
    }

    @Override
    public void close() throws InterruptedException {
        stop();
    }
}
