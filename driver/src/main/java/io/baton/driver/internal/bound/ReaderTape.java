/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.driver.internal.bound;

import java.io.IOException;
import java.io.Reader;
import java.util.Arrays;

/** As {@link StreamTape}, for characters. */
final class ReaderTape implements Recorded.Views {

    static final int MOST_KEPT = 1 << 19;

    /** How long it is shows only when it is read. */
    private static final int USUAL_SIZE = 1 << 16;

    private final Reader source;
    private char[] kept = new char[0];
    private int size;
    private boolean tooLong;
    private boolean ended;
    /** Where the source stands, which may have been reset. */
    private long position;

    private long marked;

    ReaderTape(Reader source) {
        this.source = source;
    }

    @Override
    public Reader first() {
        return new SourceReader(this);
    }

    @Override
    public Reader again() {
        return new KeptReader(this);
    }

    Reader source() {
        return source;
    }

    /** Reads on from where the source stands. */
    int readSource(char[] buffer, int offset, int length) throws IOException {
        int count = source.read(buffer, offset, length);
        if (count > 0) {
            keep(buffer, offset, count);
            position += count;
        } else if (count < 0) {
            ended = true;
        }
        return count;
    }

    private void keep(char[] characters, int offset, int count) {
        int known = (int) Math.max(0, Math.min(count, size - position));
        int fresh = count - known;
        if (tooLong || fresh == 0) {
            return;
        }
        if (size + fresh > MOST_KEPT) {
            tooLong = true;
            kept = new char[0];
            size = 0;
            return;
        }
        if (size + fresh > kept.length) {
            kept = Arrays.copyOf(kept, Math.min(MOST_KEPT, Math.max(size + fresh, size * 2)));
        }
        System.arraycopy(characters, offset + known, kept, size, fresh);
        size += fresh;
    }

    void mark(int limit) throws IOException {
        source.mark(limit);
        marked = position;
    }

    void reset() throws IOException {
        source.reset();
        position = marked;
    }

    /** Reads from what is kept at that place, and behind it from the source. */
    int read(long from, char[] buffer, int offset, int length) throws IOException {
        if (tooLong) {
            if (from == position) {
                return readSource(buffer, offset, length);
            }
            throw new IOException("more than " + MOST_KEPT + " characters were read");
        }
        if (from < size) {
            int count = (int) Math.min(length, size - from);
            System.arraycopy(kept, (int) from, buffer, offset, count);
            return count;
        }
        if (ended) {
            return -1;
        }
        while (position < size) {
            char[] known = new char[(int) (size - position)];
            if (readSource(known, 0, known.length) < 0) {
                return -1;
            }
        }
        return readSource(buffer, offset, length);
    }

    boolean ready(long from) throws IOException {
        return from < size || source.ready();
    }

    @Override
    public boolean isUntouched() {
        return size == 0 && !tooLong && !ended;
    }

    @Override
    public boolean isWhole() {
        return !tooLong;
    }

    @Override
    public int size() {
        return Math.max(size * 2, USUAL_SIZE);
    }

    /** Whether the same was read of both. */
    boolean isAs(ReaderTape other) {
        return isWhole() && other.isWhole() && Arrays.equals(kept, 0, size, other.kept, 0, other.size);
    }
}
