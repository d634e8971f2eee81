/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.lab.wire;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** One end of a proxied connection: whole messages in, bytes out. Reading and writing may be two threads. */
final class Wire {

    private static final int LENGTH_BYTES = 4;

    private final Socket socket;
    private final DataInputStream in;
    private final OutputStream out;

    Wire(Socket socket) throws IOException {
        this.socket = socket;
        socket.setTcpNoDelay(true);
        this.in = new DataInputStream(new BufferedInputStream(socket.getInputStream()));
        this.out = new BufferedOutputStream(socket.getOutputStream());
    }

    /** The next message with its type and length; null at an orderly end between two messages. */
    byte @Nullable [] readMessage() throws IOException {
        int type = in.read();
        if (type < 0) {
            return null;
        }
        int length = in.readInt();
        byte[] message = new byte[1 + length];
        ByteBuffer.wrap(message).put((byte) type).putInt(length);
        in.readFully(message, 1 + LENGTH_BYTES, length - LENGTH_BYTES);
        return message;
    }

    /** The first packet of a client, which has a length but no type. */
    byte[] readPacket() throws IOException {
        int length = in.readInt();
        byte[] packet = new byte[length];
        ByteBuffer.wrap(packet).putInt(length);
        in.readFully(packet, LENGTH_BYTES, length - LENGTH_BYTES);
        return packet;
    }

    /** The server's one-letter answer to a request for encryption. */
    byte[] readLetter() throws IOException {
        int letter = in.read();
        if (letter < 0) {
            throw new EOFException();
        }
        return new byte[] {(byte) letter};
    }

    /** Whether more was received already, so that flushing can wait. */
    boolean hasMore() throws IOException {
        return in.available() > 0;
    }

    void write(byte[] message, int from, int to) throws IOException {
        out.write(message, from, to - from);
    }

    void flush() throws IOException {
        out.flush();
    }

    /** The other side sees an orderly end and may still send. */
    void finish() {
        try {
            socket.shutdownOutput();
        } catch (IOException alreadyGone) {
            // Then it has seen the end.
        }
    }

    /** The other side sees a reset. */
    void reset() {
        try {
            socket.setSoLinger(true, 0);
        } catch (IOException alreadyClosed) {
            // Then it has seen the end.
        }
        close();
    }

    void close() {
        try {
            socket.close();
        } catch (IOException alreadyGone) {
            // Nothing is left to release.
        }
    }
}
