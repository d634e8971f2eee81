/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.driver.internal.jdbc;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;

/**
 * The application's stream, keeping the first part of what is read of it: a parameter can then be sent again after the
 * session was lost. Reads nothing on its own.
 */
final class RepeatableInputStream extends InputStream {

    static final int MOST_KEPT = 1 << 20;

    private final InputStream source;
    private final ByteArrayOutputStream kept = new ByteArrayOutputStream(0);
    private boolean tooLong;

    RepeatableInputStream(InputStream source) {
        this.source = source;
    }

    /** The same bytes from the beginning. */
    InputStream again() throws StreamConsumedException {
        if (tooLong) {
            throw new StreamConsumedException(MOST_KEPT);
        }
        return new SequenceInputStream(new ByteArrayInputStream(kept.toByteArray()), this);
    }

    @Override
    public int read() throws IOException {
        int value = source.read();
        if (value >= 0) {
            keep(new byte[] {(byte) value}, 0, 1);
        }
        return value;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        int count = source.read(buffer, offset, length);
        if (count > 0) {
            keep(buffer, offset, count);
        }
        return count;
    }

    private void keep(byte[] bytes, int offset, int length) {
        if (!tooLong && kept.size() + length <= MOST_KEPT) {
            kept.write(bytes, offset, length);
        } else {
            tooLong = true;
            kept.reset();
        }
    }

    @Override
    public int available() throws IOException {
        return source.available();
    }

    @Override
    public void close() throws IOException {
        source.close();
    }
}
