/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.tests;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

/**
 * A proxy in front of one server. After {@link #cutAfter}, the next message of a client that contains the text is passed on, but
 * no answer comes back: its connection ends, while the server goes on.
 */
public final class AnswerCutter implements AutoCloseable {

    /** Where the connection ends: on the client's side alone, as far as the server can see, or on both. */
    public enum Side {
        CLIENT,
        BOTH
    }

    private final ServerSocket listener;
    private final int target;
    private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
    private final AtomicInteger requests = new AtomicInteger();
    private final AtomicReference<String> text = new AtomicReference<>("");
    private volatile Side side = Side.BOTH;
    private volatile boolean drops;
    private volatile Runnable deed = () -> {};

    public AnswerCutter(int target) throws IOException {
        this(target, 0);
    }

    /** In the place of one that was closed. */
    AnswerCutter(int target, int port) throws IOException {
        this.target = target;
        listener = new ServerSocket(port, 50, InetAddress.getLoopbackAddress());
        start(this::accept);
    }

    public int port() {
        return listener.getLocalPort();
    }

    public void cutAfter(String newText, Side newSide) {
        side = newSide;
        text.set(newText);
    }

    /** As {@link #cutAfter} on both sides, but the message is not passed on, and the server's side stays open. */
    public void dropAt(String newText) {
        drops = true;
        cutAfter(newText, Side.CLIENT);
    }

    /** As {@link #cutAfter}, with something that is done before the client learns of the end. */
    public void onCut(String newText, Runnable newDeed) {
        deed = newDeed;
        cutAfter(newText, Side.BOTH);
    }

    /** As {@link #cutAfter} on the client's side; before the client learns of the end, nobody can connect any more. */
    public void cutOffAfter(String newText) {
        deed = this::refuseOthers;
        cutAfter(newText, Side.CLIENT);
    }

    private void refuseOthers() {
        try {
            listener.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** How often clients sent something; a driver sends all of one round trip at once. */
    public int requests() {
        return requests.get();
    }

    private void accept() throws IOException {
        while (!listener.isClosed()) {
            Socket client = listener.accept();
            Socket server = new Socket(InetAddress.getLoopbackAddress(), target);
            sockets.add(client);
            sockets.add(server);
            AtomicBoolean muted = new AtomicBoolean();
            start(() -> copy(server, client, false, muted));
            start(() -> copy(client, server, true, muted));
        }
    }

    private void copy(Socket from, Socket to, boolean fromClient, AtomicBoolean muted) throws IOException {
        byte[] buffer = new byte[1 << 16];
        InputStream in = from.getInputStream();
        OutputStream out = to.getOutputStream();
        try {
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                if (fromClient) {
                    requests.incrementAndGet();
                }
                if (fromClient && isToBeCut(new String(buffer, 0, read, StandardCharsets.ISO_8859_1))) {
                    muted.set(true); // First: an answer that is quicker must not get through.
                    if (!drops) {
                        out.write(buffer, 0, read);
                    }
                    deed.run();
                    from.close();
                    if (side == Side.CLIENT) {
                        return;
                    }
                    break;
                }
                if (!muted.get()) {
                    out.write(buffer, 0, read);
                }
            }
            to.close();
        } catch (IOException e) {
            if (!(side == Side.CLIENT && !fromClient && to.isClosed())) {
                to.close();
                from.close();
            }
        }
    }

    private boolean isToBeCut(String message) {
        String wanted = text.get();
        return !wanted.isEmpty() && message.contains(wanted) && text.compareAndSet(wanted, "");
    }

    private interface Work {
        void run() throws IOException;
    }

    private static void start(Work work) {
        Thread thread = new Thread(() -> {
            try {
                work.run();
            } catch (IOException e) {
                // Closed.
            } catch (UncheckedIOException e) {
                throw new AssertionError(e);
            }
        });
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void close() throws IOException {
        listener.close();
        for (Socket socket : sockets) {
            socket.close();
        }
    }
}
