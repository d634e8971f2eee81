/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.driver.internal.queue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.baton.topology.time.Deadline;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
class LineTest {

    private static final Duration LONG = Duration.ofMinutes(5);

    private final Line line = new Line(1);
    private final Queue<Integer> entered = new ConcurrentLinkedQueue<>();
    private final Queue<Integer> turnedAway = new ConcurrentLinkedQueue<>();

    @Test
    void should_let_500_in_by_their_numbers_whoever_comes_to_the_line_first() throws Exception {
        assertThat(line.enterAtOnce()).isTrue();
        List<Ticket> tickets = tickets(500);
        List<Integer> order = new ArrayList<>(IntStream.range(0, 500).boxed().toList());
        Collections.shuffle(order, new Random(1));
        List<Thread> threads = new ArrayList<>();
        for (int id : order) {
            threads.add(enterAndLeave(id, tickets.get(id)));
        }
        awaitWaiting(threads);

        line.leave();
        for (Thread thread : threads) {
            thread.join();
        }

        assertThat(entered)
                .containsExactlyElementsOf(IntStream.range(0, 500).boxed().toList());
        assertThat(line.isWaitedIn()).isFalse();
    }

    @Test
    void should_let_in_exactly_the_next_one_for_each_who_leaves() throws Exception {
        Line wide = new Line(3);
        for (int i = 0; i < 3; i++) {
            assertThat(wide.enterAtOnce()).isTrue();
        }
        List<Ticket> tickets = tickets(100);
        List<Integer> order = new ArrayList<>(IntStream.range(0, 100).boxed().toList());
        Collections.shuffle(order, new Random(2));
        List<Thread> threads = new ArrayList<>();
        for (int id : order) {
            Thread thread = new Thread(() -> {
                if (enter(wide, tickets.get(id))) {
                    entered.add(id);
                }
            });
            threads.add(thread);
            thread.start();
        }
        awaitWaiting(threads);

        for (int id = 0; id < 100; id++) {
            wide.leave();
            int size = id + 1;
            await().pollDelay(Duration.ZERO).pollInterval(Duration.ofMillis(1)).until(() -> entered.size() == size);
        }

        assertThat(entered)
                .containsExactlyElementsOf(IntStream.range(0, 100).boxed().toList());
        assertThat(wide.enterAtOnce()).as("three are inside").isFalse();
    }

    @Test
    void should_never_let_in_more_than_there_is_room_for() throws Exception {
        Line wide = new Line(3);
        AtomicInteger inside = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        List<Thread> threads = IntStream.range(0, 50)
                .mapToObj(id -> new Thread(() -> {
                    for (int i = 0; i < 200; i++) {
                        enter(wide, new Ticket(Deadline.after(LONG), () -> false));
                        most.accumulateAndGet(inside.incrementAndGet(), Math::max);
                        LockSupport.parkNanos(1);
                        inside.decrementAndGet();
                        wide.leave();
                    }
                }))
                .toList();
        threads.forEach(Thread::start);
        for (Thread thread : threads) {
            thread.join(); // All come to an end: nobody was forgotten in the queue.
        }

        assertThat(most.get()).isBetween(1, 3);
    }

    @Test
    void should_let_those_go_at_once_who_give_up_and_keep_the_order_of_the_others() throws Exception {
        assertThat(line.enterAtOnce()).isTrue();
        List<AtomicBoolean> closed =
                IntStream.range(0, 30).mapToObj(id -> new AtomicBoolean()).toList();
        List<Ticket> tickets = closed.stream()
                .map(flag -> new Ticket(Deadline.after(LONG), flag::get))
                .peek(Ticket::arrive)
                .toList();
        List<Thread> threads = new ArrayList<>();
        for (int id = 0; id < 30; id++) {
            threads.add(enterAndLeave(id, tickets.get(id)));
        }
        awaitWaiting(threads);

        for (int id = 0; id < 30; id += 3) {
            closed.get(id).set(true);
            tickets.get(id).recheck();
            threads.get(id).join();
        }
        threads.get(10).interrupt();
        threads.get(10).join();
        assertThat(entered).as("nobody gets in because another one goes").isEmpty();
        line.leave();
        for (Thread thread : threads) {
            thread.join();
        }

        assertThat(entered)
                .containsExactlyElementsOf(IntStream.range(0, 30)
                        .filter(id -> id % 3 != 0 && id != 10)
                        .boxed()
                        .toList());
        assertThat(turnedAway).hasSize(11);
    }

    @Test
    void should_not_wait_longer_than_the_deadline_nor_pass_on_a_turn_that_nobody_had() throws Exception {
        assertThat(line.enterAtOnce()).isTrue();
        Ticket ticket = new Ticket(Deadline.after(Duration.ofMillis(20)), () -> false);

        assertThat(line.enter(ticket)).isFalse();
        assertThat(line.enterAtOnce()).as("still taken").isFalse();
        line.leave();
        assertThat(line.enterAtOnce()).isTrue();
    }

    @Test
    void should_let_somebody_with_an_older_number_in_first_who_comes_back() throws Exception {
        assertThat(line.enterAtOnce()).isTrue();
        List<Ticket> tickets = tickets(3);
        List<Thread> threads = new ArrayList<>();
        threads.add(enterAndLeave(2, tickets.get(2)));
        awaitWaiting(threads);
        threads.add(enterAndLeave(0, tickets.get(0).orAfter(LONG)));
        threads.add(enterAndLeave(1, tickets.get(1)));
        awaitWaiting(threads);

        line.leave();
        for (Thread thread : threads) {
            thread.join();
        }

        assertThat(entered).containsExactly(0, 1, 2);
    }

    private static List<Ticket> tickets(int count) {
        return IntStream.range(0, count)
                .mapToObj(id -> new Ticket(Deadline.after(LONG), () -> false))
                .peek(Ticket::arrive)
                .toList();
    }

    private Thread enterAndLeave(int id, Ticket ticket) {
        Thread thread = new Thread(() -> {
            if (enter(line, ticket)) {
                entered.add(id);
                line.leave();
            } else {
                turnedAway.add(id);
            }
        });
        thread.start();
        return thread;
    }

    private static boolean enter(Line line, Ticket ticket) {
        try {
            return line.enter(ticket);
        } catch (InterruptedException e) {
            return false;
        }
    }

    private static void awaitWaiting(List<Thread> threads) {
        await().until(() -> threads.stream().allMatch(thread -> thread.getState() == Thread.State.TIMED_WAITING));
    }
}
