/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.driver.internal.cluster;

import io.baton.topology.NodeAddress;
import java.sql.Connection;
import java.sql.SQLException;

/** Where physical connections come from: opened on demand, or lent by a pool below. Thread-safe. */
@FunctionalInterface
public interface ConnectionSource {

    /** A vendor connection to exactly that node; closing it gives it back. */
    Connection open(NodeAddress node) throws SQLException;
}
