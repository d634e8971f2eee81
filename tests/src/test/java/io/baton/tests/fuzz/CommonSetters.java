/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.tests.fuzz;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.sql.Timestamp;
import java.sql.Types;
import java.util.Arrays;
import java.util.Calendar;
import java.util.List;
import java.util.TimeZone;
import java.util.UUID;

/** What JDBC itself offers, with ordinary and with odd objects. */
final class CommonSetters {

    private CommonSetters() {}

    static final List<Setter> ALL = List.of(
            Setter.of(Kind.INT, "s.setInt({i}, {n});", (s, i, n) -> s.setInt(i, n)),
            Setter.of(Kind.INT, "s.setLong({i}, {n});", (s, i, n) -> s.setLong(i, n)),
            Setter.of(Kind.INT, "s.setShort({i}, (short) {n});", (s, i, n) -> s.setShort(i, (short) n)),
            Setter.of(Kind.INT, "s.setObject({i}, {n});", (s, i, n) -> s.setObject(i, n)),
            Setter.of(
                    Kind.INT,
                    "s.setObject({i}, \"{n}\", Types.INTEGER);",
                    (s, i, n) -> s.setObject(i, Integer.toString(n), Types.INTEGER)),
            Setter.of(
                    Kind.INT,
                    "s.setObject({i}, BigInteger.valueOf({n}));",
                    (s, i, n) -> s.setObject(i, BigInteger.valueOf(n))),
            Setter.of(Kind.KEY, "s.setLong({i}, key);", (s, i, n) -> s.setLong(i, n)),
            Setter.of(Kind.KEY, "s.setObject({i}, key, Types.BIGINT);", (s, i, n) -> s.setObject(i, n, Types.BIGINT)),
            Setter.of(Kind.TEXT, "s.setString({i}, Values.text({n}));", (s, i, n) -> s.setString(i, Values.text(n))),
            Setter.of(Kind.TEXT, "s.setObject({i}, Values.text({n}));", (s, i, n) -> s.setObject(i, Values.text(n))),
            Setter.of(Kind.TEXT, "s.setNString({i}, Values.text({n}));", (s, i, n) -> s.setNString(i, Values.text(n))),
            Setter.of(Kind.TEXT, "s.setNull({i}, Types.VARCHAR);", (s, i, n) -> s.setNull(i, Types.VARCHAR)),
            Setter.of(
                    Kind.TEXT,
                    "s.setCharacterStream({i}, Values.reader({n}));",
                    (s, i, n) -> s.setCharacterStream(i, Values.reader(n))),
            Setter.of(
                    Kind.TEXT,
                    "s.setCharacterStream({i}, Values.reader({n}), Values.text({n}).length());",
                    (s, i, n) -> s.setCharacterStream(
                            i, Values.reader(n), Values.text(n).length())),
            Setter.of(
                    Kind.TEXT,
                    "s.setObject({i}, Values.text({n}), Types.VARCHAR);",
                    (s, i, n) -> s.setObject(i, Values.text(n), Types.VARCHAR)),
            new Setter(
                    Kind.BYTES,
                    "byte[] b{i} = Values.bytes({n}); s.setBytes({i}, b{i}); // filled later",
                    (s, i, n) -> {
                        byte[] bytes = Values.bytes(n);
                        s.setBytes(i, bytes);
                        return () -> Arrays.fill(bytes, (byte) '!');
                    }),
            new Setter(
                    Kind.BYTES,
                    "byte[] b{i} = Values.bytes({n}); s.setObject({i}, b{i}); // filled later",
                    (s, i, n) -> {
                        byte[] bytes = Values.bytes(n);
                        s.setObject(i, bytes);
                        return () -> Arrays.fill(bytes, (byte) '!');
                    }),
            Setter.of(
                    Kind.BYTES,
                    "s.setBinaryStream({i}, Values.stream({n}));",
                    (s, i, n) -> s.setBinaryStream(i, Values.stream(n))),
            Setter.of(
                    Kind.BYTES,
                    "s.setBinaryStream({i}, Values.onlyForwards({n}), Values.bytes({n}).length);",
                    (s, i, n) -> s.setBinaryStream(i, Values.onlyForwards(n), Values.bytes(n).length)),
            new Setter(
                    Kind.TIME,
                    "Timestamp t{i} = Values.time({n}); s.setTimestamp({i}, t{i}); // t{i}.setTime(0) later",
                    (s, i, n) -> {
                        Timestamp time = Values.time(n);
                        s.setTimestamp(i, time);
                        return () -> time.setTime(0);
                    }),
            new Setter(
                    Kind.TIME,
                    "Timestamp t{i} = Values.time({n}); s.setObject({i}, t{i}); // t{i}.setTime(0) later",
                    (s, i, n) -> {
                        Timestamp time = Values.time(n);
                        s.setObject(i, time);
                        return () -> time.setTime(0);
                    }),
            new Setter(
                    Kind.TIME,
                    "Calendar c{i} = Calendar.getInstance(TimeZone.getTimeZone(\"Asia/Tokyo\"));"
                            + " s.setTimestamp({i}, Values.time({n}), c{i}); // another zone later",
                    (s, i, n) -> {
                        Calendar calendar = Calendar.getInstance(TimeZone.getTimeZone("Asia/Tokyo"));
                        s.setTimestamp(i, Values.time(n), calendar);
                        return () -> calendar.setTimeZone(TimeZone.getTimeZone("UTC"));
                    }),
            Setter.of(
                    Kind.TIME,
                    "s.setObject({i}, Values.time({n}).toLocalDateTime());",
                    (s, i, n) -> s.setObject(i, Values.time(n).toLocalDateTime())),
            new Setter(
                    Kind.DAY,
                    "java.sql.Date d{i} = Values.day({n}); s.setDate({i}, d{i}); // changed later",
                    (s, i, n) -> {
                        java.sql.Date day = Values.day(n);
                        s.setDate(i, day);
                        return () -> day.setTime(0);
                    }),
            Setter.of(
                    Kind.DAY,
                    "s.setObject({i}, Values.day({n}).toLocalDate());",
                    (s, i, n) -> s.setObject(i, Values.day(n).toLocalDate())),
            Setter.of(
                    Kind.NUMBER,
                    "s.setBigDecimal({i}, new BigDecimal(\"{n}.250\"));",
                    (s, i, n) -> s.setBigDecimal(i, new BigDecimal(Kind.NUMBER.plain(n)))),
            Setter.of(Kind.NUMBER, "s.setDouble({i}, {n}.25);", (s, i, n) -> s.setDouble(i, n + 0.25)),
            Setter.of(
                    Kind.UUID,
                    "s.setObject({i}, new UUID(0, {n}));",
                    (s, i, n) -> s.setObject(i, new UUID(0x4000L, 0x8000000000000000L + n))),
            Setter.of(Kind.FLAG, "s.setBoolean({i}, {n} % 2 == 0);", (s, i, n) -> s.setBoolean(i, n % 2 == 0)));
}
