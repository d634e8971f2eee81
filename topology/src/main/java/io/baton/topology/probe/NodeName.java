/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.topology.probe;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Which machines a node's name stands for, as the JVM knows it: a name that moves with the primary leads new sessions to
 * another server while the old one goes on answering on the sessions that it has. Thread-safe.
 */
final class NodeName {

    private static final Logger LOG = LoggerFactory.getLogger(NodeName.class);

    private final String host;
    private final boolean isName;
    private final AtomicBoolean underWay = new AtomicBoolean();
    private volatile List<InetAddress> machines = List.of();

    NodeName(String host) {
        this.host = host;
        this.isName = host.indexOf(':') < 0 && host.chars().anyMatch(c -> c != '.' && (c < '0' || c > '9'));
    }

    /** The one that the vendor's driver connects to; null for an address, which does not move, and an unknown name. */
    @Nullable
    InetAddress lookUp() {
        if (!isName) {
            return null;
        }
        try {
            machines = List.of(InetAddress.getAllByName(host));
            return machines.get(0);
        } catch (UnknownHostException e) {
            LOG.debug("{} stands for nothing now, which says nothing about its servers", host, e);
            return null;
        }
    }

    /** Looks it up beside the caller, since that may hang. */
    void refresh(Executor threads) {
        if (isName && underWay.compareAndSet(false, true)) {
            try {
                threads.execute(() -> {
                    try {
                        lookUp();
                    } finally {
                        underWay.set(false);
                    }
                });
            } catch (RejectedExecutionException e) {
                underWay.set(false); // So many connects are under way that the name is being looked up already.
            }
        }
    }

    /** Whether the name stood for other machines than that one when it was last looked up. */
    boolean hasLeft(@Nullable InetAddress machine) {
        List<InetAddress> now = machines;
        return machine != null && !now.isEmpty() && !now.contains(machine);
    }
}
