/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.driver.internal.cluster;

import io.baton.topology.Node;
import java.sql.SQLException;

/**
 * A node was not even asked, because of what is known of it. That is no evidence: were it reported, each of many waiting calls
 * would put a node in doubt again that has just been promoted.
 */
public final class NodeInDoubt extends SQLException {

    private static final long serialVersionUID = 1;

    public NodeInDoubt(String what, Node node) {
        super(what + ": " + node, "08001");
    }
}
