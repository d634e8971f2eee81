/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.lab.wire;

import java.io.IOException;

/** One proxied connection: forwards whole messages both ways until one end closes, or until it is cut. */
final class Session {

    private static final char NO_TYPE = ' ';

    private final WireProxy proxy;
    private final WireProtocol protocol;
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
        this.protocol = proxy.protocol();
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

    /** What comes before the first message of a kind. False if no session follows. */
    private boolean begin() throws IOException {
        WireProtocol.Opening opening = protocol.open(client, server);
        if (opening == null) {
            return false;
        }
        application = proxy.isApplication(opening.name());
        backend = opening.backend();
        pass(Direction.TO_SERVER, NO_TYPE, opening.packet(), server);
        server.flush();
        return true;
    }

    private void forward(Direction direction, Wire from, Wire to) {
        try {
            byte[] message = protocol.readMessage(from);
            while (message != null) {
                if (!severed) {
                    notice(direction, message);
                    pass(direction, protocol.type(direction, message), message, to);
                    if (!severed && !from.hasMore()) {
                        to.flush();
                    }
                }
                message = protocol.readMessage(from);
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
        int told = direction == Direction.TO_CLIENT ? protocol.backend(message) : 0;
        if (told != 0) {
            backend = told;
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
