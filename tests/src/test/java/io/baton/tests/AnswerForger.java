/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.tests;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * A proxy in front of a server of MySQL or MariaDB that puts an error in the place of one answer, as a server does whose group has
 * committed what it could not: the session goes on.
 */
public final class AnswerForger implements AutoCloseable {

    /** What the server gets in the place of the message, or nothing. */
    private record Forgery(String text, boolean reaches, int code, String state, String message) {}

    private final ServerSocket listener;
    private final int target;
    private final AtomicReference<@Nullable Forgery> due = new AtomicReference<>();

    public AnswerForger(int target) throws IOException {
        this.target = target;
        listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        start(() -> {
            while (!listener.isClosed()) {
                serve(listener.accept());
            }
        });
    }

    public int port() {
        return listener.getLocalPort();
    }

    /**
     * The next message that contains the text is answered by that error.
     *
     * @param reaches whether the server does what it says
     */
    public void answer(String text, boolean reaches, int code, String state, String message) {
        due.set(new Forgery(text, reaches, code, state, message));
    }

    private void serve(Socket client) throws IOException {
        Socket server = new Socket(InetAddress.getLoopbackAddress(), target);
        AtomicReference<@Nullable Forgery> answering = new AtomicReference<>();
        start(() -> {
            byte[] buffer = new byte[1 << 16];
            InputStream in = client.getInputStream();
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                Forgery forgery = due.get();
                String message = new String(buffer, 0, read, StandardCharsets.ISO_8859_1);
                boolean forged = forgery != null && message.contains(forgery.text) && due.compareAndSet(forgery, null);
                if (forged && !forgery.reaches) {
                    client.getOutputStream().write(error(forgery));
                    continue;
                }
                if (forged) {
                    answering.set(forgery); // First: the answer must not be quicker.
                }
                server.getOutputStream().write(buffer, 0, read);
            }
            server.close();
        });
        start(() -> {
            byte[] buffer = new byte[1 << 16];
            InputStream in = server.getInputStream();
            OutputStream out = client.getOutputStream();
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                Forgery forgery = answering.getAndSet(null);
                if (forgery != null) {
                    out.write(error(forgery));
                } else {
                    out.write(buffer, 0, read);
                }
            }
            client.close();
        });
    }

    private static byte[] error(Forgery forgery) throws IOException {
        byte[] text = ("#" + forgery.state + forgery.message).getBytes(StandardCharsets.US_ASCII);
        int length = text.length + 3;
        ByteArrayOutputStream packet = new ByteArrayOutputStream();
        packet.write(new byte[] {(byte) length, (byte) (length >> 8), 0, 1, (byte) 0xFF});
        packet.write(new byte[] {(byte) forgery.code, (byte) (forgery.code >> 8)});
        packet.write(text);
        return packet.toByteArray();
    }

    private interface Work {
        void run() throws IOException;
    }

    private static void start(Work work) {
        TestThreads.unstarted(() -> {
                    try {
                        work.run();
                    } catch (IOException e) {
                        // Somebody closed it.
                    }
                })
                .start();
    }

    @Override
    public void close() throws IOException {
        listener.close();
    }
}
