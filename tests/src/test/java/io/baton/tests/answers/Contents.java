/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.tests.answers;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.sql.Timestamp;
import java.util.Arrays;

/** The n-th content, as whatever object a setter takes. */
final class Contents {

    static final int LENGTH = 5_000;
    static final int LONG = 1_200_000;

    private Contents() {}

    static byte[] bytes(int n) {
        byte[] bytes = new byte[LENGTH];
        fill(bytes, n);
        return bytes;
    }

    static void fill(byte[] bytes, int n) {
        Arrays.fill(bytes, (byte) ('a' + n));
    }

    static String text(int n) {
        return new String(bytes(n), StandardCharsets.US_ASCII);
    }

    static InputStream stream(int n) {
        return new ByteArrayInputStream(bytes(n));
    }

    /** One that can only be read on, as that of a file or a socket. */
    static InputStream onlyForwards(int n) {
        return new InputStream() {
            private final InputStream bytes = stream(n);

            @Override
            public int read() throws IOException {
                return bytes.read();
            }

            @Override
            public int read(byte[] buffer, int offset, int length) throws IOException {
                return bytes.read(buffer, offset, length);
            }
        };
    }

    /** More than is kept of one. */
    static InputStream longStream(int n) {
        byte[] bytes = new byte[LONG];
        fill(bytes, n);
        return new ByteArrayInputStream(bytes);
    }

    static Reader reader(int n) {
        return new StringReader(text(n));
    }

    static long time(int n) {
        return Timestamp.valueOf("2026-05-04 03:02:01.123").getTime() + n * 86_400_000L + n * 1_000L;
    }
}
