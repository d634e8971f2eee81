/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.driver.internal.cluster;

import io.baton.topology.Claim;
import io.baton.topology.Node;
import io.baton.topology.NodeAddress;
import io.baton.topology.Topology;
import io.baton.topology.TopologyChange;
import io.baton.topology.TopologyListener;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * All leases of a cluster. When a node's generation rises, those opened before are aborted: a thread that waits for a
 * frozen server wakes up, and a session to a superseded primary ends before it can write.
 */
final class Leases implements TopologyListener {

    private static final Logger LOG = LoggerFactory.getLogger(Leases.class);

    /** For calls that run on a node which has been demoted: no new ones begin there. */
    private static final Duration GRACE = Duration.ofMillis(500);

    private final Set<Lease> open = ConcurrentHashMap.newKeySet();
    /** Closing a socket may block, with TLS for instance, so nobody who decides does it himself. */
    private final ThreadPoolExecutor aborter;

    private volatile boolean given;

    Leases(String cluster) {
        aborter = new ThreadPoolExecutor(0, Integer.MAX_VALUE, 5, TimeUnit.SECONDS, new SynchronousQueue<>(), task -> {
            Thread thread = new Thread(task, "baton-abort-" + cluster);
            thread.setDaemon(true);
            return thread;
        });
        // After closing, whoever still aborts does it himself, instead of getting an exception that JDBC does not know.
        aborter.setRejectedExecutionHandler((task, closed) -> task.run());
    }

    Lease add(PhysicalConnection physical, NodeAddress node, long generation) {
        Lease lease = new Lease(physical, node, generation, this);
        open.add(lease);
        given = true;
        return lease;
    }

    /** Whether there ever was one. */
    boolean wereGiven() {
        return given;
    }

    void remove(Lease lease) {
        open.remove(lease);
    }

    Executor aborter() {
        return aborter;
    }

    @Override
    public void onChange(TopologyChange change, Topology current) {
        if (change instanceof TopologyChange.NodeChanged changed && changed.endsSessions()) {
            Node node = changed.after();
            String instance = node.instance();
            boolean same = instance != null && instance.equals(changed.before().instance());
            if (same && node.isUp() && node.claim() == Claim.STANDBY) {
                // It refuses writes by itself, and certainly: who is cut off instead does not know what became of his.
                CompletableFuture.delayedExecutor(GRACE.toMillis(), TimeUnit.MILLISECONDS, aborter)
                        .execute(() -> abortOlder(node));
            } else {
                abortOlder(node);
            }
        } else if (change instanceof TopologyChange.NodeGone gone) {
            abortOlder(current.node(gone.node().address()));
        }
    }

    private void abortOlder(Node node) {
        int aborted = 0;
        for (Lease lease : open) {
            if (lease.node().equals(node.address()) && lease.generation() < node.generation()) {
                lease.abort(aborter);
                aborted++;
            }
        }
        if (aborted > 0) {
            LOG.info("ended {} sessions on {}: {}", aborted, node.address(), node.why());
        }
    }

    void close() {
        aborter.shutdown();
    }
}
