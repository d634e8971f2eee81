/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.lab;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * An address that stands for servers, as a virtual address, a service of Kubernetes or a balancer does: each new connection goes to
 * the next of them, and those that are open stay where they are. Without servers each connection ends at once. Thread-safe.
 */
public final class SharedAddress implements AutoCloseable {

    private static final int BUFFER = 8192;

    private final int port;
    private final AtomicInteger turn = new AtomicInteger();
    private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
    private volatile List<InetSocketAddress> servers = List.of();
    private final ServerSocket listener;
    private volatile boolean refuses;
    private volatile @Nullable Loss loss;

    /** What is lost of a connection from a request on. */
    private enum Loss {
        REQUESTS,
        ANSWERS
    }

    /** At any free port of this machine. */
    public SharedAddress() {
        listener = listen();
        port = listener.getLocalPort();
        start("accept", this::accept);
    }

    private static ServerSocket listen() {
        try {
            return new ServerSocket(0, 200, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public int port() {
        return port;
    }

    /** {@code 127.0.0.1:port}, as in a URL. */
    @Override
    public String toString() {
        return "127.0.0.1:" + port;
    }

    /** From now on new connections go to servers at these ports of this machine, by turns. */
    public void leadTo(int... ports) {
        servers = Arrays.stream(ports)
                .mapToObj(to -> new InetSocketAddress(InetAddress.getLoopbackAddress(), to))
                .toList();
    }

    /** The next COMMIT in the text of a request does not arrive, nor what comes after it on its connection. */
    public void loseNextCommit() {
        loss = Loss.REQUESTS;
    }

    /** The next COMMIT in the text of a request arrives, and its answer does not. */
    public void loseAnswerToNextCommit() {
        loss = Loss.ANSWERS;
    }

    /** Ends all connections, and takes new ones. */
    public void endConnections() {
        sockets.forEach(SharedAddress::end);
    }

    /** Ends all connections, and each new one at once. */
    public void refuse() {
        refuses = true;
        endConnections();
    }

    /** Takes and forwards all again. */
    public void heal() {
        loss = null;
        refuses = false;
    }

    private void accept() {
        while (!listener.isClosed()) {
            try {
                Socket client = listener.accept();
                start("serve", () -> serve(client));
            } catch (IOException e) {
                return; // Closed.
            }
        }
    }

    private void serve(Socket client) {
        List<InetSocketAddress> known = servers;
        try (client;
                Socket server = new Socket()) {
            sockets.add(client);
            sockets.add(server);
            if (refuses || known.isEmpty()) {
                return;
            }
            AtomicReference<Loss> lost = new AtomicReference<>();
            server.connect(known.get(Math.floorMod(turn.getAndIncrement(), known.size())));
            Thread back = start("back", () -> copy(server, client, bytes -> lost.get() == Loss.ANSWERS));
            copy(client, server, bytes -> isLost(bytes, lost));
            back.join();
        } catch (IOException e) {
            // The server refused: to the client the stream ends.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            sockets.remove(client);
        }
    }

    private boolean isLost(String request, AtomicReference<Loss> lost) {
        Loss wanted = loss;
        if (wanted != null && request.contains("COMMIT")) {
            lost.set(wanted);
            loss = null;
        }
        return lost.get() == Loss.REQUESTS;
    }

    /** When one direction ends, so does the other. */
    private void copy(Socket from, Socket to, Predicate<String> vanishes) {
        byte[] buffer = new byte[BUFFER];
        try (from;
                to) {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                if (!vanishes.test(new String(buffer, 0, read, StandardCharsets.ISO_8859_1))) {
                    out.write(buffer, 0, read);
                }
            }
        } catch (IOException e) {
            // One of the two is gone.
        } finally {
            sockets.remove(from);
        }
    }

    private Thread start(String what, Runnable work) {
        Thread thread = new Thread(work, "lab-" + what + "-" + port);
        thread.setDaemon(true);
        thread.start();
        return thread;
    }

    private static void end(AutoCloseable socket) {
        try {
            socket.close();
        } catch (Exception e) {
            throw new LabException("a socket could not be closed", e);
        }
    }

    /** Ends all connections. */
    @Override
    public void close() {
        end(listener);
        endConnections();
    }
}
