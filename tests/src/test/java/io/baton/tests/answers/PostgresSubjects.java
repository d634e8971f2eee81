/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.tests.answers;

import static io.baton.tests.answers.Contents.LENGTH;

import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.sql.Date;
import java.sql.SQLException;
import java.sql.SQLXML;
import java.sql.Time;
import java.sql.Timestamp;
import java.sql.Types;
import java.util.Calendar;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TimeZone;
import java.util.UUID;
import javax.sql.rowset.serial.SerialBlob;
import javax.sql.rowset.serial.SerialClob;
import org.postgresql.geometric.PGpoint;
import org.postgresql.util.ByteStreamWriter;
import org.postgresql.util.PGInterval;
import org.postgresql.util.PGobject;

/** What pgjdbc takes. */
@SuppressWarnings({"JavaUtilDate", "ByteBufferBackingArray", "EnumOrdinal"}) // as applications do
final class PostgresSubjects {

    static final String TABLE =
            "CREATE TABLE bound (id int, bytes bytea, lo oid, words text, at timestamptz, d date, t time,"
                    + " j jsonb, p point, i interval, tags text[], numbers int[], x xml, n numeric, u uuid)";

    static final String TRUTH = "SELECT id, md5(bytes), length(bytes), md5(lo_get(lo)), length(lo_get(lo)), md5(words),"
            + " length(words), at, d, t, j, p, i, tags, numbers, x, n, u FROM bound ORDER BY id";

    private PostgresSubjects() {}

    static List<Subject<?>> all() {
        return List.of(
                Subject.of(
                        "PGobject",
                        "j",
                        (c, n) -> json(n),
                        (o, n) -> o.setValue("{\"n\": " + n + "}"),
                        (s, i, o) -> s.setObject(i, o)),
                Subject.of(
                        "PGobject as OTHER",
                        "j",
                        (c, n) -> json(n),
                        (o, n) -> o.setValue("{\"n\": " + n + "}"),
                        (s, i, o) -> s.setObject(i, o, Types.OTHER)),
                Subject.of(
                        "an application's PGobject",
                        "j",
                        (c, n) -> new Json(n),
                        (o, n) -> o.n = n,
                        (s, i, o) -> s.setObject(i, o)),
                Subject.of(
                        "PGpoint",
                        "p",
                        (c, n) -> new PGpoint(n, n),
                        (o, n) -> o.setLocation(n, n),
                        (s, i, o) -> s.setObject(i, o)),
                Subject.of(
                        "PGInterval",
                        "i",
                        (c, n) -> new PGInterval(0, 0, n, 0, 0, 0),
                        (o, n) -> o.setDays(n),
                        (s, i, o) -> s.setObject(i, o)),
                Subject.of(
                        "byte[]", "bytes", (c, n) -> Contents.bytes(n), Contents::fill, (s, i, o) -> s.setBytes(i, o)),
                Subject.of(
                        "byte[] as an object",
                        "bytes",
                        (c, n) -> Contents.bytes(n),
                        Contents::fill,
                        (s, i, o) -> s.setObject(i, o)),
                Subject.of(
                        "Timestamp",
                        "at",
                        (c, n) -> new Timestamp(Contents.time(n)),
                        (o, n) -> o.setTime(Contents.time(n)),
                        (s, i, o) -> s.setTimestamp(i, o)),
                Subject.of(
                        "Timestamp in a zone",
                        "at",
                        (c, n) -> Calendar.getInstance(TimeZone.getTimeZone("GMT+" + n)),
                        (o, n) -> o.setTimeZone(TimeZone.getTimeZone("GMT+" + n)),
                        (s, i, o) -> s.setTimestamp(i, new Timestamp(Contents.time(0)), o)),
                Subject.of(
                        "an application's Timestamp",
                        "at",
                        (c, n) -> new Moment(n),
                        (o, n) -> o.shift = n,
                        (s, i, o) -> s.setTimestamp(i, o)),
                Subject.of(
                        "java.util.Date",
                        "at",
                        (c, n) -> new java.util.Date(Contents.time(n)),
                        (o, n) -> o.setTime(Contents.time(n)),
                        (s, i, o) -> s.setObject(i, o, Types.TIMESTAMP)),
                Subject.of(
                        "Date",
                        "d",
                        (c, n) -> new Date(Contents.time(n)),
                        (o, n) -> o.setTime(Contents.time(n)),
                        (s, i, o) -> s.setObject(i, o)),
                Subject.of(
                        "Time",
                        "t",
                        (c, n) -> new Time(Contents.time(n)),
                        (o, n) -> o.setTime(Contents.time(n)),
                        (s, i, o) -> s.setTime(i, o)),
                Subject.of(
                        "String[]",
                        "tags",
                        (c, n) -> new String[] {"a" + n},
                        (o, n) -> o[0] = "a" + n,
                        (s, i, o) -> s.setObject(i, o)),
                Subject.of(
                        "int[]",
                        "numbers",
                        (c, n) -> new int[] {n, n},
                        (o, n) -> o[1] = n,
                        (s, i, o) -> s.setObject(i, o)),
                Subject.once(
                        "Array",
                        "tags",
                        (c, n) -> c.createArrayOf("text", new String[] {"a" + n, null}),
                        (s, i, o) -> s.setArray(i, o)),
                Subject.once(
                        "Array of numbers",
                        "numbers",
                        (c, n) -> c.createArrayOf("int4", new Integer[] {n, n}),
                        (s, i, o) -> s.setObject(i, o, Types.ARRAY)),
                Subject.once(
                        "Array that is freed",
                        "tags",
                        (c, n) -> c.createArrayOf("text", new String[] {"b" + n}),
                        (s, i, o) -> {
                            s.setArray(i, o);
                            o.free();
                        }),
                Subject.once("SQLXML", "x", (c, n) -> xml(c.createSQLXML(), n), (s, i, o) -> s.setSQLXML(i, o)),
                Subject.once("SQLXML that is freed", "x", (c, n) -> xml(c.createSQLXML(), n), (s, i, o) -> {
                    s.setObject(i, o);
                    o.free();
                }),
                Subject.once("stream", "bytes", (c, n) -> Contents.stream(n), (s, i, o) -> s.setBinaryStream(i, o)),
                Subject.once(
                        "stream of a length",
                        "bytes",
                        (c, n) -> Contents.onlyForwards(n),
                        (s, i, o) -> s.setBinaryStream(i, o, LENGTH)),
                Subject.once(
                        "ASCII stream",
                        "words",
                        (c, n) -> Contents.stream(n),
                        (s, i, o) -> s.setAsciiStream(i, o, LENGTH)),
                Subject.once("reader", "words", (c, n) -> Contents.reader(n), (s, i, o) -> s.setCharacterStream(i, o)),
                Subject.once(
                        "reader of a length",
                        "words",
                        (c, n) -> Contents.reader(n),
                        (s, i, o) -> s.setCharacterStream(i, o, LENGTH - 7)),
                Subject.once(
                        "stream as a large object",
                        "lo",
                        (c, n) -> Contents.onlyForwards(n),
                        (s, i, o) -> s.setBlob(i, o)),
                Subject.once(
                        "stream as a large object of a length",
                        "lo",
                        (c, n) -> Contents.stream(n),
                        (s, i, o) -> s.setBlob(i, o, LENGTH)),
                Subject.once(
                        "stream as an object",
                        "lo",
                        (c, n) -> Contents.stream(n),
                        (s, i, o) -> s.setObject(i, o, Types.BLOB)),
                Subject.of(
                        "SerialBlob",
                        "lo",
                        (c, n) -> new SerialBlob(Contents.bytes(n)),
                        (o, n) -> o.setBytes(1, Contents.bytes(n)),
                        (s, i, o) -> s.setBlob(i, o)),
                Subject.once(
                        "Blob of one stream",
                        "lo",
                        (c, n) -> LargeObjects.blob(Contents.onlyForwards(n), LENGTH),
                        (s, i, o) -> s.setBlob(i, o)),
                Subject.once(
                        "Blob of one stream as an object",
                        "lo",
                        (c, n) -> LargeObjects.blob(Contents.stream(n), -1),
                        (s, i, o) -> s.setObject(i, o)),
                Subject.once(
                        "SerialClob",
                        "lo",
                        (c, n) -> new SerialClob(Contents.text(n).toCharArray()),
                        (s, i, o) -> s.setClob(i, o)),
                Subject.once(
                        "Clob of one reader",
                        "lo",
                        (c, n) -> LargeObjects.clob(Contents.reader(n), LENGTH),
                        (s, i, o) -> s.setObject(i, o)),
                Subject.of(
                        "StringBuilder",
                        "words",
                        (c, n) -> new StringBuilder("text " + n),
                        (o, n) -> o.replace(0, o.length(), "text " + n),
                        (s, i, o) -> s.setObject(i, o, Types.VARCHAR)),
                Subject.of(
                        "an object of the application's",
                        "words",
                        (c, n) -> new Word(n),
                        (o, n) -> o.n = n,
                        (s, i, o) -> s.setObject(i, o, Types.OTHER)),
                Subject.of(
                        "a map",
                        "words",
                        (c, n) -> new HashMap<>(Map.of("n", n)),
                        (o, n) -> o.put("n", n),
                        (s, i, o) -> s.setObject(i, o, Types.VARCHAR)),
                Subject.of(
                        "an application's BigDecimal",
                        "n",
                        (c, n) -> new Amount(n),
                        (o, n) -> o.n = n,
                        (s, i, o) -> s.setBigDecimal(i, o)),
                Subject.of(
                        "ByteStreamWriter",
                        "bytes",
                        (c, n) -> ByteBuffer.wrap(Contents.bytes(n)),
                        (o, n) -> Contents.fill(o.array(), n),
                        (s, i, o) -> s.setObject(i, ByteStreamWriter.of(o))),
                Subject.once("UUID", "u", (c, n) -> new UUID(n, n), (s, i, o) -> s.setObject(i, o)),
                Subject.once(
                        "enum", "words", (c, n) -> Fault.values()[n], (s, i, o) -> s.setObject(i, o, Types.OTHER)));
    }

    static List<Subject<?>> ofLongValues() {
        return List.of(
                Subject.once(
                        "long stream", "bytes", (c, n) -> Contents.longStream(n), (s, i, o) -> s.setBinaryStream(i, o)),
                Subject.once(
                        "long stream as a large object",
                        "lo",
                        (c, n) -> Contents.longStream(n),
                        (s, i, o) -> s.setBlob(i, o)));
    }

    private static PGobject json(int n) throws SQLException {
        PGobject json = new PGobject();
        json.setType("jsonb");
        json.setValue("{\"n\": " + n + "}");
        return json;
    }

    private static SQLXML xml(SQLXML fresh, int n) throws SQLException {
        fresh.setString("<n>" + n + "</n>");
        return fresh;
    }

    /** As those of PostGIS and pgvector: the text is made of fields. */
    private static final class Json extends PGobject {
        private static final long serialVersionUID = 1L;

        private int n;

        Json(int n) {
            setType("jsonb");
            this.n = n;
        }

        @Override
        public String getValue() {
            return "{\"n\": " + n + "}";
        }
    }

    private static final class Moment extends Timestamp {
        private static final long serialVersionUID = 1L;

        private int shift;

        Moment(int shift) {
            super(Contents.time(0));
            this.shift = shift;
        }

        @Override
        public long getTime() {
            return super.getTime() + shift * 1_000L;
        }
    }

    private static final class Word {
        private int n;

        Word(int n) {
            this.n = n;
        }

        @Override
        public String toString() {
            return "word " + n;
        }
    }

    private static final class Amount extends BigDecimal {
        private static final long serialVersionUID = 1L;

        private int n;

        Amount(int n) {
            super("1");
            this.n = n;
        }

        @Override
        public String toString() {
            return n + ".5";
        }

        @Override
        public String toPlainString() {
            return toString();
        }
    }
}
