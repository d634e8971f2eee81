/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.tests;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.baton.lab.ClusterShape;
import io.baton.lab.PostgresNode;
import io.baton.pool.WarmDataSource;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.IntConsumer;
import javax.sql.DataSource;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** Many threads wait for a primary at the same time. */
class QueueTest extends ClusterTest {

    private static final int THREADS = 500;
    private static final int POOL = 20;

    @Override
    ClusterShape shape() {
        return ClusterShape.trio().withConnections(THREADS + 100);
    }

    @Test
    void should_let_500_waiting_threads_go_on_after_a_failover_without_a_storm() throws Exception {
        try (WarmDataSource pool = new WarmDataSource()) {
            pool.setUrl("jdbc:baton:postgresql://" + cluster.hosts() + "/app?baton.failoverTimeout=1h");
            pool.setUser("app");
            pool.setPassword("app");
            pool.setMaximumPoolSize(POOL);
            pool.setConnectionTimeout(Duration.ofHours(1));
            try (Connection connection = pool.getConnection()) {
                execute(connection, "INSERT INTO entry VALUES (0)");
            }
            awaitEntries(cluster.mostAdvancedStandby(), 1);
            cluster.primary().kill();
            Queue<Integer> done = new ConcurrentLinkedQueue<>();
            Queue<SQLException> failures = new ConcurrentLinkedQueue<>();
            List<Thread> threads = arriveOneByOne(THREADS, id -> insert(pool, id, done, failures));

            PostgresNode successor = promote();
            long promoted = System.nanoTime();
            for (Thread thread : threads) {
                thread.join();
            }

            System.out.printf(
                    "%d threads went on within %d ms of the promotion%n",
                    done.size(), (System.nanoTime() - promoted) / 1_000_000);
            assertThat(failures).isEmpty();
            assertThat(entries(successor)).isEqualTo(THREADS + 1);
            assertThat(successor.queryLong("SELECT count(*) FROM pg_stat_activity WHERE usename = 'app'"
                            + " AND application_name <> 'baton-monitor' AND pid <> pg_backend_pid()"))
                    .as("sessions on the new primary")
                    .isLessThanOrEqualTo(POOL);
        }
    }

    /** Half of them have logged in to the standby that is promoted and need no login, the others log in, a few at a time. */
    @Test
    void should_let_those_leave_who_give_up_and_all_others_go_on() throws Exception {
        url += "&baton.failoverTimeout=1h"; // Until all stand in line a busy machine may need longer than the default.
        List<Connection> connections = new ArrayList<>();
        try {
            for (int i = 0; i < THREADS; i++) {
                connections.add(connect());
            }
            cluster.awaitReplayed();
            cluster.primary().kill();
            Queue<Integer> done = new ConcurrentLinkedQueue<>();
            Map<Integer, SQLException> failures = new ConcurrentHashMap<>();
            List<Thread> threads =
                    arriveOneByOne(connections.size(), id -> insert(connections.get(id - 1), id, done, failures));
            for (int id = 5; id <= threads.size(); id += 5) {
                connections.get(id - 1).close();
                threads.get(id - 1).join(); // Nobody who gives up waits for a node.
            }
            assertThat(failures).hasSize(threads.size() / 5);
            assertThat(done).isEmpty();

            PostgresNode successor = promote();
            long promoted = System.nanoTime();
            for (Thread thread : threads) {
                thread.join();
            }

            System.out.printf(
                    "%d sessions went on within %d ms of the promotion%n",
                    done.size(), (System.nanoTime() - promoted) / 1_000_000);
            assertThat(failures).hasSize(threads.size() / 5);
            assertThat(entries(successor)).isEqualTo(done.size()).isEqualTo(threads.size() - failures.size());
        } finally {
            for (Connection connection : connections) {
                connection.close();
            }
        }
    }

    private static void insert(Connection on, int id, Queue<Integer> done, Map<Integer, SQLException> failures) {
        try {
            execute(on, "INSERT INTO entry VALUES (" + id + ")");
            done.add(id);
        } catch (SQLException e) {
            failures.put(id, e);
        }
    }

    private static void insert(DataSource pool, int id, Queue<Integer> done, Queue<SQLException> failures) {
        try (Connection connection = pool.getConnection()) {
            execute(connection, "INSERT INTO entry VALUES (" + id + ")");
            done.add(id);
        } catch (SQLException e) {
            failures.add(e);
        }
    }

    /** Each begins when the one before it waits. In which order they go on is what RouterTest and LineTest look at. */
    private static List<Thread> arriveOneByOne(int count, IntConsumer task) {
        List<Thread> threads = new ArrayList<>();
        for (int i = 1; i <= count; i++) {
            int id = i;
            Thread thread = new Thread(() -> task.accept(id), "waiting-" + id);
            threads.add(thread);
            thread.start();
            while (thread.getState() != Thread.State.TIMED_WAITING && thread.isAlive()) {
                Thread.onSpinWait();
            }
        }
        return threads;
    }

    /** Between transactions and in reads nobody needs to see a planned switchover. */
    @Test
    void should_hide_a_planned_switchover_from_fifty_threads_between_transactions() throws Exception {
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(url);
        config.setMaximumPoolSize(50);
        config.setConnectionTimeout(30_000);
        AtomicLong longest = new AtomicLong();
        AtomicLong calls = new AtomicLong();
        Queue<SQLException> failures = new ConcurrentLinkedQueue<>();
        try (HikariDataSource pool = new HikariDataSource(config)) {
            SwitchoverLoad load = new SwitchoverLoad(pool, calls, longest, failures);
            List<Thread> threads = new ArrayList<>();
            for (int i = 0; i < 50; i++) {
                threads.add(new Thread(load));
            }
            threads.forEach(Thread::start);
            Awaitility.await().until(() -> calls.get() > 500);

            PostgresNode old = cluster.primary();
            load.pause(); // No transaction is open: those that are open are a matter of replaying them.
            old.stopFast();
            load.resume();
            TimeUnit.MILLISECONDS.sleep(200); // All of them meet the outage.
            promote();
            long after = calls.get();
            Awaitility.await().until(() -> calls.get() > after + 500);
            load.stop();
            for (Thread thread : threads) {
                thread.join();
            }
        }

        System.out.printf(
                "planned switchover: %d calls of 50 threads, longest %d ms, %d errors%n",
                calls.get(), longest.get() / 1_000_000, failures.size());
        assertThat(failures).isEmpty();
    }
}
