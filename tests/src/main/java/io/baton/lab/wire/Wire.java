/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.lab.wire;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;

/** One end of a proxied connection. Reading and writing may be two threads. */
final class Wire {

    private final Socket socket;
    private final InputStream in;
    private final OutputStream out;

    Wire(Socket socket) throws IOException {
        this.socket = socket;
        socket.setTcpNoDelay(true);
        this.in = new BufferedInputStream(socket.getInputStream());
        this.out = new BufferedOutputStream(socket.getOutputStream());
    }

    /** The next byte; -1 at an orderly end. */
    int read() throws IOException {
        return in.read();
    }

    /** So many bytes more. */
    byte[] read(int count) throws IOException {
        byte[] bytes = in.readNBytes(count);
        if (bytes.length < count) {
            throw new EOFException();
        }
        return bytes;
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

    /** Writes all of it and flushes. */
    void send(byte[] message) throws IOException {
        out.write(message);
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
