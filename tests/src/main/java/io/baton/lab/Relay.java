/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.lab;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Another address of this machine that leads to a server, as a machine of its own or a translated address would: bytes
 * pass unchanged, both ways. Thread-safe.
 */
public final class Relay implements AutoCloseable {

    private final String name;
    private final InetSocketAddress server;
    private final ServerSocket listener;
    private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();

    private Relay(String name, InetSocketAddress server, ServerSocket listener) {
        this.name = name;
        this.server = server;
        this.listener = listener;
        start("accept", this::accept);
    }

    /** Listens at that address of this machine, which may be any of 127.0.0.0/8; port 0 is any free one. */
    public static Relay at(String address, int port, PostgresNode node) {
        return at(address, port, node.name(), node.host(), node.port());
    }

    /** The same for a server of any kind. */
    public static Relay at(String address, int port, String name, String host, int serverPort) {
        try {
            return new Relay(
                    name,
                    new InetSocketAddress(host, serverPort),
                    new ServerSocket(port, 100, InetAddress.getByName(address)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public int port() {
        return listener.getLocalPort();
    }

    private void accept() {
        while (!listener.isClosed()) {
            try {
                Socket client = listener.accept();
                start("relay", () -> serve(client));
            } catch (IOException e) {
                return; // Closed.
            }
        }
    }

    private void serve(Socket client) {
        try (client;
                Socket onward = new Socket()) {
            sockets.add(client);
            sockets.add(onward);
            onward.connect(server);
            Thread back = start("back", () -> copy(onward, client));
            copy(client, onward);
            back.join();
        } catch (IOException e) {
            // The server refused: to the client the stream ends.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** When one direction ends, so does the other. */
    private void copy(Socket from, Socket to) {
        try (from;
                to) {
            from.getInputStream().transferTo(to.getOutputStream());
        } catch (IOException e) {
            // One of the two is gone.
        } finally {
            sockets.remove(from);
        }
    }

    private Thread start(String what, Runnable work) {
        Thread thread = new Thread(work, "lab-" + what + "-" + name);
        thread.setDaemon(true);
        thread.start();
        return thread;
    }

    /** Ends all connections. */
    @Override
    public void close() {
        try {
            listener.close();
            for (Socket socket : sockets) {
                socket.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
