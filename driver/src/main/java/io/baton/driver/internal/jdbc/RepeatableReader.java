/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.driver.internal.jdbc;

import java.io.CharArrayReader;
import java.io.CharArrayWriter;
import java.io.IOException;
import java.io.Reader;

/** As {@link RepeatableInputStream}, for characters. */
final class RepeatableReader extends Reader {

    static final int MOST_KEPT = 1 << 19;

    private final Reader source;
    private final CharArrayWriter kept = new CharArrayWriter(0);
    private boolean tooLong;

    RepeatableReader(Reader source) {
        this.source = source;
    }

    /** The same characters from the beginning. */
    Reader again() throws StreamConsumedException {
        if (tooLong) {
            throw new StreamConsumedException(MOST_KEPT);
        }
        Reader first = new CharArrayReader(kept.toCharArray());
        return new Reader() {
            @Override
            public int read(char[] buffer, int offset, int length) throws IOException {
                int count = first.read(buffer, offset, length);
                return count >= 0 ? count : RepeatableReader.this.read(buffer, offset, length);
            }

            @Override
            public void close() throws IOException {
                RepeatableReader.this.close();
            }
        };
    }

    @Override
    public int read(char[] buffer, int offset, int length) throws IOException {
        int count = source.read(buffer, offset, length);
        if (count > 0) {
            keep(buffer, offset, count);
        }
        return count;
    }

    private void keep(char[] characters, int offset, int length) {
        if (!tooLong && kept.size() + length <= MOST_KEPT) {
            kept.write(characters, offset, length);
        } else {
            tooLong = true;
            kept.reset();
        }
    }

    @Override
    public void close() throws IOException {
        source.close();
    }
}
