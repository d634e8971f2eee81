/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.driver.internal.cluster;

import io.baton.driver.internal.config.ClusterConfig;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The clusters of this JVM. Whoever uses one joins it and leaves it; a cluster that nobody uses any more goes on for a
 * while, so that an application without a pool does not start and stop monitors with every connection. Thread-safe.
 */
public final class Clusters {

    /**
     * Shorter than the 5 s that PostgreSQL waits for others to leave when a database is dropped, renamed or copied: a monitor
     * that outlives the last connection must not make that fail.
     */
    private static final Duration LINGER = Duration.ofSeconds(2);

    private static final Clusters SHARED = new Clusters();

    private final ReentrantLock lock = new ReentrantLock();
    private final Map<ClusterConfig, Membership> joined = new HashMap<>();
    private final ScheduledThreadPoolExecutor closer;

    private Clusters() {
        closer = new ScheduledThreadPoolExecutor(1, task -> {
            Thread thread = new Thread(task, "baton-clusters");
            thread.setDaemon(true);
            return thread;
        });
        closer.setKeepAliveTime(LINGER.toMillis(), TimeUnit.MILLISECONDS);
        closer.allowCoreThreadTimeOut(true);
    }

    public static Clusters shared() {
        return SHARED;
    }

    /** One cluster and how many use it. Guarded by the lock. */
    private static final class Membership {
        final Cluster cluster;
        int users;
        /** Changes whenever it becomes unused, so that a closing that was scheduled earlier knows it is out of date. */
        long unusedTimes;

        Membership(Cluster cluster) {
            this.cluster = cluster;
        }
    }

    /**
     * The cluster of that configuration, started if need be. Every call needs one {@link #leave}.
     *
     * @throws SQLException 08001 when the vendor's driver is missing
     */
    public Cluster join(ClusterConfig config) throws SQLException {
        lock.lock();
        try {
            Membership membership = joined.get(config);
            if (membership == null) {
                membership = new Membership(new Cluster(config, vendor -> vendor));
                joined.put(config, membership);
            }
            membership.users++;
            return membership.cluster;
        } finally {
            lock.unlock();
        }
    }

    /** Gives up one {@link #join}. */
    @SuppressWarnings(
            "FutureReturnValueIgnored") // The closing is never cancelled: it finds out that it is out of date.
    public void leave(Cluster cluster) {
        boolean useless;
        lock.lock();
        try {
            Membership membership = joined.get(cluster.config());
            if (membership == null || membership.cluster != cluster) {
                return;
            }
            membership.users--;
            if (membership.users > 0) {
                return;
            }
            // To go on with a wrong password would lock the account.
            useless = !cluster.wasOfUse();
            if (useless) {
                joined.remove(cluster.config());
            } else {
                long unused = ++membership.unusedTimes;
                closer.schedule(() -> closeIfUnused(membership, unused), LINGER.toMillis(), TimeUnit.MILLISECONDS);
            }
        } finally {
            lock.unlock();
        }
        if (useless) {
            cluster.close();
        }
    }

    private void closeIfUnused(Membership membership, long unused) {
        lock.lock();
        try {
            if (membership.users > 0 || membership.unusedTimes != unused) {
                return;
            }
            joined.remove(membership.cluster.config());
        } finally {
            lock.unlock();
        }
        membership.cluster.close();
    }
}
