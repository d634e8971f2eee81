/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.driver.internal.jdbc;

import java.io.InputStream;
import java.io.Reader;
import java.lang.reflect.Array;
import java.sql.Date;
import java.sql.Time;
import java.sql.Timestamp;
import java.util.Calendar;
import org.jspecify.annotations.Nullable;

/**
 * Copies of the arguments that a wrapper remembers, so that an application which reuses its array, date or calendar
 * does not change what is applied again after a switch of node. The overloads differ in static type alone: the
 * generated forwarding names a type once and the compiler picks the copy.
 */
final class Copies {

    /** How long a stream is shows only when it is read; at most {@link RepeatableInputStream#MOST_KEPT} are kept. */
    private static final int SIZE_OF_STREAM = 1 << 16;

    private Copies() {}

    static byte @Nullable [] of(byte @Nullable [] value) {
        return value == null ? null : value.clone();
    }

    static int @Nullable [] of(int @Nullable [] value) {
        return value == null ? null : value.clone();
    }

    static String @Nullable [] of(String @Nullable [] value) {
        return value == null ? null : value.clone();
    }

    static @Nullable Date of(@Nullable Date value) {
        return value == null ? null : (Date) value.clone();
    }

    static @Nullable Time of(@Nullable Time value) {
        return value == null ? null : (Time) value.clone();
    }

    static @Nullable Timestamp of(@Nullable Timestamp value) {
        return value == null ? null : (Timestamp) value.clone();
    }

    static @Nullable Calendar of(@Nullable Calendar value) {
        return value == null ? null : (Calendar) value.clone();
    }

    static @Nullable InputStream of(@Nullable InputStream value) {
        return value == null ? null : new RepeatableInputStream(value);
    }

    static @Nullable Reader of(@Nullable Reader value) {
        return value == null ? null : new RepeatableReader(value);
    }

    /**
     * Copies dates, calendars and arrays of any depth. Everything else is returned as it is: either immutable, or a
     * vendor's own type (PGobject, a Map for hstore) that nobody but the vendor's driver knows how to copy.
     */
    @SuppressWarnings("JavaUtilDate") // what to bind is the application's choice
    static @Nullable Object of(@Nullable Object value) {
        if (value instanceof java.util.Date date) {
            return date.clone();
        }
        if (value instanceof Calendar calendar) {
            return calendar.clone();
        }
        return value != null && value.getClass().isArray() ? copyOfArray(value) : value;
    }

    /** About how many bytes are kept of it. */
    static int size(@Nullable String value) {
        return value == null ? 0 : value.length();
    }

    static int size(byte @Nullable [] value) {
        return value == null ? 0 : value.length;
    }

    static int size(@Nullable InputStream value) {
        return value == null ? 0 : SIZE_OF_STREAM;
    }

    static int size(@Nullable Reader value) {
        return value == null ? 0 : SIZE_OF_STREAM;
    }

    static int size(@Nullable Object value) {
        if (value instanceof String text) {
            return text.length();
        }
        return value != null && value.getClass().isArray() ? Array.getLength(value) : 0;
    }

    static @Nullable InputStream again(@Nullable InputStream copy) throws StreamConsumedException {
        return copy instanceof RepeatableInputStream stream ? stream.again() : copy;
    }

    static @Nullable Reader again(@Nullable Reader copy) throws StreamConsumedException {
        return copy instanceof RepeatableReader reader ? reader.again() : copy;
    }

    /** A stream that was given as an Object is passed on as it is, since vendors look at its class: it is read once. */
    static @Nullable Object again(@Nullable Object copy) throws StreamConsumedException {
        if (copy instanceof InputStream || copy instanceof Reader) {
            throw new StreamConsumedException(0);
        }
        return copy;
    }

    private static Object copyOfArray(Object array) {
        int length = Array.getLength(array);
        Object copy = Array.newInstance(array.getClass().getComponentType(), length);
        System.arraycopy(array, 0, copy, 0, length);
        if (copy instanceof @Nullable Object[] elements) {
            for (int i = 0; i < length; i++) {
                elements[i] = of(elements[i]);
            }
        }
        return copy;
    }
}
