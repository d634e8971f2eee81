/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.topology.probe;

import io.baton.topology.NodeAddress;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;

/** Opens a session of its own on one node, for probes. */
@FunctionalInterface
public interface NodeConnector {

    /**
     * A new vendor connection to exactly this node.
     *
     * @param timeout bounds the attempt roughly; it may take a little longer, never for ever
     */
    Connection open(NodeAddress node, Duration timeout) throws SQLException;
}
