/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.driver.internal.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.Reader;
import java.io.StringReader;
import java.io.StringWriter;
import java.math.BigDecimal;
import java.sql.Date;
import java.sql.Time;
import java.sql.Timestamp;
import java.util.Calendar;
import java.util.GregorianCalendar;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

@SuppressWarnings("NullAway") // a copy of what is there is there
class CopiesTest {
    @Test
    void everyStaticTypeIsCopied() {
        byte[] bytes = {1, 2};
        assertThat(Copies.of(bytes)).isEqualTo(bytes).isNotSameAs(bytes);
        int[] columns = {1, 2};
        assertThat(Copies.of(columns)).isEqualTo(columns).isNotSameAs(columns);
        String[] names = {"a", "b"};
        assertThat(Copies.of(names)).isEqualTo(names).isNotSameAs(names);
        Date date = new Date(1);
        assertThat(Copies.of(date)).isEqualTo(date).isNotSameAs(date);
        Time time = new Time(1);
        assertThat(Copies.of(time)).isEqualTo(time).isNotSameAs(time);
        Timestamp timestamp = new Timestamp(1);
        timestamp.setNanos(123_456_789);
        assertThat(Copies.of(timestamp)).isEqualTo(timestamp).isNotSameAs(timestamp);
        Calendar calendar = new GregorianCalendar(2026, Calendar.MAY, 4);
        assertThat(Copies.of(calendar)).isEqualTo(calendar).isNotSameAs(calendar);
    }

    @Test
    void nullStaysNull() {
        assertThat(Copies.of((byte[]) null)).isNull();
        assertThat(Copies.of((int[]) null)).isNull();
        assertThat(Copies.of((String[]) null)).isNull();
        assertThat(Copies.of((Date) null)).isNull();
        assertThat(Copies.of((Time) null)).isNull();
        assertThat(Copies.of((Timestamp) null)).isNull();
        assertThat(Copies.of((Calendar) null)).isNull();
        assertThat(Copies.of((Object) null)).isNull();
    }

    @SuppressWarnings("JavaUtilDate")
    static Stream<Arguments> mutable() {
        return Stream.<Object>of(
                        new byte[] {1},
                        new short[] {1},
                        new int[] {1},
                        new long[] {1},
                        new float[] {1},
                        new double[] {1},
                        new boolean[] {true},
                        new char[] {'a'},
                        new String[] {"a", null},
                        new java.util.Date(1),
                        new Date(1),
                        new Time(1),
                        new Timestamp(1),
                        new GregorianCalendar(2026, Calendar.MAY, 4))
                .map(Arguments::of); // JUnit would take an array for several arguments
    }

    @ParameterizedTest
    @MethodSource
    void mutable(Object value) {
        assertThat(Copies.of(value)).isEqualTo(value).isNotSameAs(value).hasSameClassAs(value);
    }

    static List<Object> keptAsItIs() {
        return List.of("a", 1, 2L, BigDecimal.ONE, new UUID(1, 2), Map.of("a", "b"), Thread.currentThread());
    }

    @ParameterizedTest
    @MethodSource
    void keptAsItIs(Object value) {
        assertThat(Copies.of(value)).isSameAs(value);
    }

    @Test
    void nestedArraysAndTheirElementsAreCopied() {
        Object[][] value = {{new Timestamp(1), "a"}, {new int[] {1}, null}};

        Object[][] copy = (Object[][]) Copies.of((Object) value);
        ((Timestamp) value[0][0]).setTime(5);
        ((int[]) value[1][0])[0] = 5;
        value[0][1] = "b";

        assertThat(copy).isDeepEqualTo(new Object[][] {{new Timestamp(1), "a"}, {new int[] {1}, null}});
    }

    @Test
    void aStreamIsAppliedAgainFromItsBeginning() throws Exception {
        InputStream copy = Copies.of(new ByteArrayInputStream(new byte[] {1, 2, 3}));
        assertThat(copy.read()).isEqualTo(1);

        assertThat(Copies.again(copy).readAllBytes()).containsExactly(1, 2, 3);
        assertThat(Copies.again(copy).readAllBytes()).containsExactly(1, 2, 3);
    }

    @Test
    void aReaderIsAppliedAgainFromItsBeginning() throws Exception {
        Reader copy = Copies.of(new StringReader("abc"));
        assertThat(copy.read()).isEqualTo('a');

        StringWriter out = new StringWriter();
        Copies.again(copy).transferTo(out);

        assertThat(out).hasToString("abc");
    }

    @Test
    void aStreamOfWhichTooMuchWasReadIsRefused() throws Exception {
        InputStream copy = Copies.of(new ByteArrayInputStream(new byte[RepeatableInputStream.MOST_KEPT + 1]));
        copy.readAllBytes();

        assertThatThrownBy(() -> Copies.again(copy)).isInstanceOf(StreamConsumedException.class);
    }
}
