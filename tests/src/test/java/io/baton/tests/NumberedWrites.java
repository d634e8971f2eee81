/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.tests;

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
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;

/** Threads that write rows with ever higher numbers in auto-commit mode, and keep what the application was told. */
public final class NumberedWrites implements AutoCloseable {

    private final AtomicLong begun;
    private final Map<Long, Long> acknowledged = new ConcurrentHashMap<>();
    private final ConcurrentLinkedQueue<SQLException> failures = new ConcurrentLinkedQueue<>();
    private final List<Thread> threads = new ArrayList<>();
    private final Duration pause;
    private volatile boolean stopped;

    public NumberedWrites(String url, int writers) {
        this(url, writers, 0, Duration.ZERO);
    }

    /** @param above the number of the first row, less one: no number may be used twice in a cluster */
    NumberedWrites(String url, int writers, long above) {
        this(url, writers, above, Duration.ZERO);
    }

    /** Each writer rests between two writes, so that replicas which have to catch up have not much to do. */
    public static NumberedWrites unhurried(String url, int writers) {
        return new NumberedWrites(url, writers, 0, Duration.ofMillis(5));
    }

    private NumberedWrites(String url, int writers, long above, Duration pause) {
        begun = new AtomicLong(above);
        this.pause = pause;
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
                    acknowledged.put(id, System.nanoTime());
                    LockSupport.parkNanos(pause.toNanos());
                }
            } catch (SQLException e) {
                failures.add(e);
            }
        }
    }

    /** The highest number of a write that was begun. */
    public long begun() {
        return begun.get();
    }

    /** Waits until so many more are acknowledged. */
    public void awaitAcknowledged(int more) {
        int target = acknowledged.size() + more;
        Awaitility.await().pollInterval(Duration.ofMillis(2)).until(() -> acknowledged.size() >= target);
    }

    public Set<Long> acknowledgedAbove(long id) {
        return acknowledged.keySet().stream().filter(number -> number > id).collect(Collectors.toSet());
    }

    public List<SQLException> failures() {
        return List.copyOf(failures);
    }

    /** For how long no write was acknowledged. */
    public Duration longestGapSince(long nanoTime) {
        long longest = 0;
        long last = nanoTime;
        for (long time : new TreeSet<>(acknowledged.values()).tailSet(nanoTime)) {
            longest = Math.max(longest, time - last);
            last = time;
        }
        return Duration.ofNanos(longest);
    }

    /** Of those that are there, the numbers. */
    public static Set<Long> rows(Connection session, long above) throws SQLException {
        Set<Long> rows = new HashSet<>();
        try (Connection connection = session;
                Statement statement = connection.createStatement();
                ResultSet found = statement.executeQuery("SELECT id FROM entry WHERE id > " + above)) {
            while (found.next()) {
                rows.add(found.getLong(1));
            }
        }
        return rows;
    }

    public void stop() throws InterruptedException {
        stopped = true;
        for (Thread thread : threads) {
            thread.join();
        }
    }

    @Override
    public void close() throws InterruptedException {
        stop();
    }

    @Override
    public String toString() {
        return begun + " writes, " + acknowledged.size() + " acknowledged, the application saw "
                + failures.stream().map(SQLException::toString).toList();
    }
}
