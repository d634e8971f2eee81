/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.driver.internal.bound;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import org.postgresql.util.ByteStreamWriter;

/** A writer of the application's with what it wrote last, unless that is too much. */
final class WriterTape implements Recorded.Views {

    private final ByteStreamWriter source;
    private final ByteArrayOutputStream kept = new ByteArrayOutputStream(0);
    private int length;
    private boolean begun;
    private boolean complete;
    private boolean tooLong;

    WriterTape(ByteStreamWriter source) {
        this.source = source;
    }

    @Override
    public ByteStreamWriter first() {
        return new ByteStreamWriter() {
            @Override
            public int getLength() {
                length = source.getLength();
                return length;
            }

            @Override
            public void writeTo(ByteStreamTarget target) throws IOException {
                begun = true;
                complete = false;
                tooLong = false;
                kept.reset();
                OutputStream noting = new Noting(target.getOutputStream());
                source.writeTo(() -> noting);
                complete = true;
            }
        };
    }

    @Override
    public ByteStreamWriter again() {
        return begun ? new Written(kept.toByteArray(), length) : first();
    }

    private static final class Written implements ByteStreamWriter {
        private final byte[] bytes;
        private final int length;

        Written(byte[] bytes, int length) {
            this.bytes = bytes;
            this.length = length;
        }

        @Override
        public int getLength() {
            return length;
        }

        @Override
        public void writeTo(ByteStreamTarget target) throws IOException {
            target.getOutputStream().write(bytes);
        }
    }

    private final class Noting extends OutputStream {
        private final OutputStream target;

        Noting(OutputStream target) {
            this.target = target;
        }

        @Override
        public void write(int value) throws IOException {
            write(new byte[] {(byte) value}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int offset, int count) throws IOException {
            target.write(bytes, offset, count);
            tooLong |= kept.size() + count > StreamTape.MOST_KEPT;
            if (!tooLong) {
                kept.write(bytes, offset, count);
            }
        }

        @Override
        public void flush() throws IOException {
            target.flush();
        }
    }

    @Override
    public boolean isUntouched() {
        return !begun;
    }

    @Override
    public boolean isWhole() {
        return !begun || (complete && !tooLong);
    }

    @Override
    public int size() {
        return length;
    }
}
