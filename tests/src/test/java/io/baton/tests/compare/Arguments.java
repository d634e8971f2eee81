/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.tests.compare;

import static io.baton.tests.compare.Texts.pick;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.Reader;
import java.io.StringReader;
import java.lang.reflect.Method;
import java.lang.reflect.Parameter;
import java.math.BigDecimal;
import java.net.URI;
import java.net.URL;
import java.sql.Array;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.Date;
import java.sql.JDBCType;
import java.sql.ResultSet;
import java.sql.SQLType;
import java.sql.Savepoint;
import java.sql.Statement;
import java.sql.Time;
import java.sql.Timestamp;
import java.sql.Types;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.Calendar;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TimeZone;
import java.util.UUID;
import java.util.concurrent.Executor;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/** Arguments for any JDBC method, right and wrong ones. */
final class Arguments {

    private static final List<String> NAMES =
            List.of("id", "i", "t", "ID", "missing", "ts", "a", "kinds", "public", "%");

    private static final List<Integer> NUMBERS =
            List.of(1, 1, 1, 2, 2, 3, 4, 0, -1, 20, Statement.RETURN_GENERATED_KEYS, ResultSet.TYPE_FORWARD_ONLY);

    private static final List<Integer> TYPES = List.of(
            Types.INTEGER,
            Types.VARCHAR,
            Types.BIGINT,
            Types.NUMERIC,
            Types.TIMESTAMP,
            Types.DATE,
            Types.OTHER,
            Types.BOOLEAN,
            Types.BINARY,
            Types.ARRAY,
            Types.NULL,
            Types.REF_CURSOR,
            Types.STRUCT);

    private static final List<Class<?>> CLASSES = List.of(
            String.class,
            Integer.class,
            Long.class,
            BigDecimal.class,
            LocalDate.class,
            LocalDateTime.class,
            OffsetDateTime.class,
            UUID.class,
            Timestamp.class,
            Boolean.class,
            byte[].class,
            Array.class,
            Thread.class);

    private Arguments() {}

    static List<Argument> of(Method method, RandomGenerator random) {
        Parameter[] parameters = method.getParameters();
        return IntStream.range(0, parameters.length)
                .mapToObj(i -> of(method, i, parameters[i].getType(), random))
                .toList();
    }

    private static Argument of(Method method, int at, Class<?> type, RandomGenerator random) {
        String name = method.getName();
        if (type == String.class) {
            return Argument.of(text(method, at, random));
        }
        if (type == int.class) {
            return Argument.of(number(name, at, random));
        }
        if (type == boolean.class) {
            return Argument.of(random.nextBoolean());
        }
        if (type == long.class) {
            return Argument.of(name.equals("setObject") ? 1L : pick(List.of(0L, 1L, 3L, 1L << 33), random));
        }
        if (type.isPrimitive()) {
            return primitive(type, random);
        }
        return random.nextInt(12) == 0 && type != Executor.class ? Argument.of(null) : object(type, random);
    }

    private static String text(Method method, int at, RandomGenerator random) {
        boolean takesSql =
                method.getDeclaringClass() == Statement.class || method.getDeclaringClass() == Connection.class;
        String name = method.getName();
        if (at == 0
                && takesSql
                && (name.startsWith("execute") || name.equals("addBatch") || name.equals("nativeSQL"))) {
            return name.equals("addBatch") ? Texts.VOCABULARY.write(random) : Texts.VOCABULARY.any(random);
        }
        return switch (name) {
            case "prepareStatement" -> Texts.VOCABULARY.prepared(random);
            case "prepareCall" -> Texts.VOCABULARY.call(random);
            case "setSchema" -> pick(List.of("public", "work", "pg_catalog"), random);
            case "setClientInfo" -> pick(List.of("ApplicationName", "ApplicationName", "other"), random);
            case "setSavepoint" -> pick(List.of("a", "b c", "A"), random);
            case "createArrayOf" -> pick(List.of("int4", "text", "missing"), random);
            default ->
                method.getDeclaringClass() == DatabaseMetaData.class && random.nextBoolean()
                        ? pick(Collections.unmodifiableList(Arrays.asList("kinds", "public", null, "plus")), random)
                        : pick(NAMES, random);
        };
    }

    /** Timeouts are long ones: how fast the machine is must not be seen. */
    private static int number(String method, int at, RandomGenerator random) {
        return switch (method) {
            case "setQueryTimeout", "isValid" -> pick(List.of(0, 30, 60, -1), random);
            case "setNetworkTimeout" -> pick(List.of(0, 60_000, -1), random);
            case "setTransactionIsolation" -> pick(List.of(0, 1, 2, 4, 8), random);
            case "setHoldability" -> pick(List.of(1, 2, 3), random);
            case "setFetchSize" -> pick(List.of(0, 1, 2, 10, -1), random);
            case "createStatement", "prepareStatement", "prepareCall" ->
                at <= 1 && !method.equals("createStatement")
                        ? pick(List.of(1, 2, ResultSet.TYPE_SCROLL_INSENSITIVE), random)
                        : resultSetFlag(at - (method.equals("createStatement") ? 0 : 1), random);
            case "setNull", "registerOutParameter", "setObject", "updateObject" ->
                at == 0 ? pick(NUMBERS, random) : at == 1 || at == 2 ? pick(TYPES, random) : 2;
            default -> pick(NUMBERS, random);
        };
    }

    private static int resultSetFlag(int at, RandomGenerator random) {
        return switch (at) {
            case 0 -> pick(List.of(ResultSet.TYPE_FORWARD_ONLY, ResultSet.TYPE_SCROLL_INSENSITIVE, 7), random);
            case 1 -> pick(List.of(ResultSet.CONCUR_READ_ONLY, ResultSet.CONCUR_UPDATABLE), random);
            default -> pick(List.of(ResultSet.CLOSE_CURSORS_AT_COMMIT, ResultSet.HOLD_CURSORS_OVER_COMMIT), random);
        };
    }

    private static Argument primitive(Class<?> type, RandomGenerator random) {
        int value = random.nextInt(5);
        Object boxed = switch (type.getName()) {
            case "byte" -> (byte) value;
            case "short" -> (short) value;
            case "float" -> (float) value;
            default -> (double) value;
        };
        return new Argument("(" + type + ") " + value, world -> boxed);
    }

    private static Argument object(Class<?> type, RandomGenerator random) {
        if (type == InputStream.class) {
            return new Argument("stream", world -> new ByteArrayInputStream(new byte[] {1, 2, 3}));
        }
        if (type == Reader.class) {
            return new Argument("reader", world -> new StringReader("read"));
        }
        if (type == Calendar.class) {
            return new Argument("calendar", world -> Calendar.getInstance(TimeZone.getTimeZone("Asia/Kolkata")));
        }
        if (type == Savepoint.class) {
            return slot("savepoint", random);
        }
        if (type == Array.class) {
            return slot("a", random);
        }
        if (type == Class.class) {
            return Argument.of(pick(CLASSES, random));
        }
        return type == Object.class ? anyObject(random) : new Argument(type.getSimpleName(), world -> value(type));
    }

    private static Argument slot(String prefix, RandomGenerator random) {
        String slot = prefix + random.nextInt(World.SLOTS);
        return new Argument(slot, world -> world.getOrNull(slot));
    }

    private static Argument anyObject(RandomGenerator random) {
        return pick(
                List.of(
                        Argument.of(7),
                        Argument.of("object"),
                        Argument.of(8L),
                        Argument.of(new BigDecimal("1.25")),
                        Argument.of(true),
                        Argument.of(LocalDate.of(2026, 2, 3)),
                        Argument.of(LocalDateTime.of(2026, 2, 3, 4, 5, 6)),
                        Argument.of(UUID.fromString("00000000-0000-0000-0000-000000000007")),
                        new Argument("new int[] {1}", world -> new int[] {1}),
                        new Argument("new byte[] {1}", world -> new byte[] {1}),
                        new Argument("stream", world -> new ByteArrayInputStream(new byte[] {4, 5})),
                        new Argument("Thread.class", world -> Thread.class),
                        slot("a", random)),
                random);
    }

    private static Object value(Class<?> type) throws Exception {
        Map<Class<?>, Object> values = Map.ofEntries(
                Map.entry(byte[].class, new byte[] {1, 2}),
                Map.entry(int[].class, new int[] {1}),
                Map.entry(String[].class, new String[] {"id"}),
                Map.entry(Object[].class, new Object[] {1, 2}),
                Map.entry(BigDecimal.class, new BigDecimal("12.50")),
                Map.entry(Date.class, Date.valueOf("2026-02-03")),
                Map.entry(Time.class, Time.valueOf("04:05:06")),
                Map.entry(Timestamp.class, Timestamp.valueOf("2026-02-03 04:05:06")),
                Map.entry(SQLType.class, JDBCType.INTEGER),
                Map.entry(Map.class, Map.of()),
                Map.entry(Properties.class, properties()),
                Map.entry(Executor.class, (Executor) Runnable::run),
                Map.entry(URL.class, URI.create("file:/x").toURL()));
        return values.get(type);
    }

    private static Properties properties() {
        Properties properties = new Properties();
        properties.setProperty("ApplicationName", "by properties");
        return properties;
    }
}
