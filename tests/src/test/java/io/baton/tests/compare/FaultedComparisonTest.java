/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.tests.compare;

import static org.assertj.core.api.Assertions.assertThat;

import io.baton.lab.ClusterShape;
import io.baton.lab.PostgresCluster;
import io.baton.lab.PostgresNode;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The sequences of {@link ComparisonTest} with the primary lost at some step of each: every call shows what it shows without
 * the fault, or one of the errors that are documented. Many applications share one failover, which takes seconds.
 */
class FaultedComparisonTest {

    private static final Logger LOG = LoggerFactory.getLogger(FaultedComparisonTest.class);

    private static final int ROUNDS = Integer.getInteger("baton.compare.faults", 1);
    private static final int APPLICATIONS = 60;

    @Test
    void should_show_the_same_or_a_documented_error_when_the_primary_is_killed() throws Exception {
        runRounds("kill", PostgresNode::kill);
    }

    @Test
    void should_show_the_same_or_a_documented_error_when_the_primary_is_stopped() throws Exception {
        runRounds("stop", PostgresNode::stopFast);
    }

    private void runRounds(String name, Consumer<PostgresNode> fault) throws Exception {
        long firstSeed = Long.getLong("baton.compare.seed", 90_000);
        List<String> wrong = new ArrayList<>();
        for (int round = 0; round < ROUNDS; round++) {
            wrong.addAll(runRound(firstSeed + round * 1000L, fault));
        }
        LOG.info("{}: {} sequences through {} failovers from seed {}", name, ROUNDS * APPLICATIONS, ROUNDS, firstSeed);
        assertThat(String.join("\n\n", wrong.subList(0, Math.min(20, wrong.size()))))
                .as("%d differences from seed %d", wrong.size(), firstSeed)
                .isEmpty();
    }

    private static List<String> runRound(long firstSeed, Consumer<PostgresNode> fault) throws Exception {
        try (PostgresCluster cluster = PostgresCluster.start(ClusterShape.trio().withSynchronousCommit())) {
            List<FaultedApplication> applications = prepare(cluster.primary(), firstSeed);
            CountDownLatch arrived = new CountDownLatch(applications.size());
            CountDownLatch faulted = new CountDownLatch(1);
            ExecutorService threads = Executors.newFixedThreadPool(applications.size());
            try {
                List<Future<List<String>>> running = new ArrayList<>();
                for (FaultedApplication application : applications) {
                    String url = "jdbc:baton:postgresql://" + cluster.hosts() + "/" + application.database()
                            + "?user=postgres";
                    running.add(threads.submit(() -> application.run(url, arrived, faulted)));
                }
                assertThat(arrived.await(5, TimeUnit.MINUTES)).isTrue();
                failOver(cluster, fault, faulted);
                List<String> wrong = new ArrayList<>();
                for (Future<List<String>> result : running) {
                    wrong.addAll(result.get(5, TimeUnit.MINUTES));
                }
                return wrong;
            } finally {
                threads.shutdownNow();
            }
        }
    }

    private static List<FaultedApplication> prepare(PostgresNode primary, long firstSeed) throws Exception {
        String url = "jdbc:postgresql://" + primary.host() + ":" + primary.port() + "/";
        List<FaultedApplication> applications = new ArrayList<>();
        for (int i = 0; i < APPLICATIONS; i++) {
            String database = "app" + i;
            primary.executeAsAdmin("CREATE DATABASE " + database);
            String raw = url + database + "?user=postgres";
            try (Site site = new Site(raw, raw, Texts.RESET_WITHOUT_SEQUENCE)) {
                Sequence sequence = Sequence.of(firstSeed + i);
                int faultBefore = new SplittableRandom(~firstSeed - i)
                        .nextInt(2, sequence.steps().size());
                applications.add(new FaultedApplication(database, sequence, faultBefore, site));
            }
        }
        return applications;
    }

    /** The applications go on while there is no primary. */
    private static void failOver(PostgresCluster cluster, Consumer<PostgresNode> fault, CountDownLatch faulted)
            throws SQLException {
        fault.accept(cluster.primary());
        faulted.countDown();
        PostgresNode successor = cluster.mostAdvancedStandby();
        for (PostgresNode standby : cluster.standbys()) {
            if (standby != successor && standby.isRunning()) {
                cluster.follow(standby, successor);
            }
        }
        cluster.promote(successor);
        // What waits for a standby that cannot follow would wait for ever, which is no matter of this test.
        successor.executeAsAdmin("ALTER SYSTEM SET synchronous_standby_names TO ''");
        successor.executeAsAdmin("SELECT pg_reload_conf()");
    }
}
