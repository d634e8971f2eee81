/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.topology.provider;

import io.baton.topology.NodeAddress;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * From the addresses that a cluster knows of itself to those that the application reaches, where NAT or a container network
 * lies between them. Immutable.
 */
public record AddressMap(Map<NodeAddress, NodeAddress> reached) {

    public AddressMap {
        reached = Map.copyOf(reached);
    }

    /**
     * Reads {@code inside:port=outside:port}, separated by commas.
     *
     * @throws IllegalArgumentException with a message for people
     */
    public static AddressMap parse(String text) {
        Map<NodeAddress, NodeAddress> reached = new LinkedHashMap<>();
        for (String pair : text.isBlank() ? new String[0] : text.split(",", -1)) {
            String[] sides = pair.split("=", -1);
            if (sides.length != 2) {
                throw new IllegalArgumentException("\"" + pair + "\" is not inside:port=outside:port");
            }
            if (reached.put(address(sides[0]), address(sides[1])) != null) {
                throw new IllegalArgumentException(sides[0].trim() + " stands twice on the left side");
            }
        }
        return new AddressMap(reached);
    }

    private static NodeAddress address(String text) {
        String trimmed = text.trim();
        int colon = trimmed.lastIndexOf(':');
        if (colon < 0 || colon < trimmed.lastIndexOf(']')) {
            throw new IllegalArgumentException("\"" + trimmed + "\" has no port");
        }
        String host = trimmed.substring(0, colon);
        boolean bracketed = host.startsWith("[") && host.endsWith("]");
        try {
            int port = Integer.parseInt(trimmed.substring(colon + 1));
            return new NodeAddress(bracketed ? host.substring(1, host.length() - 1) : host, port);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("\"" + trimmed + "\" is not host:port", e);
        }
    }

    /** Where to reach the node; its own address when nothing else is said. */
    public NodeAddress reach(NodeAddress inside) {
        return reached.getOrDefault(inside, inside);
    }

    Hints reach(Hints hints) {
        NodeAddress primary = hints.primary();
        return new Hints(
                hints.nodes().stream().map(this::reach).toList(),
                primary == null ? null : reach(primary),
                hints.switchoverAt());
    }
}
