/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.topology.probe;

import io.baton.topology.NodeAddress;
import io.baton.topology.dialect.UncoveredServer;
import java.io.IOException;
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

    /** Forgets the node, which answers or is none any more. */
    public void forget(NodeAddress node) {
        last.remove(node);
    }

    /** The first sentence is what happened; what drivers add after it is advice for another situation, or statistics. */
    static String reason(SQLException e) {
        if (e instanceof UncoveredServer) {
            return String.valueOf(e.getMessage());
        }
        String message = String.valueOf(e.getMessage());
        String first = message.lines().findFirst().orElse("");
        int end = first.indexOf(". ");
        String sentence = end < 0 ? first : first.substring(0, end);
        Throwable cause = e;
        while (cause.getCause() != null && cause.getCause() != cause) {
            cause = cause.getCause();
        }
        String root = cause instanceof IOException && cause.getMessage() != null ? ": " + cause.getMessage() : "";
        String state = e.getSQLState() == null ? "" : " [" + e.getSQLState() + "]";
        return "probe failed: " + sentence + root + state;
    }

    /** Those of the given nodes that were not answered, in that order. */
    public List<SQLException> of(List<NodeAddress> nodes) {
        return nodes.stream().map(last::get).filter(Objects::nonNull).toList();
    }
}
