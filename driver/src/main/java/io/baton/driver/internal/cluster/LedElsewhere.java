/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.driver.internal.cluster;

import io.baton.topology.NodeAddress;
import java.io.Serial;
import java.sql.SQLException;

/** A login went to another server than the one that answered at that address before: the node has to be asked again. */
final class LedElsewhere extends SQLException {

    @Serial
    private static final long serialVersionUID = 1;

    LedElsewhere(NodeAddress node) {
        super(node + " leads to another server than it did when it was asked", "08001");
    }
}
