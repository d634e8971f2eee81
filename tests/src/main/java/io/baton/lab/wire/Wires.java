/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.lab.wire;

import io.baton.lab.PostgresCluster;
import io.baton.lab.mysql.GtidCluster;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Proxies before all servers of a cluster, on which applications' connections can be cut at any message. Everything else
 * passes, and a server that dies, freezes or refuses looks the same through its proxy, but that a refused connection is
 * accepted and reset at once. Thread-safe.
 */
public final class Wires implements AutoCloseable {

    /** To be in a URL of PostgreSQL: pgjdbc names itself in its first packet only if it may assume a server that knows the name. */
    public static final String URL_PARAMETER = "assumeMinServerVersion=12";

    private final List<WireProxy> proxies;

    private Wires(List<WireProxy> proxies) {
        this.proxies = proxies;
    }

    /**
     * Begins to listen.
     *
     * @param leftAlone the application_name of sessions that are never counted nor cut, such as those of a monitor
     */
    public static Wires before(PostgresCluster cluster, String leftAlone) {
        WireProtocol protocol = new PostgresProtocol();
        return new Wires(cluster.nodes().stream()
                .map(node -> new WireProxy(
                        protocol, node.name(), new InetSocketAddress(node.host(), node.port()), leftAlone))
                .toList());
    }

    /**
     * Begins to listen.
     *
     * @param leftAlone the {@code program_name} of sessions that are never counted nor cut
     */
    public static Wires before(GtidCluster cluster, String leftAlone) {
        WireProtocol protocol = new MySqlProtocol();
        return new Wires(cluster.nodes().stream()
                .map(node -> new WireProxy(
                        protocol, node.name(), new InetSocketAddress(node.host(), node.port()), leftAlone))
                .toList());
    }

    /** The proxies' addresses in the order of the nodes, as they go into a URL. */
    public String hosts() {
        return proxies.stream().map(WireProxy::address).collect(Collectors.joining(","));
    }

    /** From now on messages are counted for this cut; a former one that has not happened will not any more. */
    public void arm(Cut cut) {
        proxies.forEach(proxy -> proxy.arm(cut));
    }

    public void disarm() {
        proxies.forEach(proxy -> proxy.arm(null));
    }

    /** Ends the sessions that {@link Manner#ORPHAN} or {@link Manner#SILENCE} left half open. */
    public void release() {
        proxies.forEach(WireProxy::release);
    }

    /** Ends all connections and threads. */
    @Override
    public void close() {
        proxies.forEach(WireProxy::close);
    }
}
