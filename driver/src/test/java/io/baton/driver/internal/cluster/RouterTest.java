/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.driver.internal.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.baton.driver.internal.queue.Ticket;
import io.baton.topology.Claim;
import io.baton.topology.NodeAddress;
import io.baton.topology.Observation;
import io.baton.topology.TimelineEpoch;
import io.baton.topology.Topology;
import io.baton.topology.TopologyKeeper;
import io.baton.topology.TopologyRules;
import io.baton.topology.Upstream;
import io.baton.topology.dialect.PostgresDialect;
import io.baton.topology.probe.ProbeFailures;
import io.baton.topology.time.Deadline;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Queue;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** In which order the router lets those go on who wait. What their threads do afterwards is the machine's affair. */
@Timeout(120)
class RouterTest {

    private static final NodeAddress N1 = new NodeAddress("n1", 1);
    private static final NodeAddress N2 = new NodeAddress("n2", 2);
    private static final int COUNT = 200;

    private final TopologyKeeper keeper =
            new TopologyKeeper("test", Topology.of(List.of(N1, N2)), new TopologyRules(3, 3));
    private final List<Ticket> tickets = new ArrayList<>();
    private final List<Thread> threads = new ArrayList<>();

    RouterTest() {
        probed(N1, Claim.WRITABLE, 1);
        probed(N2, Claim.STANDBY, 1);
        keeper.report(new Observation.Suspected(N1, 0, "killed"));
        for (int i = 0; i < COUNT; i++) {
            Ticket ticket = new Ticket(Deadline.after(Duration.ofMinutes(5)), () -> false);
            ticket.arrive();
            tickets.add(ticket);
        }
    }

    @AfterEach
    void close() {
        keeper.close();
    }

    @Test
    void should_let_those_who_wait_for_a_node_come_forward_by_their_numbers() throws Exception {
        int atATime = 3;
        Waiting waiting = new Waiting(keeper, atATime);
        Queue<Integer> forward = new ConcurrentLinkedQueue<>();
        Set<Integer> released = ConcurrentHashMap.newKeySet();
        for (int id : shuffledFrom(atATime)) {
            start(() -> waiting.awaitNode(Intent.WRITE, tickets.get(id), topology -> {
                if (!forward.contains(id)) {
                    forward.add(id);
                }
                return released.contains(id);
            }));
            if (threads.size() <= atATime) {
                await().until(() -> forward.size() == threads.size());
            }
        }
        awaitAllStand();
        assertThat(forward).containsExactly(0, 1, 2);

        for (int id = 0; id < COUNT; id++) {
            released.add(id);
            keeper.recheck();
            int next = Math.min(COUNT, id + atATime + 1);
            await().pollDelay(Duration.ZERO).pollInterval(Duration.ofMillis(1)).until(() -> forward.size() >= next);
        }
        join();

        assertThat(forward).containsExactlyElementsOf(upTo(COUNT));
    }

    /** However they come from the line of those without a node to that of its logins. */
    @Test
    void should_let_them_log_in_to_the_promoted_node_by_their_numbers() throws Exception {
        Door door = new Door();
        Router router = new Router(keeper, door, new PostgresDialect(), new Leases("test"), new ProbeFailures(), 1);
        start(() -> assertRefused(router, Intent.CONNECT, 0));
        await().until(() -> !door.came.isEmpty()); // It is at the only place there is, and stays.
        for (int id : shuffledFrom(1).subList(1, COUNT)) {
            start(() -> {
                router.awaitNode(Intent.WRITE, tickets.get(id));
                assertRefused(router, Intent.WRITE, id);
            });
        }
        await().until(() -> keeper.waitingCalls() == 1); // The first of them looks out for a primary.
        awaitAllStand();

        probed(N2, Claim.WRITABLE, 2);
        await().until(() -> !router.isWaitedFor(Intent.WRITE) && keeper.waitingCalls() == 0);
        awaitAllStand();
        door.mayEnter.countDown();
        join();

        assertThat(door.came).containsExactlyElementsOf(upTo(COUNT));
    }

    /** Notes who comes to log in and refuses him: only the order matters, and it needs no server. */
    private final class Door implements ConnectionSource {
        final Queue<Integer> came = new ConcurrentLinkedQueue<>();
        final CountDownLatch mayEnter = new CountDownLatch(1);

        @Override
        public PhysicalConnection open(NodeAddress node, Ticket ticket, BooleanSupplier useless) throws SQLException {
            came.add(tickets.indexOf(ticket));
            try {
                boolean may = mayEnter.await(5, TimeUnit.MINUTES);
                assertThat(may).isTrue();
            } catch (InterruptedException e) {
                throw new SQLException(e);
            }
            throw new SQLException("wrong password", "28P01");
        }
    }

    private void assertRefused(Router router, Intent intent, int id) {
        assertThatThrownBy(() -> router.lease(intent, tickets.get(id))).hasMessage("wrong password");
    }

    /** The first few in order, as they find room, the others as they like. */
    private static List<Integer> shuffledFrom(int first) {
        List<Integer> ids = new ArrayList<>(upTo(COUNT));
        Collections.shuffle(ids.subList(first, COUNT), new Random(1));
        return ids;
    }

    private static List<Integer> upTo(int count) {
        return IntStream.range(0, count).boxed().toList();
    }

    private interface Task {
        void run() throws SQLException;
    }

    private void start(Task task) {
        Thread thread = new Thread(() -> {
            try {
                task.run();
            } catch (SQLException e) {
                throw new AssertionError(e);
            }
        });
        threads.add(thread);
        thread.start();
    }

    private void awaitAllStand() {
        await().until(() -> threads.stream().allMatch(thread -> thread.getState() == Thread.State.TIMED_WAITING));
    }

    private void join() throws InterruptedException {
        for (Thread thread : threads) {
            thread.join();
        }
    }

    private void probed(NodeAddress node, Claim claim, int timeline) {
        long generation = keeper.topology().node(node).generation();
        keeper.report(new Observation.Probed(
                node, generation, claim, new TimelineEpoch(7, timeline), Upstream.UNKNOWN, null));
    }
}
