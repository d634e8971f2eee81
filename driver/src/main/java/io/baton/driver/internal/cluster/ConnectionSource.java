/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.driver.internal.cluster;

import io.baton.driver.internal.queue.Ticket;
import io.baton.topology.NodeAddress;
import java.sql.SQLException;
import java.util.function.BooleanSupplier;

/** Where physical connections come from: opened on demand, or lent by a pool below. Thread-safe. */
public interface ConnectionSource extends AutoCloseable {

    /**
     * A connection to exactly that node.
     *
     * @param ticket who wants it, where it has to wait for a place
     * @param useless whether a place there would be of no use any more
     * @throws NodeInDoubt when it stopped waiting for a place, for any reason but the time
     */
    PhysicalConnection open(NodeAddress node, Ticket ticket, BooleanSupplier useless) throws SQLException;

    /**
     * Whether it limits by itself how many connects are under way, so that the router need not: those who wait for a
     * free place in the pool of one node must not keep others from another node's.
     */
    default boolean limitsConnects() {
        return false;
    }

    /** Called when the cluster is closed, after its monitors. */
    @Override
    default void close() {}
}
