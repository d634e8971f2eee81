/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.driver.internal.bound;

import java.io.IOException;
import java.io.InputStream;

/** The same bytes from the beginning, for another statement. */
final class KeptStream extends InputStream {

    private final StreamTape tape;
    private final byte[] single = new byte[1];
    private long position;
    private long marked;

    KeptStream(StreamTape tape) {
        this.tape = tape;
    }

    @Override
    public int read() throws IOException {
        int count;
        do {
            count = read(single, 0, 1);
        } while (count == 0);
        return count < 0 ? -1 : single[0] & 0xFF;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        int count = tape.read(position, buffer, offset, length);
        position += Math.max(0, count);
        return count;
    }

    @Override
    public int available() throws IOException {
        return tape.available(position);
    }

    @Override
    public boolean markSupported() {
        return tape.source().markSupported();
    }

    @Override
    public void mark(int limit) {
        marked = position;
    }

    @Override
    public void reset() throws IOException {
        if (!markSupported()) {
            throw new IOException("mark/reset not supported");
        }
        position = marked;
    }

    @Override
    public void close() throws IOException {
        tape.source().close();
    }
}
