/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.tests.answers;

import static io.baton.tests.answers.Contents.LENGTH;

import io.baton.lab.mysql.Engine;
import java.io.Serializable;
import java.math.BigDecimal;
import java.sql.Date;
import java.sql.JDBCType;
import java.sql.Time;
import java.sql.Timestamp;
import java.util.ArrayList;
import java.util.Calendar;
import java.util.List;
import java.util.TimeZone;
import javax.sql.rowset.serial.SerialBlob;
import javax.sql.rowset.serial.SerialClob;

/** What Connector/J and MariaDB Connector/J take. */
@SuppressWarnings("JavaUtilDate") // as applications do
final class MySqlSubjects {

    static final String TABLE = "CREATE TABLE bound (id INT, bytes LONGBLOB, words LONGTEXT, at DATETIME(6), d DATE,"
            + " t TIME, n DECIMAL(10, 2)) ENGINE=InnoDB";

    static final String TRUTH =
            "SELECT id, SHA2(bytes, 256), LENGTH(bytes), SHA2(words, 256), LENGTH(words), at, d, t, n FROM bound"
                    + " ORDER BY id";

    private MySqlSubjects() {}

    static List<Subject<?>> of(Engine engine) {
        List<Subject<?>> subjects = new ArrayList<>(inCommon());
        if (engine == Engine.MYSQL) {
            subjects.add(Subject.of(
                    "Calendar",
                    "at",
                    (c, n) -> calendar(n),
                    (o, n) -> o.setTimeInMillis(Contents.time(n)),
                    (s, i, o) -> s.setObject(i, o)));
            subjects.add(Subject.of(
                    "an object that is serialized",
                    "bytes",
                    (c, n) -> new Thing(n),
                    (o, n) -> o.n = n,
                    (s, i, o) -> s.setObject(i, o)));
            subjects.add(Subject.once(
                    "NClob of one reader",
                    "words",
                    (c, n) -> LargeObjects.nClob(Contents.reader(n), LENGTH),
                    (s, i, o) -> s.setNClob(i, o)));
        }
        return subjects;
    }

    private static List<Subject<?>> inCommon() {
        return List.of(
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
                        "Timestamp as an object",
                        "at",
                        (c, n) -> new Timestamp(Contents.time(n)),
                        (o, n) -> o.setTime(Contents.time(n)),
                        (s, i, o) -> s.setObject(i, o, JDBCType.TIMESTAMP)),
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
                        (s, i, o) -> s.setObject(i, o)),
                Subject.of(
                        "Date",
                        "d",
                        (c, n) -> new Date(Contents.time(n)),
                        (o, n) -> o.setTime(Contents.time(n)),
                        (s, i, o) -> s.setDate(i, o)),
                Subject.of(
                        "Time",
                        "t",
                        (c, n) -> new Time(Contents.time(n)),
                        (o, n) -> o.setTime(Contents.time(n)),
                        (s, i, o) -> s.setObject(i, o)),
                Subject.of(
                        "an application's BigDecimal",
                        "n",
                        (c, n) -> new Amount(n),
                        (o, n) -> o.n = n,
                        (s, i, o) -> s.setBigDecimal(i, o)),
                Subject.once("stream", "bytes", (c, n) -> Contents.stream(n), (s, i, o) -> s.setBinaryStream(i, o)),
                Subject.once(
                        "stream that can only be read on",
                        "bytes",
                        (c, n) -> Contents.onlyForwards(n),
                        (s, i, o) -> s.setBinaryStream(i, o)),
                Subject.once(
                        "stream of a length",
                        "bytes",
                        (c, n) -> Contents.stream(n),
                        (s, i, o) -> s.setBinaryStream(i, o, LENGTH - 7)),
                Subject.once(
                        "ASCII stream", "words", (c, n) -> Contents.stream(n), (s, i, o) -> s.setAsciiStream(i, o)),
                Subject.once("reader", "words", (c, n) -> Contents.reader(n), (s, i, o) -> s.setCharacterStream(i, o)),
                Subject.once(
                        "national reader of a length",
                        "words",
                        (c, n) -> Contents.reader(n),
                        (s, i, o) -> s.setNCharacterStream(i, o, LENGTH - 7)),
                Subject.once(
                        "reader as a large object",
                        "words",
                        (c, n) -> Contents.reader(n),
                        (s, i, o) -> s.setClob(i, o)),
                Subject.once(
                        "stream as a large object",
                        "bytes",
                        (c, n) -> Contents.stream(n),
                        (s, i, o) -> s.setBlob(i, o)),
                Subject.once(
                        "stream as an object", "bytes", (c, n) -> Contents.stream(n), (s, i, o) -> s.setObject(i, o)),
                Subject.of(
                        "SerialBlob",
                        "bytes",
                        (c, n) -> new SerialBlob(Contents.bytes(n)),
                        (o, n) -> o.setBytes(1, Contents.bytes(n)),
                        (s, i, o) -> s.setBlob(i, o)),
                Subject.once(
                        "Blob of one stream",
                        "bytes",
                        (c, n) -> LargeObjects.blob(Contents.stream(n), LENGTH),
                        (s, i, o) -> s.setBlob(i, o)),
                Subject.once(
                        "Blob of one stream as an object",
                        "bytes",
                        (c, n) -> LargeObjects.blob(Contents.stream(n), LENGTH),
                        (s, i, o) -> s.setObject(i, o)),
                Subject.once(
                        "SerialClob",
                        "words",
                        (c, n) -> new SerialClob(Contents.text(n).toCharArray()),
                        (s, i, o) -> s.setClob(i, o)),
                Subject.once(
                        "Clob of one reader",
                        "words",
                        (c, n) -> LargeObjects.clob(Contents.reader(n), LENGTH),
                        (s, i, o) -> s.setClob(i, o)));
    }

    static List<Subject<?>> ofLongValues() {
        return List.of(
                Subject.once(
                        "long stream", "bytes", (c, n) -> Contents.longStream(n), (s, i, o) -> s.setBinaryStream(i, o)),
                Subject.once(
                        "long Blob",
                        "bytes",
                        (c, n) -> LargeObjects.blob(Contents.longStream(n), Contents.LONG),
                        (s, i, o) -> s.setBlob(i, o)));
    }

    private static Calendar calendar(int n) {
        Calendar calendar = Calendar.getInstance();
        calendar.setTimeInMillis(Contents.time(n));
        return calendar;
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

        @Override
        public String toString() {
            return new Timestamp(getTime()).toString();
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

    private static final class Thing implements Serializable {
        private static final long serialVersionUID = 1L;

        private int n;

        Thing(int n) {
            this.n = n;
        }

        @Override
        public String toString() {
            return "thing " + n;
        }
    }
}
