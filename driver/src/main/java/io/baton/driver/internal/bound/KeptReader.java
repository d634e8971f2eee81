/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.driver.internal.bound;

import java.io.IOException;
import java.io.Reader;

/** As {@link KeptStream}, for characters. */
final class KeptReader extends Reader {

    private final ReaderTape tape;
    private long position;
    private long marked;

    KeptReader(ReaderTape tape) {
        this.tape = tape;
    }

    @Override
    public int read(char[] buffer, int offset, int length) throws IOException {
        int count = tape.read(position, buffer, offset, length);
        position += Math.max(0, count);
        return count;
    }

    @Override
    public boolean ready() throws IOException {
        return tape.ready(position);
    }

    @Override
    public boolean markSupported() {
        return tape.source().markSupported();
    }

    @Override
    public void mark(int limit) throws IOException {
        requireMarks();
        marked = position;
    }

    @Override
    public void reset() throws IOException {
        requireMarks();
        position = marked;
    }

    private void requireMarks() throws IOException {
        if (!markSupported()) {
            throw new IOException("mark() not supported");
        }
    }

    @Override
    public void close() throws IOException {
        tape.source().close();
    }
}
