/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.topology.probe;

import io.baton.topology.NodeAddress;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;

/** What the last probe of each node failed with, for the people who read why there was no node. Thread-safe. */
public final class ProbeFailures {

    private final Map<NodeAddress, SQLException> last = new ConcurrentHashMap<>();

    void remember(NodeAddress node, SQLException failure) {
        last.put(node, failure);
    }

    void forget(NodeAddress node) {
        last.remove(node);
    }

    /** Those of the given nodes that were not answered, in that order. */
    public List<SQLException> of(List<NodeAddress> nodes) {
        return nodes.stream().map(last::get).filter(Objects::nonNull).toList();
    }
}
