/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.lab.wire;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** A port before one server. A connection that the server refuses is reset. */
final class WireProxy implements AutoCloseable {

    private static final int CONNECT_MILLIS = 5_000;

    private final WireProtocol protocol;
    private final String name;
    private final InetSocketAddress target;
    private final String leftAlone;
    private final ServerSocket listener;
    private final Set<Session> sessions = ConcurrentHashMap.newKeySet();
    private final Set<Thread> threads = ConcurrentHashMap.newKeySet();
    private volatile @Nullable Cut cut;
    private volatile boolean closed;

    /**
     * @param name of the server, for its threads
     * @param leftAlone what those call themselves who are never counted nor cut
     */
    WireProxy(WireProtocol protocol, String name, InetSocketAddress target, String leftAlone) {
        this.protocol = protocol;
        this.name = name;
        this.target = target;
        this.leftAlone = leftAlone;
        try {
            listener = new ServerSocket(0, 200, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        start("accept", this::accept);
    }

    /** The address to connect to. */
    String address() {
        return "127.0.0.1:" + listener.getLocalPort();
    }

    int serverPort() {
        return target.getPort();
    }

    WireProtocol protocol() {
        return protocol;
    }

    void arm(@Nullable Cut next) {
        cut = next;
    }

    /** Lets go of the sessions that a cut left half open. */
    void release() {
        sessions.stream().filter(Session::isHeld).forEach(Session::close);
    }

    boolean isApplication(String clientName) {
        return !leftAlone.equals(clientName);
    }

    /** Counts a message of an application; the cut that is to happen at it, if any. */
    @Nullable
    Cut strikes(Direction direction) {
        Cut armed = cut;
        return armed != null && armed.strikes(direction) ? armed : null;
    }

    void ended(Session session) {
        sessions.remove(session);
    }

    Thread start(String what, Runnable work) {
        Thread thread = new Thread(
                () -> {
                    try {
                        work.run();
                    } finally {
                        threads.remove(Thread.currentThread());
                    }
                },
                "lab-wire-" + name + "-" + what);
        thread.setDaemon(true);
        threads.add(thread);
        thread.start();
        return thread;
    }

    private void accept() {
        while (!closed) {
            try {
                Socket client = listener.accept();
                start("there", () -> serve(client));
            } catch (IOException e) {
                if (!closed) {
                    throw new UncheckedIOException(e);
                }
            }
        }
    }

    private void serve(Socket accepted) {
        try (Socket client = accepted;
                Socket server = new Socket()) {
            Wire clientsWire = new Wire(client);
            if (!connected(server)) {
                clientsWire.reset();
                return;
            }
            Session session = new Session(this, clientsWire, new Wire(server));
            sessions.add(session);
            if (closed) {
                session.close();
            }
            session.run();
        } catch (IOException e) {
            // The client has gone already.
        }
    }

    private boolean connected(Socket server) {
        try {
            server.connect(target, CONNECT_MILLIS);
            return true;
        } catch (IOException refused) {
            return false;
        }
    }

    @Override
    public void close() {
        closed = true;
        try {
            listener.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        sessions.forEach(Session::close);
        threads.forEach(WireProxy::join);
    }

    private static void join(Thread thread) {
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
