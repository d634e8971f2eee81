/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.tests.fuzz;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.Reader;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.sql.Timestamp;

/** The n-th content, as objects. A printed program needs this class and no other. */
public final class Values {

    private Values() {}

    public static String text(int n) {
        return Kind.TEXT.plain(n);
    }

    /** Short, or longer than a packet of most drivers. */
    public static byte[] bytes(int n) {
        String one = Kind.BYTES.plain(n);
        return (n % 3 == 0 ? one.repeat(30_000) : one).getBytes(StandardCharsets.US_ASCII);
    }

    public static InputStream stream(int n) {
        return new ByteArrayInputStream(bytes(n));
    }

    /** One that can be read only once and gives little at a time, as a socket does. */
    public static InputStream onlyForwards(int n) {
        InputStream all = stream(n);
        return new InputStream() {
            @Override
            public int read() throws java.io.IOException {
                return all.read();
            }

            @Override
            public int read(byte[] into, int offset, int length) throws java.io.IOException {
                return all.read(into, offset, Math.min(length, 1_000));
            }
        };
    }

    public static Reader reader(int n) {
        return new StringReader(text(n));
    }

    public static Timestamp time(int n) {
        return Timestamp.valueOf(Kind.TIME.plain(n));
    }

    public static java.sql.Date day(int n) {
        return java.sql.Date.valueOf(Kind.DAY.plain(n));
    }
}
