/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.tests.mysql;

import static org.assertj.core.api.Assertions.assertThat;

import io.baton.driver.CommitOutcomeUnknown;
import io.baton.lab.Await;
import io.baton.lab.mysql.Engine;
import io.baton.lab.mysql.GtidNode;
import io.baton.lab.mysql.GtidShape;
import io.baton.tests.NumberedWrites;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Set;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Replicas that accept writes though nobody has promoted them, beside a primary that is well, hesitates, or dies. */
abstract class GtidProtectionTests extends GtidClusterTest {

    private static final Logger LOG = LoggerFactory.getLogger(GtidProtectionTests.class);

    /** More than one probe is missed, and fewer than make a node count as down. */
    private static final Duration HICCUP = Duration.ofMillis(1500);

    private static final Duration SEVERAL_PROBES = Duration.ofMillis(2500);

    GtidProtectionTests(Engine engine) {
        super(engine);
    }

    @Override
    GtidShape shape(Engine of) {
        return GtidShape.trio(of);
    }

    @Test
    void should_neither_stop_nor_move_for_a_replica_that_was_restarted_without_protection() throws Exception {
        GtidNode primary = cluster.primary();
        GtidNode stray = cluster.replicas().get(1);
        try (NumberedWrites writes = NumberedWrites.unhurried(url, 4)) {
            writes.awaitAcknowledged(20);
            stray.stopFast();
            stray.start();
            stray.setReadOnly(false);
            checkThatItGetsNothing(stray, writes);
            writes.awaitAcknowledged(50);

            primary.freeze();
            pause(HICCUP);
            long thawed = System.nanoTime();
            primary.thaw();
            writes.awaitAcknowledged(50);
            writes.stop();

            assertOnlyIn(primary, stray, writes, thawed);
        }
    }

    @Test
    void should_not_move_to_a_replica_without_protection_when_the_primary_dies() throws Exception {
        GtidNode stray = cluster.replicas().get(1);
        try (NumberedWrites writes = NumberedWrites.unhurried(url, 4)) {
            writes.awaitAcknowledged(20);
            stray.setReadOnly(false);
            checkThatItGetsNothing(stray, writes);
            cluster.primary().kill();
            long killed = writes.begun();
            checkThatItGetsNothing(stray, writes);
            assertThat(NumberedWrites.rows(stray.connect(), killed)).isEmpty();

            GtidNode successor = cluster.replicas().get(0);
            cluster.promote(successor);
            writes.awaitAcknowledged(50);
            writes.stop();
            cluster.rejoin(stray);

            assertThat(NumberedWrites.rows(successor.connect(), killed)).containsAll(writes.acknowledgedAbove(killed));
        }
    }

    /** An account without rights does not see more of it than that nothing is applied. */
    @Test
    void should_stay_when_a_replica_that_has_stopped_accepts_writes() throws Exception {
        GtidNode primary = cluster.primary();
        GtidNode stray = cluster.replicas().get(1);
        try (NumberedWrites writes = NumberedWrites.unhurried(url, 4)) {
            writes.awaitAcknowledged(20);
            stray.stopApplier();
            stray.setReadOnly(false);
            long strayed = System.nanoTime();
            checkThatItGetsNothing(stray, writes);
            writes.awaitAcknowledged(50);
            writes.stop();
            stray.setReadOnly(true);
            stray.startApplier();
            assertOnlyIn(primary, stray, writes, strayed);
        }
    }

    @Test
    void should_go_on_as_before_when_a_mistaken_promotion_is_taken_back() throws Exception {
        GtidNode primary = cluster.primary();
        GtidNode mistaken = cluster.replicas().get(1);
        try (NumberedWrites writes = NumberedWrites.unhurried(url, 4)) {
            writes.awaitAcknowledged(20);
            mistaken.stopReceiver();
            mistaken.executeAsAdmin(engine() == Engine.MYSQL ? "STOP REPLICA" : "STOP SLAVE");
            cluster.forgetUpstream(mistaken);
            mistaken.setReadOnly(false);
            pause(SEVERAL_PROBES);
            cluster.rejoin(mistaken);
            long back = System.nanoTime();
            writes.awaitAcknowledged(50);
            writes.stop();

            LOG.info(
                    "{}: {} ms to the next write",
                    engine(),
                    writes.longestGapSince(back).toMillis());
            assertThat(NumberedWrites.rows(primary.connect(), 0)).containsAll(writes.acknowledgedAbove(0));
        }
    }

    /** The server that dies takes its last writes with it, and its successor is the primary before it. */
    @Test
    void should_follow_a_former_primary_that_is_promoted_as_soon_as_it_is_back() throws Exception {
        GtidNode first = cluster.primary();
        GtidNode second = cluster.replicas().get(0);
        GtidNode third = cluster.replicas().get(1);
        try (NumberedWrites writes = NumberedWrites.unhurried(url, 4)) {
            writes.awaitAcknowledged(20);
            first.kill();
            cluster.promote(second);
            cluster.follow(third, second);
            writes.awaitAcknowledged(50);
            cluster.rejoin(first);
            first.stopReceiver();
            writes.awaitAcknowledged(20);
            second.kill();
            long before = writes.begun();
            cluster.promote(first);
            long promoted = System.nanoTime();
            writes.awaitAcknowledged(20);
            writes.stop();
            cluster.rejoin(third);

            LOG.info(
                    "{}: {} ms to the next write",
                    engine(),
                    writes.longestGapSince(promoted).toMillis());
            assertThat(NumberedWrites.rows(first.connect(), before)).containsAll(writes.acknowledgedAbove(before));
        }
    }

    private static void pause(Duration time) {
        Awaitility.await().pollDelay(time).until(() -> true);
    }

    private static void checkThatItGetsNothing(GtidNode stray, NumberedWrites writes) {
        pause(SEVERAL_PROBES);
        assertThat(writes.failures()).allMatch(CommitOutcomeUnknown.class::isInstance);
        assertThat(stray.isRunning()).isTrue();
    }

    private void assertOnlyIn(GtidNode primary, GtidNode stray, NumberedWrites writes, long since) throws SQLException {
        Set<Long> there = NumberedWrites.rows(primary.connect(), 0);
        Awaitility.await().atMost(Await.LIMIT).until(() -> replicated(stray, there));
        Set<Long> strayed = NumberedWrites.rows(stray.connect(), 0);
        strayed.removeAll(there);
        LOG.info(
                "{}: {} acknowledged, {} on the stray alone, {} ms without a write",
                engine(),
                writes.acknowledgedAbove(0).size(),
                strayed.size(),
                writes.longestGapSince(since).toMillis());
        assertThat(strayed).as("on the server that nobody has promoted").isEmpty();
        assertThat(there).containsAll(writes.acknowledgedAbove(0));
        assertThat(writes.longestGapSince(since)).isLessThan(SEVERAL_PROBES);
    }

    private static boolean replicated(GtidNode stray, Set<Long> there) throws SQLException {
        return stray.queryLong("SELECT COUNT(*) FROM entry") >= there.size();
    }
}
