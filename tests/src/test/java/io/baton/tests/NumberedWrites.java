/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.tests;

import io.baton.lab.PostgresNode;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.awaitility.Awaitility;

/** Threads that write rows with ever higher numbers, each over a connection of its own, and keep what was acknowledged. */
final class NumberedWrites implements AutoCloseable {

    private final AtomicLong begun;
    private final Set<Long> acknowledged = ConcurrentHashMap.newKeySet();
    private final List<Thread> threads = new ArrayList<>();
    private volatile boolean stopped;

    /** @param above the number of the first row, less one: no number may be used twice in a cluster */
    NumberedWrites(String url, int writers, long above) {
        begun = new AtomicLong(above);
        for (int i = 0; i < writers; i++) {
            Thread thread = new Thread(() -> write(url), "writer-" + i);
            thread.setDaemon(true);
            threads.add(thread);
            thread.start();
        }
    }

    private void write(String url) {
        while (!stopped) {
            try (Connection connection = DriverManager.getConnection(url);
                    PreparedStatement insert = connection.prepareStatement("INSERT INTO entry VALUES (?, '')")) {
                while (!stopped) {
                    long id = begun.incrementAndGet();
                    insert.setLong(1, id);
                    insert.executeUpdate();
                    acknowledged.add(id);
                }
            } catch (SQLException e) {
                // Not acknowledged; the next one takes a new connection.
            }
        }
    }

    /** The highest number of a write that was begun. */
    long begun() {
        return begun.get();
    }

    /** Waits until so many more are acknowledged. */
    void awaitAcknowledged(int more) {
        int target = acknowledged.size() + more;
        Awaitility.await().atMost(Duration.ofSeconds(60)).until(() -> acknowledged.size() >= target);
    }

    void stop() throws InterruptedException {
        stopped = true;
        for (Thread thread : threads) {
            thread.join();
        }
    }

    /** How many rows with a higher number the one node has and the other has not. */
    long rowsOnlyIn(PostgresNode one, PostgresNode other, long above) throws SQLException {
        Set<Long> rows = rows(one, above);
        rows.removeAll(rows(other, above));
        return rows.size();
    }

    /** The same of those that were acknowledged. */
    long acknowledgedOnlyIn(PostgresNode one, PostgresNode other, long above) throws SQLException {
        Set<Long> rows = rows(one, above);
        rows.removeAll(rows(other, above));
        rows.retainAll(acknowledged);
        return rows.size();
    }

    private static Set<Long> rows(PostgresNode node, long above) throws SQLException {
        Set<Long> rows = new HashSet<>();
        try (Connection connection = node.connect();
                Statement statement = connection.createStatement();
                ResultSet found = statement.executeQuery("SELECT id FROM entry WHERE id > " + above)) {
            while (found.next()) {
                rows.add(found.getLong(1));
            }
        }
        return rows;
    }

    @Override
    public void close() throws InterruptedException {
        stop();
    }
}
