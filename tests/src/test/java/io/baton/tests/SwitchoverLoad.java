/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.tests;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Queue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import javax.sql.DataSource;

/** Transactions and reads in auto-commit mode by turns, in as many threads as run it. */
final class SwitchoverLoad implements Runnable {

    private final DataSource pool;
    private final AtomicLong calls;
    private final AtomicLong longest;
    private final Queue<SQLException> failures;
    private final ReentrantReadWriteLock open = new ReentrantReadWriteLock(true);
    private volatile boolean stopped;

    SwitchoverLoad(DataSource pool, AtomicLong calls, AtomicLong longest, Queue<SQLException> failures) {
        this.pool = pool;
        this.calls = calls;
        this.longest = longest;
        this.failures = failures;
    }

    /** Returns when no transaction is open, and none begins until {@link #resume}. */
    void pause() {
        open.writeLock().lock();
    }

    void resume() {
        open.writeLock().unlock();
    }

    void stop() {
        stopped = true;
    }

    @Override
    public void run() {
        while (!stopped) {
            open.readLock().lock();
            long start = System.nanoTime();
            try (Connection connection = pool.getConnection()) {
                ClusterTest.query(connection, "SELECT count(*) FROM entry WHERE id < 0");
                connection.setAutoCommit(false);
                ClusterTest.execute(connection, "INSERT INTO entry VALUES (1)");
                connection.commit();
                connection.setAutoCommit(true);
                calls.incrementAndGet();
            } catch (SQLException e) {
                failures.add(e);
            } finally {
                longest.accumulateAndGet(System.nanoTime() - start, Math::max);
                open.readLock().unlock();
            }
        }
    }
}
