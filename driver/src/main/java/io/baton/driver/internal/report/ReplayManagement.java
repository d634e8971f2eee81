/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.driver.internal.report;

import io.baton.driver.ReplayMXBean;
import io.baton.driver.ReplayRefusal;
import io.baton.driver.internal.outcome.CommitOutcomes;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import javax.management.JMException;
import javax.management.ObjectName;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Shows the statistics of a cluster over JMX as long as it is open. */
public final class ReplayManagement implements ReplayMXBean, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(ReplayManagement.class);

    /** Two clusters of one name may differ in their parameters. */
    private static final AtomicLong IDS = new AtomicLong();

    private final ReplayStatistics statistics;
    private final CommitOutcomes outcomes;
    private final String name;

    public ReplayManagement(String cluster, ReplayStatistics statistics, CommitOutcomes outcomes) {
        this.statistics = statistics;
        this.outcomes = outcomes;
        this.name = "io.baton:type=Replay,cluster=" + ObjectName.quote(cluster) + ",id=" + IDS.incrementAndGet();
        try {
            ManagementFactory.getPlatformMBeanServer().registerMBean(this, new ObjectName(name));
        } catch (JMException e) {
            LOG.warn("[{}] is not to be seen over JMX", cluster, e);
        }
    }

    @Override
    public void close() {
        try {
            ManagementFactory.getPlatformMBeanServer().unregisterMBean(new ObjectName(name));
        } catch (JMException e) {
            LOG.debug("{} was not there", name, e);
        }
    }

    @Override
    public long getTransactions() {
        return statistics.report().transactions();
    }

    @Override
    public double getReplayableShare() {
        return statistics.report().share();
    }

    @Override
    public Map<String, Long> getRefusals() {
        return byName(statistics.report().refusals());
    }

    @Override
    public List<String> getTopReasons() {
        return statistics.report().shapes().stream()
                .map(shape -> shape.transactions() + " x " + shape.refusal() + ": " + shape.detail())
                .toList();
    }

    @Override
    public long getReplayed() {
        return statistics.report().replayed();
    }

    @Override
    public Map<String, Long> getLost() {
        return byName(statistics.report().lost());
    }

    @Override
    public Map<String, Long> getInterruptedCommits() {
        Map<String, Long> named = new TreeMap<>();
        outcomes.interrupted().forEach((outcome, count) -> named.put(outcome.name(), count));
        return named;
    }

    @Override
    public long getLostWrites() {
        return outcomes.lostWrites();
    }

    @Override
    public long getUnreplicatedWrites() {
        return outcomes.rememberedWrites();
    }

    private static Map<String, Long> byName(Map<ReplayRefusal, Long> counts) {
        Map<String, Long> named = new TreeMap<>();
        counts.forEach((refusal, count) -> named.put(refusal.name(), count));
        return named;
    }
}
