/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.topology.patroni;

import io.baton.topology.NodeAddress;
import io.baton.topology.provider.Hints;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads the answer to {@code GET /cluster} of Patroni 2 to 4. Pure. Members that have no address yet are passed over. */
final class ClusterAnswer {

    private static final int HIGHEST_PORT = 65_535;

    private ClusterAnswer() {}

    /** @throws IllegalArgumentException when it is not such an answer */
    static Hints read(String json) {
        if (!(Json.read(json) instanceof Map<?, ?> cluster) || !(cluster.get("members") instanceof List<?> members)) {
            throw new IllegalArgumentException("not an answer of Patroni: it has no members");
        }
        List<NodeAddress> nodes = new ArrayList<>();
        NodeAddress leader = null;
        for (Object element : members) {
            NodeAddress address = element instanceof Map<?, ?> member ? address(member) : null;
            if (address != null && element instanceof Map<?, ?> member) {
                nodes.add(address);
                leader = isRunningLeader(member) ? address : leader;
            }
        }
        return new Hints(nodes, leader, switchover(cluster.get("scheduled_switchover")));
    }

    private static @Nullable NodeAddress address(Map<?, ?> member) {
        if (member.get("host") instanceof String host && member.get("port") instanceof Double port) {
            boolean usable = !host.isBlank() && port >= 1 && port <= HIGHEST_PORT;
            return usable ? new NodeAddress(host, port.intValue()) : null;
        }
        return null;
    }

    /** A standby leader leads nothing that could be written to. */
    private static boolean isRunningLeader(Map<?, ?> member) {
        return "leader".equals(member.get("role")) && "running".equals(member.get("state"));
    }

    private static @Nullable Instant switchover(@Nullable Object scheduled) {
        if (!(scheduled instanceof Map<?, ?> plan) || !(plan.get("at") instanceof String at)) {
            return null;
        }
        try {
            return OffsetDateTime.parse(at).toInstant();
        } catch (DateTimeException e) {
            throw new IllegalArgumentException("not a time of a switchover: " + at, e);
        }
    }
}
