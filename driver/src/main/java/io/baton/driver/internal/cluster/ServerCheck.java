/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.driver.internal.cluster;

import io.baton.topology.NodeAddress;
import java.sql.Connection;
import java.sql.SQLException;

/** Looks which server a session is on that was just opened: an address may lead to another one than it did before. */
@FunctionalInterface
public interface ServerCheck {

    /**
     * The identity of the server; empty when it has none.
     *
     * @throws LedElsewhere when it is not one to be used for what the node is used for
     * @throws SQLException of the vendor's driver
     */
    String of(NodeAddress node, Connection fresh) throws SQLException;
}
