/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.driver.internal.bound;

import java.lang.reflect.Array;
import java.util.BitSet;
import java.util.Calendar;
import java.util.Objects;
import java.util.TimeZone;
import org.jspecify.annotations.Nullable;

/** Copies of the JDK's own objects that can change, of the same class and with nothing in common with the original. */
final class Copies {

    private static final int DEEPEST = 16;

    private Copies() {}

    /** Null where there is no such copy. */
    static @Nullable Object of(Object value) {
        return of(value, 0);
    }

    @SuppressWarnings({"JavaUtilDate", "UnnecessaryStringBuilder"}) // what to bind is the application's choice
    private static @Nullable Object of(Object value, int depth) {
        return switch (Kind.of(value)) {
            case IMMUTABLE -> value;
            case DATE -> ((java.util.Date) value).clone();
            case CALENDAR -> of((Calendar) value);
            case BITS -> ((BitSet) value).clone();
            case ARRAY -> depth < DEEPEST ? ofArray(value, depth) : null;
            case TEXT -> value instanceof StringBuilder text ? new StringBuilder(text) : ofBuffer(value);
            case STREAM, READER, BLOB, CLOB, NCLOB, OTHER -> null;
        };
    }

    @SuppressWarnings("JdkObsolete") // what to bind is the application's choice
    private static Object ofBuffer(Object value) {
        return new StringBuffer((StringBuffer) value);
    }

    /** Its zone is copied with it. */
    private static @Nullable Calendar of(Calendar value) {
        return value.getTimeZone().getClass().getClassLoader() == null ? (Calendar) value.clone() : null;
    }

    private static @Nullable Object ofArray(Object array, int depth) {
        if (array instanceof byte[] bytes) {
            return bytes.clone();
        }
        int length = Array.getLength(array);
        Object copy = Array.newInstance(array.getClass().getComponentType(), length);
        System.arraycopy(array, 0, copy, 0, length);
        if (copy instanceof @Nullable Object[] elements) {
            for (int i = 0; i < length; i++) {
                Object element = elements[i];
                if (element != null) {
                    Object itsCopy = of(element, depth + 1);
                    if (itsCopy == null) {
                        return null;
                    }
                    elements[i] = itsCopy;
                }
            }
        }
        return copy;
    }

    /** Whether both are the same to whoever reads them. */
    static boolean same(Object original, Object copy) {
        if (original instanceof CharSequence text) {
            return CharSequence.compare(text, (CharSequence) copy) == 0;
        }
        return Objects.deepEquals(original, copy) && (!(original instanceof Calendar) || sameZone(original, copy));
    }

    /** Of a calendar that only says in which zone a time is meant: drivers may change the rest of it. */
    static boolean sameZone(Object original, Object copy) {
        TimeZone zone = ((Calendar) original).getTimeZone();
        TimeZone then = ((Calendar) copy).getTimeZone();
        return zone.getClass() == then.getClass() && zone.getID().equals(then.getID()) && zone.hasSameRules(then);
    }
}
