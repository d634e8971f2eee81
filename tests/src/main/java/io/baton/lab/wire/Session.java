/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.lab.wire;

import java.io.IOException;
import java.nio.ByteBuffer;

/** One proxied connection: forwards whole messages both ways until one end closes, or until it is cut. */
final class Session {

    private static final char BACKEND_KEY_DATA = 'K';
    private static final char NO_TYPE = ' ';

    private final WireProxy proxy;
    private final Wire client;
    private final Wire server;
    private volatile boolean application;
    private volatile int backend;
    /** Cut: what still arrives is thrown away. */
    private volatile boolean severed;
    /** Cut, and an end that closes is not to be noticed by the other one. */
    private volatile boolean held;

    Session(WireProxy proxy, Wire client, Wire server) {
        this.proxy = proxy;
        this.client = client;
        this.server = server;
    }

    /** Runs in a thread of the proxy until both sides have ended; starts another one for the server's answers. */
    void run() {
        try {
            if (begin()) {
                Thread back = proxy.start("back", () -> forward(Direction.TO_CLIENT, server, client));
                forward(Direction.TO_SERVER, client, server);
                back.join();
            }
        } catch (IOException e) {
            // Whoever closed or reset it knows why.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            close();
        }
    }

    /** The packets before the first typed message. False if no session follows. */
    private boolean begin() throws IOException {
        byte[] packet = client.readPacket();
        while (Startup.asksForEncryption(packet)) {
            send(server, packet);
            byte[] letter = server.readLetter();
            send(client, letter);
            if (letter[0] != 'N') {
                throw new IOException("the proxy cannot read encrypted messages");
            }
            packet = client.readPacket();
        }
        if (Startup.cancels(packet)) {
            send(server, packet);
            server.readMessage(); // The server closes when it has passed the wish on.
            return false;
        }
        application = proxy.isApplication(Startup.parameters(packet));
        pass(Direction.TO_SERVER, NO_TYPE, packet, server);
        server.flush();
        return true;
    }

    private static void send(Wire to, byte[] bytes) throws IOException {
        to.write(bytes, 0, bytes.length);
        to.flush();
    }

    private void forward(Direction direction, Wire from, Wire to) {
        try {
            byte[] message = from.readMessage();
            while (message != null) {
                if (!severed) {
                    notice(direction, message);
                    pass(direction, (char) message[0], message, to);
                    if (!severed && !from.hasMore()) {
                        to.flush();
                    }
                }
                message = from.readMessage();
            }
            if (!held) {
                to.finish();
            }
        } catch (IOException e) {
            if (!held) {
                // Reset or closed on one side: the other one learns it as abruptly.
                client.reset();
                server.reset();
            }
        }
    }

    private void notice(Direction direction, byte[] message) {
        if (direction == Direction.TO_CLIENT && message[0] == BACKEND_KEY_DATA) {
            backend = ByteBuffer.wrap(message).getInt(5);
        }
    }

    private void pass(Direction direction, char type, byte[] message, Wire to) throws IOException {
        Cut cut = application ? proxy.strikes(direction) : null;
        if (cut == null) {
            to.write(message, 0, message.length);
        } else {
            strike(cut, type, message, to);
        }
    }

    private void strike(Cut cut, char type, byte[] message, Wire to) throws IOException {
        // First, lest an answer to this very message slips through, or something of the other direction during the
        // deed.
        severed = cut.manner() != Manner.PASS;
        held = cut.manner() == Manner.ORPHAN || cut.manner() == Manner.SILENCE;
        int part = cut.point().bytesOf(message);
        to.write(message, 0, part);
        to.flush();
        cut.happen(new Hit(type, backend, proxy.serverPort()));
        switch (cut.manner()) {
            case CLOSE -> {
                client.finish();
                server.finish();
            }
            case RESET -> {
                client.reset();
                server.reset();
            }
            case ORPHAN -> client.reset();
            case SILENCE -> {}
            case PASS -> to.write(message, part, message.length);
        }
    }

    boolean isHeld() {
        return held;
    }

    /** Ends both sides, for a session that is held, or because the proxy closes. */
    void close() {
        client.close();
        server.close();
        proxy.ended(this);
    }
}
