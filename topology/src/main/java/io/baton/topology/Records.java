/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.topology;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What is different for nodes that are the addresses of one name. Pure. */
public final class Records {

    private Records() {}

    /**
     * Whether it is an IPv6 address of a name whose IPv4 addresses come first, or the other way round. Most often it is another way to
     * the same servers, and often one that leads nowhere.
     */
    public static boolean isOfOtherFamily(Topology topology, NodeAddress address) {
        if (address.record() == null) {
            return false;
        }
        Node first = topology.nodes().stream()
                .filter(node -> areOfOneName(node.address(), address))
                .findFirst()
                .orElse(null);
        return first != null && first.address().record() != null && isIpv6(first.address()) != isIpv6(address);
    }

    /**
     * Whether it is such an address, does not answer and never did, while another address of the name has answered: it counts for
     * nothing, since nobody may ever have listened there. A server that refuses a login or is full does answer.
     */
    static boolean isSpare(Topology topology, Node node) {
        FailureKind failure = node.failure();
        return node.address().record() != null
                && node.epoch() == null
                && failure != null
                && !failure.needsPeople()
                && failure != FailureKind.TOO_MANY_CONNECTIONS
                && isOfOtherFamily(topology, node.address())
                && topology.nodes().stream()
                        .anyMatch(other -> areOfOneName(other.address(), node.address()) && other.epoch() != null);
    }

    /** Another node of the same name that is the same server; null when there is none, or it cannot be told. */
    public static @Nullable Node twinOf(Topology topology, Node node) {
        return node.instance() == null
                ? null
                : topology.nodes().stream()
                        .filter(other -> areOfOneName(other.address(), node.address())
                                && !other.address().equals(node.address())
                                && Objects.equals(other.instance(), node.instance()))
                        .findFirst()
                        .orElse(null);
    }

    /** Whether both are addresses of one name, at one port. */
    static boolean areOfOneName(NodeAddress one, NodeAddress another) {
        return one.port() == another.port() && one.host().equals(another.host());
    }

    private static boolean isIpv6(NodeAddress address) {
        return Objects.requireNonNull(address.record()).indexOf(':') >= 0;
    }
}
