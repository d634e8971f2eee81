/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.lab;

import eu.rekawek.toxiproxy.ToxiproxyClient;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.testcontainers.containers.GenericContainer;

/**
 * The network between clients and servers, with its faults: a real Toxiproxy in a container. Needs a Docker engine.
 *
 * <p>A client that is to feel the faults connects to the {@link Link}s instead of the servers.
 */
public final class Network implements AutoCloseable {

    private final GenericContainer<?> container;
    private final ToxiproxyClient toxiproxy;
    private final AtomicInteger links = new AtomicInteger();

    private Network(GenericContainer<?> container, ToxiproxyClient toxiproxy) {
        this.container = container;
        this.toxiproxy = toxiproxy;
    }

    /** A network without links and faults. */
    public static Network start() {
        int port = Ports.free();
        GenericContainer<?> container = Containers.of(Containers.TOXIPROXY)
                .withCommand("-host", DatabaseNode.HOST, "-port", Integer.toString(port));
        container.start();
        Network network = new Network(container, new ToxiproxyClient(DatabaseNode.HOST, port));
        try {
            Await.until(
                    "Toxiproxy answers",
                    Await.LIMIT,
                    () -> network.toxiproxy.getProxies().isEmpty(),
                    container::getLogs);
        } catch (LabException e) {
            network.close();
            throw e;
        }
        return network;
    }

    /** A way to that node which is in order, and stays so until the link is told otherwise. */
    public Link to(DatabaseNode node) {
        int port = Ports.free();
        try {
            return new Link(
                    port,
                    toxiproxy.createProxy(
                            node.name() + "-" + links.incrementAndGet(),
                            DatabaseNode.HOST + ":" + port,
                            node.host() + ":" + node.port()));
        } catch (IOException e) {
            throw new LabException("Cannot link to " + node + "\n" + container.getLogs(), e);
        }
    }

    /** A link to each of the nodes, in their order. */
    public List<Link> to(List<? extends DatabaseNode> nodes) {
        return nodes.stream().map(this::to).toList();
    }

    /** The addresses of the links as they go into a URL. */
    public static String hosts(List<Link> links) {
        return links.stream().map(link -> link.host() + ":" + link.port()).collect(Collectors.joining(","));
    }

    @Override
    public void close() {
        container.close();
    }
}
