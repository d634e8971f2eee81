/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.tests.frameworks;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import io.baton.driver.ReplayMXBean;
import io.baton.lab.ClusterShape;
import io.baton.lab.PostgresCluster;
import java.lang.management.ManagementFactory;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import javax.management.JMX;
import javax.management.ObjectName;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What frameworks and benchmarks send stays replayable: at least 98 of 100 of their transactions could be replayed, and of those whose
 * sessions the server ends in their midst nearly all are.
 */
class ReplayableShareTest {

    private static final Logger LOG = LoggerFactory.getLogger(ReplayableShareTest.class);
    private static final Map<String, Workload> WORKLOADS = Map.of(
            "pgbench", new PgbenchWork(),
            "orders", new OrdersWork(),
            "mybatis", new MyBatisWork(),
            "quartz", new QuartzWork(),
            "spring_batch", new SpringBatchWork(),
            "spring_data_jdbc", new SpringDataJdbcWork(),
            "spring_data_jpa", new SpringDataJpaWork());

    private static PostgresCluster cluster;

    @BeforeAll
    static void startCluster() {
        cluster = PostgresCluster.start(ClusterShape.single());
    }

    @AfterAll
    static void stopCluster() {
        cluster.close();
    }

    static Stream<Arguments> workloads() {
        return WORKLOADS.entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .map(entry -> Arguments.of(entry.getKey(), entry.getValue()));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("workloads")
    void should_keep_nearly_all_transactions_replayable(String name, Workload workload) throws Exception {
        String database = "share_" + name;
        cluster.primary().executeAsAdmin("CREATE DATABASE " + database + " OWNER app");
        Steps steps = new Steps(() -> {});
        try (HikariDataSource pool = pool(database)) {
            workload.prepare(pool);
            workload.run(pool, steps);
            ReplayMXBean replay = replayOf(database);
            LOG.info(
                    "{}: {} of {} transactions replayable; {}; {}",
                    name,
                    replay.getReplayableShare(),
                    replay.getTransactions(),
                    replay.getRefusals(),
                    replay.getTopReasons());
            assertThat(replay.getTransactions()).isGreaterThan(50);
            assertThat(replay.getReplayableShare()).isGreaterThanOrEqualTo(0.98);
            assertThat(steps.told()).isZero();
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("workloads")
    void should_replay_nearly_all_whose_session_ends(String name, Workload workload) throws Exception {
        String database = "ended_" + name;
        cluster.primary().executeAsAdmin("CREATE DATABASE " + database + " OWNER app");
        try (HikariDataSource pool = pool(database)) {
            workload.prepare(pool);
        }
        try (HikariDataSource pool = pool(database)) {
            Ender ender = new Ender(cluster.primary(), database, new Random(7));
            Steps steps = new Steps(ender::start);
            try (ender) {
                workload.run(pool, steps);
            }
            ReplayMXBean replay = replayOf(database);
            LOG.info(
                    "{}: {} sessions ended, {} transactions replayed, lost {}, commits {}; {} steps, {} told",
                    name,
                    ender.ended(),
                    replay.getReplayed(),
                    replay.getLost(),
                    replay.getInterruptedCommits(),
                    steps.done(),
                    steps.told());
            assertThat(ender.ended()).isPositive();
            assertThat(steps.told()).isLessThanOrEqualTo(1 + ender.ended() / 5);
        }
    }

    private static HikariDataSource pool(String database) {
        HikariDataSource pool = new HikariDataSource();
        pool.setJdbcUrl("jdbc:baton:postgresql://" + cluster.hosts() + "/" + database);
        pool.setUsername("app");
        pool.setPassword("app");
        pool.setMaximumPoolSize(6);
        return pool;
    }

    private static ReplayMXBean replayOf(String database) throws Exception {
        ObjectName pattern = new ObjectName("io.baton:type=Replay,cluster=\"" + database + "\",*");
        ObjectName found = ManagementFactory.getPlatformMBeanServer()
                .queryNames(pattern, null)
                .iterator()
                .next();
        return JMX.newMXBeanProxy(ManagementFactory.getPlatformMBeanServer(), found, ReplayMXBean.class);
    }
}
