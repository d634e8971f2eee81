/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.tests.mysql;

import static org.assertj.core.api.Assertions.assertThat;

import io.baton.driver.FailoverEvent;
import io.baton.driver.FailoverEvent.LostWrites;
import io.baton.driver.FailoverEvents;
import io.baton.driver.FailoverListener;
import io.baton.driver.internal.cluster.Cluster;
import io.baton.driver.internal.cluster.Clusters;
import io.baton.driver.internal.config.BatonUrl;
import io.baton.lab.mysql.Engine;
import io.baton.lab.mysql.GtidNode;
import io.baton.lab.mysql.LossyGtidFailover;
import io.baton.tests.AnswerCutter;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.CopyOnWriteArrayList;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * A replica that is promoted before it has applied what it had received: nothing of Baton's keeps that out, neither the search for lost
 * commits nor the question for one whose answer was lost.
 */
abstract class GtidRelayLogTests extends GtidClusterTest {

    /** Longer than anybody waits who only sees that nothing moves, for a commit that the application waits for. */
    private static final Duration HELD_BACK = Duration.ofSeconds(1);

    private final List<LostWrites> told = new CopyOnWriteArrayList<>();
    private final FailoverListener listener = this::onEvent;
    private Cluster known;

    GtidRelayLogTests(Engine engine) {
        super(engine);
    }

    private void onEvent(FailoverEvent event) {
        if (event instanceof LostWrites lost) {
            told.add(lost);
        }
    }

    @BeforeEach
    void listen() throws SQLException {
        makeLedger();
        told.clear();
        FailoverEvents.add(listener);
        known = Clusters.shared().join(BatonUrl.parse(url, new Properties()));
    }

    @AfterEach
    void leave() {
        FailoverEvents.remove(listener);
        Clusters.shared().leave(known);
    }

    private static String insert(int id) {
        return "INSERT INTO entry VALUES (" + id + ", 'x')";
    }

    private void promoteHeldBack(GtidNode replica) {
        cluster.awaitReceived(replica);
        cluster.primary().kill();
        cluster.promoteTooEarly(replica);
    }

    private void goOnAndCheck(GtidNode replica, String expected) throws SQLException {
        replica.startApplier();
        Awaitility.await("all that was received is applied")
                .atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> {
                    assertThat(replica.replicationError())
                            .doesNotContain("1062")
                            .doesNotContain("Duplicate");
                    assertThat(query(replica, "SELECT id FROM entry ORDER BY id"))
                            .isEqualTo(expected);
                });
        assertThat(query(replica, "SELECT COUNT(*) FROM baton_ledger WHERE outcome = 'A'"))
                .isEqualTo("0");
    }

    @Test
    void should_look_for_acknowledged_commits_without_standing_in_the_way_of_their_coming() throws SQLException {
        GtidNode replica = cluster.replicas().get(0);
        try (Connection connection = begin()) {
            cluster.awaitReplicated();
            replica.stopApplier();
            for (int id = 1; id <= 4; id += 2) {
                execute(connection, insert(id));
                connection.commit();
                cluster.primary().execute(insert(id + 1)); // Of somebody else, behind it.
            }
            promoteHeldBack(replica);
            Awaitility.await("the new primary is known")
                    .until(() -> known.topology().primary() != null
                            && known.topology().primary().address().port() == replica.port());
            Awaitility.await().pollDelay(HELD_BACK).until(() -> true);

            goOnAndCheck(replica, "1, 2, 3, 4");

            cluster.forgetUpstream(replica);
            Awaitility.await()
                    .atMost(Duration.ofSeconds(30))
                    .until(() -> known.outcomes().rememberedWrites() == 0);
            assertThat(told).as("nothing was lost").isEmpty();
        }
    }

    /** Without the right to see the state of replication, and with nothing left to be applied. */
    @Test
    void should_name_what_is_lost_when_nothing_has_moved_for_a_while() throws SQLException {
        try (Connection connection = begin()) {
            LossyGtidFailover failover = LossyGtidFailover.begin(cluster);
            execute(connection, insert(1));
            connection.commit();
            failover.failOver();
            Awaitility.await().atMost(Duration.ofSeconds(40)).until(() -> !told.isEmpty());
            assertThat(told.get(0).writes()).hasSize(1);
            assertThat(told.get(0).undecided()).isZero();
        }
    }

    @Test
    void should_find_a_commit_that_comes_while_it_is_asked_for() throws Exception {
        GtidNode replica = cluster.replicas().get(0);
        try (AnswerCutter cutter = new AnswerCutter(cluster.primary().port())) {
            url = url(hosts(cutter.port()));
            try (Connection connection = begin()) {
                execute(connection, insert(1));
                cluster.awaitReplicated();
                replica.stopApplier();
                Thread applier = new Thread(() -> {
                    Awaitility.await().pollDelay(HELD_BACK).until(() -> true);
                    replica.startApplier();
                });
                cutter.onCut("COMMIT", () -> {
                    Awaitility.await()
                            .until(() -> query(cluster.primary(), "SELECT COUNT(*) FROM entry")
                                    .equals("1"));
                    promoteHeldBack(replica);
                    applier.start();
                });
                connection.commit();
                applier.join();
                goOnAndCheck(replica, "1");
                cluster.forgetUpstream(replica);
            }
        }
    }
}
