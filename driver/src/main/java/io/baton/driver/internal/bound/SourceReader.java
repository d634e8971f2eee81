/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.driver.internal.bound;

import java.io.IOException;
import java.io.Reader;

/** As {@link SourceStream}, for characters. */
final class SourceReader extends Reader {

    private final ReaderTape tape;

    SourceReader(ReaderTape tape) {
        this.tape = tape;
    }

    @Override
    public int read(char[] buffer, int offset, int length) throws IOException {
        return tape.readSource(buffer, offset, length);
    }

    @Override
    public boolean ready() throws IOException {
        return tape.source().ready();
    }

    @Override
    public boolean markSupported() {
        return tape.source().markSupported();
    }

    @Override
    public void mark(int limit) throws IOException {
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
