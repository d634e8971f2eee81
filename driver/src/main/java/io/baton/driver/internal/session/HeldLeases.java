/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.driver.internal.session;

import io.baton.driver.internal.cluster.Intent;
import io.baton.driver.internal.cluster.Lease;
import io.baton.driver.internal.cluster.RoutePolicy;
import io.baton.topology.Node;
import io.baton.topology.Topology;
import java.sql.SQLException;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * The leases that one session holds: the current one, and the one that it used before and may use again, since many
 * applications alternate between the primary and a replica. Changed by the thread that uses the session; ended by any.
 */
final class HeldLeases {

    private volatile Lease current;
    private volatile @Nullable Lease spare;

    HeldLeases(Lease first) {
        current = first;
    }

    Lease current() {
        return current;
    }

    /** A lease that serves the intent as well as a new one would; null when there is none. */
    @Nullable
    Lease serving(Topology topology, Intent intent) {
        for (Lease lease : both()) {
            if (lease != null && !lease.isBroken()) {
                Node node = topology.node(lease.node());
                boolean fresh = lease.generation() == node.generation();
                boolean right = intent == Intent.READ || lease.mayWriteTo(node);
                if (fresh && right && RoutePolicy.stillServes(topology, intent, node)) {
                    return lease;
                }
            }
        }
        return null;
    }

    /** Whether none of them can be used any more, for anything. */
    boolean isEmpty() {
        for (Lease lease : both()) {
            if (lease != null && !lease.isBroken()) {
                return false;
            }
        }
        return true;
    }

    /** Makes it the current one and keeps the former for later, unless that is broken. */
    void use(Lease lease) {
        Lease before = current;
        if (before == lease) {
            return;
        }
        Lease unwanted = spare;
        spare = before.isBroken() ? null : before;
        current = lease;
        if (unwanted != null && unwanted != lease) {
            if (spare == null) {
                spare = unwanted;
            } else {
                unwanted.discard();
            }
        }
    }

    /** One that it does not hold and does not need. */
    void giveBack(Lease lease) {
        if (lease != current && lease != spare) {
            lease.discard();
        }
    }

    /** Both. The application knows of one session: what happens to the other one is not its business. */
    void close() throws SQLException {
        Lease other = spare;
        try {
            current.close();
        } finally {
            if (other != null) {
                other.discard();
            }
        }
    }

    void abort(Executor executor) {
        for (Lease lease : both()) {
            if (lease != null) {
                lease.abort(executor);
            }
        }
    }

    private @Nullable Lease[] both() {
        return new Lease[] {current, spare};
    }
}
