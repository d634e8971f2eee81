/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.driver.internal.bound;

import java.io.InputStream;
import java.io.Reader;
import java.math.BigDecimal;
import java.sql.Blob;
import java.sql.Clob;
import java.sql.SQLType;
import java.util.Calendar;
import java.util.function.BiPredicate;
import org.jspecify.annotations.Nullable;

/**
 * From what an application binds to what is kept of it. What vendors' drivers look at, and when, decides which objects can be
 * kept how; what nobody has judged is not kept at all.
 */
public abstract sealed class BoundValues permits PostgresValues, MySqlValues {

    /** For the vendor whose URLs have that name. */
    public static BoundValues of(String vendor) {
        return switch (vendor) {
            case "mysql", "mariadb" -> MySqlValues.INSTANCE;
            default -> PostgresValues.INSTANCE;
        };
    }

    /** What is to be remembered of a value in place of the value: see {@link Captured#forDriver}. Calls the application's code. */
    public final @Nullable Object capture(@Nullable Object value) {
        if (value == null || isUsual(value.getClass())) {
            return value;
        }
        return switch (Kind.of(value)) {
            case IMMUTABLE -> value;
            case DATE, CALENDAR, BITS, ARRAY, TEXT -> copy(value, Copies.of(value), Copies::same);
            case STREAM -> new Recorded(value, new StreamTape((InputStream) value));
            case READER -> new Recorded(value, new ReaderTape((Reader) value));
            case BLOB -> new Recorded(value, new BlobTape((Blob) value));
            case CLOB, NCLOB -> new Recorded(value, new ClobTape((Clob) value));
            case OTHER -> vendors(value);
        };
    }

    /** Saves those the look at what is known of their class. */
    private static boolean isUsual(Class<?> type) {
        return type == String.class || type == Long.class || type == Integer.class || type == BigDecimal.class;
    }

    /** Of a calendar that says in which zone another value is meant. */
    public final @Nullable Object captureZone(@Nullable Calendar calendar) {
        if (calendar == null) {
            return null;
        }
        Object copy = Kind.of(calendar) == Kind.CALENDAR ? Copies.of(calendar) : null;
        return copy(calendar, copy, Copies::sameZone);
    }

    /** Of the type that another value is to have: the JDK's and the vendors' are constants. */
    public final @Nullable Object captureType(@Nullable SQLType type) {
        return type == null || type instanceof Enum<?> ? type : new Unjudged(type);
    }

    private Object copy(Object value, @Nullable Object copy, BiPredicate<Object, Object> same) {
        return copy == null ? new Unjudged(value) : copied(value, copy, same);
    }

    /** What stands for a value of which there is a copy. */
    abstract Object copied(Object value, Object copy, BiPredicate<Object, Object> same);

    /** What is kept of an object that is not the JDK's. */
    abstract Object vendors(Object value);
}
