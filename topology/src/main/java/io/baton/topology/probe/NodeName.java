/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.topology.probe;

import io.baton.topology.NodeAddress;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Which machines a name of the URL stands for, as the JVM knows it: a name that moves with the primary leads new sessions to
 * another server while the old one goes on answering on the sessions that it has. Thread-safe.
 */
final class NodeName {

    private static final Logger LOG = LoggerFactory.getLogger(NodeName.class);

    private final NodeAddress address;
    private final boolean isName;
    private final Consumer<List<InetAddress>> found;
    private final AtomicBoolean underWay = new AtomicBoolean();
    private volatile List<InetAddress> machines = List.of();

    /** @param found told what it stands for, each time, in the thread that looked it up */
    NodeName(NodeAddress address, Consumer<List<InetAddress>> found) {
        String host = address.host();
        this.address = address;
        this.isName = host.indexOf(':') < 0 && host.chars().anyMatch(c -> c != '.' && (c < '0' || c > '9'));
        this.found = found;
    }

    NodeAddress address() {
        return address;
    }

    /** Whether it means this very machine, by whatever address: {@code localhost} and what is below it, by RFC 6761. */
    boolean isThisMachine() {
        String host = address.host().toLowerCase(Locale.ROOT);
        return host.equals("localhost") || host.endsWith(".localhost") || host.startsWith("localhost.");
    }

    /** The machine that the vendor's driver connects to first; null for an address, which does not move, and an unknown name. */
    @Nullable
    InetAddress lookUp() {
        if (!isName) {
            return null;
        }
        try {
            List<InetAddress> now = List.of(InetAddress.getAllByName(address.host()));
            machines = now;
            found.accept(now);
            return now.get(0);
        } catch (UnknownHostException e) {
            LOG.debug("{} stands for nothing now, which says nothing about its servers", address.host(), e);
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
