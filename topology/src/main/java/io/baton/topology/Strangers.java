/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.topology;

import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Nodes that do not belong together, or not to Baton, and what people are told of them. Pure. */
final class Strangers {

    private Strangers() {}

    static String describe(Epoch epoch, Epoch accepted) {
        return epoch instanceof TimelineEpoch its && accepted instanceof TimelineEpoch ours
                ? "belongs to another cluster: its system identifier is %s, that of this cluster %s"
                        .formatted(identifier(its), identifier(ours))
                : "belongs to another cluster";
    }

    /** A node that is not covered beside others that are is out of use, and that is all: so nothing is refused before each has been probed. */
    static @Nullable String refusal(Topology topology) {
        String uncovered = topology.nodes().stream()
                .filter(node -> node.failure() == FailureKind.NOT_COVERED)
                .map(node -> node.address() + " cannot be used: " + node.why())
                .collect(Collectors.joining("; "));
        if (!uncovered.isEmpty()) {
            boolean mayBeOthers =
                    topology.nodes().stream().anyMatch(node -> node.epoch() != null || node.failure() == null);
            return mayBeOthers ? null : uncovered;
        }
        return topology.isSurveyed() && topology.accepted() == null ? twoClusters(topology) : null;
    }

    private static @Nullable String twoClusters(Topology topology) {
        Map<String, String> nodes = new TreeMap<>();
        for (Node node : topology.nodes()) {
            if (node.isUp() && node.epoch() instanceof TimelineEpoch epoch) {
                nodes.merge(identifier(epoch), node.address().toString(), (one, another) -> one + ", " + another);
            }
        }
        return nodes.size() < 2
                ? null
                : "the URL names servers of different PostgreSQL clusters: "
                        + nodes.entrySet().stream()
                                .map(cluster -> "system identifier " + cluster.getKey() + " at " + cluster.getValue())
                                .collect(Collectors.joining(", "))
                        + ". Name the servers of one cluster; of servers that replicate from each other logically, name one";
    }

    private static String identifier(TimelineEpoch epoch) {
        return Long.toUnsignedString(epoch.systemIdentifier());
    }
}
