/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.driver.internal.bound;

import java.io.IOException;
import java.io.InputStream;

/** The application's stream, as it is: only what is read of it is noted. */
final class SourceStream extends InputStream {

    private final StreamTape tape;
    private final byte[] single = new byte[1];

    SourceStream(StreamTape tape) {
        this.tape = tape;
    }

    @Override
    public int read() throws IOException {
        int count;
        do {
            count = tape.readSource(single, 0, 1);
        } while (count == 0);
        return count < 0 ? -1 : single[0] & 0xFF;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        return tape.readSource(buffer, offset, length);
    }

    @Override
    public int available() throws IOException {
        return tape.source().available();
    }

    @Override
    public boolean markSupported() {
        return tape.source().markSupported();
    }

    @Override
    public void mark(int limit) {
        tape.mark(limit);
    }

    @Override
    public void reset() throws IOException {
        tape.reset();
    }

    @Override
    public void close() throws IOException {
        tape.source().close();
    }
}
