/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.topology;

/** Where a node listens. Equal by text: two names of one machine are two addresses. */
public record NodeAddress(String host, int port) {

    public NodeAddress {
        if (host.isBlank()) {
            throw new IllegalArgumentException("a node address needs a host");
        }
        if (port < 1 || port > 65535) {
            throw new IllegalArgumentException("port " + port + " of " + host + " is not between 1 and 65535");
        }
    }

    /** {@code host:port}, with an IPv6 host in brackets. */
    @Override
    public String toString() {
        return host.indexOf(':') < 0 ? host + ":" + port : "[" + host + "]:" + port;
    }
}
