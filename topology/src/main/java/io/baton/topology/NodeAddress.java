/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.topology;

import org.jspecify.annotations.Nullable;

/**
 * Where a node listens. Equal by text: two names of one machine are two addresses.
 *
 * @param host as it stands in the URL
 * @param record which of the addresses that the host's name stands for; null when the name is one node, and for an address
 */
public record NodeAddress(String host, int port, @Nullable String record) {

    /** Not a part of any name or address. */
    private static final char BETWEEN = '|';

    public NodeAddress {
        if (host.isBlank()) {
            throw new IllegalArgumentException("a node address needs a host");
        }
        if (port < 1 || port > 65535) {
            throw new IllegalArgumentException("port " + port + " of " + host + " is not between 1 and 65535");
        }
    }

    public NodeAddress(String host, int port) {
        this(host, port, null);
    }

    /** The node at one of the addresses that this name stands for. */
    public NodeAddress at(String newRecord) {
        return new NodeAddress(host, port, newRecord);
    }

    /** As it stands in the URL: what the vendor's driver, TLS and Kerberos are told. */
    public NodeAddress named() {
        return record == null ? this : new NodeAddress(host, port);
    }

    /** Host and record in one text, which {@link #ofKey} reads. */
    public String key() {
        return record == null ? host : host + BETWEEN + record;
    }

    /** The address with that {@link #key()}. */
    public static NodeAddress ofKey(String key, int port) {
        int between = key.indexOf(BETWEEN);
        return between < 0
                ? new NodeAddress(key, port)
                : new NodeAddress(key.substring(0, between), port, key.substring(between + 1));
    }

    /** {@code host:port}, with an IPv6 host in brackets, or {@code host/record:port}. */
    @Override
    public String toString() {
        return record == null ? bracketed(host) + ":" + port : host + "/" + bracketed(record) + ":" + port;
    }

    private static String bracketed(String text) {
        return text.indexOf(':') < 0 ? text : "[" + text + "]";
    }
}
