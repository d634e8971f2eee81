/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.topology;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.baton.topology.time.Deadline;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
class TopologyKeeperTest {

    private static final NodeAddress N1 = new NodeAddress("n1", 5432);
    private static final NodeAddress N2 = new NodeAddress("n2", 5432);
    private static final Deadline FAR = Deadline.after(Duration.ofMinutes(5));

    private final TopologyKeeper keeper =
            new TopologyKeeper("test", Topology.of(List.of(N1, N2)), new TopologyRules(3, 3));

    @AfterEach
    void close() {
        keeper.close();
    }

    @Test
    void should_show_what_was_reported_when_report_returns() {
        settle();
        assertThat(keeper.topology().primary()).isNotNull();

        keeper.report(new Observation.Suspected(N1, 0, "a call failed"));

        assertThat(keeper.topology().primary()).isNull();
        assertThat(keeper.topology().node(N1).health()).isEqualTo(Health.SUSPECT);
    }

    @Test
    void should_keep_the_snapshot_when_nothing_changes() {
        settle();
        Topology before = keeper.topology();

        keeper.report(probed(N1, Claim.WRITABLE, 1));

        assertThat(keeper.topology()).isSameAs(before);
    }

    @Test
    void should_not_wait_when_the_condition_holds_already() throws InterruptedException {
        Topology topology = keeper.await(t -> t.primary() == null, Deadline.after(Duration.ZERO));

        assertThat(topology).isSameAs(keeper.topology());
        assertThat(keeper.waitingCalls()).isZero();
    }

    @Test
    void should_wake_a_waiting_call_when_the_topology_changes() throws Exception {
        FutureTask<Topology> call = waitForPrimary(FAR);
        assertThat(keeper.waitingCalls()).isEqualTo(1);

        settle();

        assertThat(call.get().primary()).extracting(Node::address).isEqualTo(N1);
        assertThat(keeper.waitingCalls()).isZero();
    }

    @Test
    void should_wake_all_waiting_calls() throws Exception {
        List<FutureTask<Topology>> calls =
                IntStream.range(0, 8).mapToObj(i -> start(FAR)).toList();
        await().until(() -> keeper.waitingCalls() == 8);

        settle();

        for (FutureTask<Topology> call : calls) {
            assertThat(call.get().primary()).isNotNull();
        }
        assertThat(keeper.waitingCalls()).isZero();
    }

    @Test
    void should_go_on_waiting_when_a_change_does_not_satisfy_the_condition() throws Exception {
        FutureTask<Topology> call = waitForPrimary(FAR);

        keeper.report(probed(N1, Claim.WRITABLE, 1));
        assertThat(call.isDone()).isFalse();
        assertThat(keeper.waitingCalls()).isEqualTo(1);

        keeper.report(probed(N2, Claim.STANDBY, 1));
        assertThat(call.get().primary()).isNotNull();
    }

    @Test
    void should_give_the_newest_topology_when_the_deadline_passes() throws InterruptedException {
        keeper.report(probed(N1, Claim.STANDBY, 1));
        Deadline deadline = Deadline.after(Duration.ofMillis(30));

        Topology topology = keeper.await(t -> t.primary() != null, deadline);

        assertThat(deadline.hasPassed()).isTrue();
        assertThat(topology).isSameAs(keeper.topology());
        assertThat(topology.primary()).isNull();
        assertThat(keeper.waitingCalls()).isZero();
    }

    @Test
    void should_not_wait_at_all_after_the_deadline() throws InterruptedException {
        Topology topology = keeper.await(t -> false, Deadline.after(Duration.ofSeconds(-1)));

        assertThat(topology).isSameAs(keeper.topology());
        assertThat(keeper.waitingCalls()).isZero();
    }

    @Test
    void should_end_the_wait_when_the_thread_is_interrupted() {
        CompletableFuture<Thread> caller = new CompletableFuture<>();
        FutureTask<Topology> call = new FutureTask<>(() -> {
            caller.complete(Thread.currentThread());
            return keeper.await(t -> t.primary() != null, FAR);
        });
        start(call);
        await().until(() -> caller.isDone() && caller.join().getState() == Thread.State.TIMED_WAITING);

        caller.join().interrupt();

        assertThatThrownBy(call::get)
                .isInstanceOf(ExecutionException.class)
                .hasCauseInstanceOf(InterruptedException.class);
        assertThat(keeper.waitingCalls()).isZero();
    }

    @Test
    void should_tell_every_listener_every_change_in_order() throws InterruptedException {
        BlockingQueue<Topology> first = new LinkedBlockingQueue<>();
        BlockingQueue<Topology> second = new LinkedBlockingQueue<>();
        keeper.addListener((change, current) -> first.add(current));
        keeper.addListener((change, current) -> second.add(current));

        for (int timeline = 1; timeline <= 100; timeline++) {
            keeper.report(probed(N1, Claim.STANDBY, timeline));
        }

        for (BlockingQueue<Topology> told : List.of(first, second)) {
            for (long version = 1; version <= 100; version++) {
                assertThat(next(told).version()).isEqualTo(version);
            }
            assertThat(told).isEmpty();
        }
    }

    @Test
    void should_tell_the_nodes_before_the_primary() throws InterruptedException {
        BlockingQueue<TopologyChange> told = new LinkedBlockingQueue<>();
        keeper.report(probed(N1, Claim.WRITABLE, 1));
        keeper.addListener((change, current) -> told.add(change));

        keeper.report(probed(N2, Claim.STANDBY, 1));

        await().until(() -> told.stream().anyMatch(TopologyChange.PrimaryChanged.class::isInstance));
        assertThat(told).last().isInstanceOf(TopologyChange.PrimaryChanged.class);
    }

    @Test
    void should_publish_before_it_tells() throws InterruptedException {
        BlockingQueue<Long> behind = new LinkedBlockingQueue<>();
        keeper.addListener((change, current) ->
                behind.add(current.version() - keeper.topology().version()));

        keeper.report(probed(N1, Claim.WRITABLE, 1));

        assertThat(behind.poll(1, TimeUnit.MINUTES)).isNotNull().isNotPositive();
    }

    @Test
    void should_not_wait_for_its_listeners() throws InterruptedException {
        CountDownLatch release = new CountDownLatch(1);
        BlockingQueue<Long> told = new LinkedBlockingQueue<>();
        keeper.addListener((change, current) -> {
            awaitUninterruptibly(release);
            told.add(current.version());
        });

        keeper.report(probed(N1, Claim.WRITABLE, 1));
        keeper.report(probed(N1, Claim.STANDBY, 1));

        assertThat(keeper.topology().node(N1).claim()).isEqualTo(Claim.STANDBY);
        assertThat(told).isEmpty();
        release.countDown();
        assertThat(told.poll(1, TimeUnit.MINUTES)).isEqualTo(1);
        assertThat(told.poll(1, TimeUnit.MINUTES)).isEqualTo(2);
    }

    @Test
    void should_go_on_telling_when_a_listener_fails() throws InterruptedException {
        BlockingQueue<Topology> told = new LinkedBlockingQueue<>();
        keeper.addListener((change, current) -> {
            throw new IllegalStateException("on purpose");
        });
        keeper.addListener((change, current) -> told.add(current));

        keeper.report(probed(N1, Claim.WRITABLE, 1));
        keeper.report(probed(N1, Claim.STANDBY, 1));

        assertThat(next(told).version()).isEqualTo(1);
        assertThat(next(told).version()).isEqualTo(2);
    }

    @Test
    void should_not_tell_a_listener_that_was_removed() throws InterruptedException {
        BlockingQueue<Topology> removed = new LinkedBlockingQueue<>();
        BlockingQueue<Topology> kept = new LinkedBlockingQueue<>();
        TopologyListener listener = (change, current) -> removed.add(current);
        keeper.addListener(listener);
        keeper.addListener((change, current) -> kept.add(current));
        keeper.removeListener(listener);

        keeper.report(probed(N1, Claim.WRITABLE, 1));

        assertThat(next(kept).version()).isEqualTo(1);
        assertThat(removed).isEmpty();
    }

    @Test
    void should_still_be_readable_and_wake_calls_after_closing() throws Exception {
        FutureTask<Topology> call = waitForPrimary(FAR);

        keeper.close();
        settle();

        assertThat(call.get().primary()).isNotNull();
        assertThat(keeper.topology().primary()).isNotNull();
    }

    @Test
    void should_tell_what_was_reported_before_closing_and_nothing_later() throws InterruptedException {
        CountDownLatch release = new CountDownLatch(1);
        BlockingQueue<Long> told = new LinkedBlockingQueue<>();
        keeper.addListener((change, current) -> {
            awaitUninterruptibly(release);
            told.add(current.version());
        });
        keeper.report(probed(N1, Claim.WRITABLE, 1));
        keeper.report(probed(N1, Claim.STANDBY, 1));

        keeper.close();
        keeper.report(probed(N1, Claim.READ_ONLY, 1));
        release.countDown();

        await().until(() -> told.contains(2L));
        assertThat(told).containsExactly(1L, 2L);
    }

    private void settle() {
        keeper.report(probed(N1, Claim.WRITABLE, 1));
        keeper.report(probed(N2, Claim.STANDBY, 1));
    }

    private FutureTask<Topology> waitForPrimary(Deadline deadline) {
        FutureTask<Topology> call = start(deadline);
        await().until(() -> keeper.waitingCalls() == 1);
        return call;
    }

    private FutureTask<Topology> start(Deadline deadline) {
        FutureTask<Topology> call = new FutureTask<>(() -> keeper.await(t -> t.primary() != null, deadline));
        start(call);
        return call;
    }

    private static void start(Runnable task) {
        Thread thread = new Thread(task, "waiting-call");
        thread.setDaemon(true);
        thread.start();
    }

    private static Topology next(BlockingQueue<Topology> told) throws InterruptedException {
        Topology topology = told.poll(1, TimeUnit.MINUTES);
        assertThat(topology).isNotNull();
        return Objects.requireNonNull(topology);
    }

    private static void awaitUninterruptibly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private static Observation probed(NodeAddress node, Claim claim, int timeline) {
        return new Observation.Probed(node, 0, claim, new TimelineEpoch(1, timeline), Upstream.UNKNOWN, null);
    }

    @Test
    void should_not_count_a_call_that_was_interrupted_before_it_could_wait() {
        try (TopologyKeeper keeper = new TopologyKeeper("test", Topology.of(List.of(N1)), new TopologyRules(3, 3))) {
            Thread.currentThread().interrupt();

            assertThatThrownBy(() -> keeper.await(t -> false, Deadline.after(Duration.ofMinutes(1))))
                    .isInstanceOf(InterruptedException.class);

            assertThat(keeper.waitingCalls()).isZero();
        } finally {
            Thread.interrupted();
        }
    }
}
