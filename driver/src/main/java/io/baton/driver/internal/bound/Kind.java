/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.driver.internal.bound;

import java.io.InputStream;
import java.io.Reader;
import java.lang.reflect.Modifier;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.URI;
import java.net.URL;
import java.sql.Blob;
import java.sql.Clob;
import java.sql.Date;
import java.sql.NClob;
import java.sql.Time;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.MonthDay;
import java.time.OffsetDateTime;
import java.time.OffsetTime;
import java.time.Period;
import java.time.Year;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Calendar;
import java.util.Set;
import java.util.UUID;

/** What is known of a class, exactly this class: a subclass can be anything. */
enum Kind {
    IMMUTABLE,
    DATE,
    CALENDAR,
    BITS,
    ARRAY,
    TEXT,
    STREAM,
    READER,
    BLOB,
    CLOB,
    NCLOB,
    /** A vendor's own perhaps; else nobody has judged it. */
    OTHER;

    private static final Set<Class<?>> IMMUTABLE_CLASSES = Set.of(
            String.class,
            Boolean.class,
            Byte.class,
            Short.class,
            Integer.class,
            Long.class,
            Float.class,
            Double.class,
            Character.class,
            BigDecimal.class,
            BigInteger.class,
            UUID.class,
            URL.class,
            URI.class,
            LocalDate.class,
            LocalTime.class,
            LocalDateTime.class,
            OffsetTime.class,
            OffsetDateTime.class,
            ZonedDateTime.class,
            Instant.class,
            Duration.class,
            Period.class,
            Year.class,
            YearMonth.class,
            MonthDay.class,
            ZoneOffset.class);

    private static final Set<Class<?>> DATES = Set.of(java.util.Date.class, Date.class, Time.class, Timestamp.class);

    private static final ClassValue<Kind> OF_CLASS = new ClassValue<>() {
        @Override
        protected Kind computeValue(Class<?> type) {
            return judge(type);
        }
    };

    /** That of the class of an object. */
    static Kind of(Object value) {
        return OF_CLASS.get(value.getClass());
    }

    private static Kind judge(Class<?> type) {
        if (IMMUTABLE_CLASSES.contains(type) || isConstant(type)) {
            return IMMUTABLE;
        }
        if (type.isArray()) {
            return ARRAY;
        }
        if (DATES.contains(type)) {
            return DATE;
        }
        if (type == BitSet.class) {
            return BITS;
        }
        if (type == StringBuilder.class || type == StringBuffer.class) {
            return TEXT;
        }
        if (Calendar.class.isAssignableFrom(type)) {
            return type.getClassLoader() == null ? CALENDAR : OTHER;
        }
        return judgeReadable(type);
    }

    /** Drivers look at what these implement, and some look for one first, some for another. */
    private static Kind judgeReadable(Class<?> type) {
        boolean blob = Blob.class.isAssignableFrom(type);
        boolean clob = Clob.class.isAssignableFrom(type);
        if (blob && !clob) {
            return BLOB;
        }
        if (clob && !blob) {
            return NClob.class.isAssignableFrom(type) ? NCLOB : CLOB;
        }
        if (InputStream.class.isAssignableFrom(type)) {
            return STREAM;
        }
        return Reader.class.isAssignableFrom(type) ? READER : OTHER;
    }

    /** An enum's constant that goes by its name, or has nothing that could change what it says of itself. */
    private static boolean isConstant(Class<?> type) {
        return Enum.class.isAssignableFrom(type) && (goesByName(type) || hasOnlyConstants(type));
    }

    private static boolean goesByName(Class<?> type) {
        try {
            return type.getMethod("toString").getDeclaringClass() == Enum.class;
        } catch (NoSuchMethodException e) {
            return false;
        }
    }

    private static boolean hasOnlyConstants(Class<?> type) {
        Class<?> above = type.getSuperclass();
        return Arrays.stream(type.getDeclaredFields())
                        .filter(field -> !Modifier.isStatic(field.getModifiers()))
                        .allMatch(field -> Modifier.isFinal(field.getModifiers()) && isConstantType(field.getType()))
                && (above == null || above == Enum.class || hasOnlyConstants(above));
    }

    private static boolean isConstantType(Class<?> type) {
        return type.isPrimitive() || type.isEnum() || IMMUTABLE_CLASSES.contains(type);
    }
}
