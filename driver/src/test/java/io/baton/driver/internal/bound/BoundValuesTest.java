/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.driver.internal.bound;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.baton.driver.ReplayRefusal;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.Reader;
import java.io.StringReader;
import java.io.StringWriter;
import java.lang.reflect.Proxy;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.sql.Blob;
import java.sql.Date;
import java.sql.SQLException;
import java.sql.Time;
import java.sql.Timestamp;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Calendar;
import java.util.GregorianCalendar;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.postgresql.util.PGobject;

@SuppressWarnings({"NullAway", "JavaUtilDate"}) // what was captured is there; what to bind is the application's choice
class BoundValuesTest {

    private static final BoundValues POSTGRES = BoundValues.of("postgresql");
    private static final BoundValues MYSQL = BoundValues.of("mysql");

    static List<Object> immutable() {
        return List.of("a", 1, 2L, BigDecimal.ONE, new UUID(1, 2), LocalDate.EPOCH, TimeUnit.DAYS, 'c', true);
    }

    @ParameterizedTest
    @MethodSource
    void immutable(Object value) throws SQLException {
        assertThat(POSTGRES.capture(value)).isSameAs(value);
        assertThat(MYSQL.capture(value)).isSameAs(value);
        assertThat(Captured.<Object>forDriver(value)).isSameAs(value);
    }

    static Stream<Arguments> mutable() {
        return Stream.<Object>of(
                        new byte[] {1},
                        new int[] {1},
                        new String[] {"a", null},
                        new Object[][] {{new Timestamp(1), "a"}, {new int[] {1}, null}},
                        new java.util.Date(1),
                        new Date(1),
                        new Time(1),
                        new Timestamp(1),
                        BitSet.valueOf(new byte[] {1}),
                        new GregorianCalendar(2026, Calendar.MAY, 4))
                .map(Arguments::of);
    }

    @ParameterizedTest
    @MethodSource
    void mutable(Object value) throws SQLException {
        assertThat(POSTGRES.capture(value)).isNotSameAs(value).hasSameClassAs(value);
        Object captured = MYSQL.capture(value);
        assertThat(Captured.<Object>forDriver(captured)).isSameAs(value);
        assertThat(Captured.<Object>forDriver(captured)).isNotSameAs(value).hasSameClassAs(value);
        assertThat(reason((Captured) captured)).isNull();
    }

    @Test
    void should_notice_what_was_changed_before_the_driver_looked() {
        Object[] value = {new Timestamp(1)};
        Captured captured = (Captured) MYSQL.capture(value);
        ((Timestamp) value[0]).setNanos(5);
        assertThat(reason(captured)).isEqualTo(ReplayRefusal.VALUE_CHANGED);
    }

    @Test
    void should_give_an_object_of_an_unknown_class_once() throws SQLException {
        for (Object value : List.of(
                new AtomicLong(),
                new Object(),
                new Timestamp(1) {},
                new BigDecimal("1") {},
                new ArrayList<>(),
                ByteBuffer.allocate(1))) {
            Captured captured = (Captured) POSTGRES.capture(value);
            assertThat(Captured.<Object>forDriver(captured)).isSameAs(value);
            assertThatThrownBy(() -> Captured.forDriver(captured)).isInstanceOf(NotRepeatable.class);
            assertThat(reason(captured)).isEqualTo(ReplayRefusal.VALUE_NOT_JUDGED);
            assertThat(captured.refusal().detail()).isEqualTo(value.getClass().getName());
            assertThat((Object) captured.missing()).isNotNull();
        }
    }

    @Test
    void should_keep_what_pgjdbc_reads_of_an_extensions_object() throws SQLException {
        int[] counter = {0};
        PGobject counting = new PGobject() {
            @Override
            public String getValue() {
                return "value " + counter[0]++;
            }
        };
        counting.setType("counting");
        Object captured = POSTGRES.capture(counting);
        PGobject first = Captured.forDriver(captured);
        PGobject second = Captured.forDriver(captured);
        assertThat(first.getValue()).isEqualTo("value 0").isEqualTo(second.getValue());
        assertThat(first.getType()).isEqualTo("counting");
    }

    @Test
    void should_copy_maps_for_pgjdbc_alone() {
        Map<String, Integer> map = new java.util.HashMap<>(Map.of("a", 1));
        Object captured = POSTGRES.capture(map);
        map.put("b", 2);
        assertThat(captured).isEqualTo(Map.of("a", 1));
        assertThat(MYSQL.capture(map)).isInstanceOf(Captured.class);
        assertThat(POSTGRES.capture(new java.util.HashMap<>(Map.of("a", new Object()))))
                .isInstanceOf(Captured.class);
    }

    @Test
    void should_behave_as_the_applications_stream() throws Exception {
        InputStream first = Captured.forDriver(MYSQL.capture(new ByteArrayInputStream(new byte[] {1, 2, 3})));
        assertThat(first.markSupported()).isTrue();
        assertThat(first.available()).isEqualTo(3);
        first.mark(Integer.MAX_VALUE);
        assertThat(first.readAllBytes()).containsExactly(1, 2, 3);
        first.reset();
        assertThat(first.skip(1)).isEqualTo(1);
        assertThat(first.readAllBytes()).containsExactly(2, 3);
    }

    @Test
    void should_read_on_where_an_interrupted_driver_stopped() throws Exception {
        Object captured = MYSQL.capture(new ByteArrayInputStream(new byte[] {1, 2, 3, 4, 5}));
        InputStream first = Captured.forDriver(captured);
        first.mark(9);
        assertThat(first.readNBytes(3)).containsExactly(1, 2, 3);
        first.reset();
        assertThat(first.readNBytes(1)).containsExactly(1);
        for (int i = 0; i < 2; i++) {
            InputStream again = Captured.forDriver(captured);
            again.mark(9);
            assertThat(again.readAllBytes()).containsExactly(1, 2, 3, 4, 5);
            again.reset();
            assertThat(again.readAllBytes()).containsExactly(1, 2, 3, 4, 5);
        }
    }

    @Test
    void should_read_on_where_an_interrupted_driver_stopped_with_characters() throws Exception {
        Object captured = MYSQL.capture(new StringReader("abcde"));
        Reader first = Captured.forDriver(captured);
        first.mark(9);
        assertThat(first.read(new char[3])).isEqualTo(3);
        first.reset();
        assertThat(first.read()).isEqualTo('a');
        StringWriter out = new StringWriter();
        Captured.<Reader>forDriver(captured).transferTo(out);
        assertThat(out).hasToString("abcde");
    }

    @Test
    void should_let_long_streams_pass_and_not_keep_them() throws Exception {
        byte[] bytes = new byte[StreamTape.MOST_KEPT + 7];
        Object captured = POSTGRES.capture(new ByteArrayInputStream(bytes));
        assertThat(Captured.<InputStream>forDriver(captured).readAllBytes()).isEqualTo(bytes);
        assertThatThrownBy(() -> Captured.forDriver(captured))
                .isInstanceOfSatisfying(
                        NotRepeatable.class, e -> assertThat(e.reason()).isEqualTo(ReplayRefusal.STREAM_CONSUMED));
    }

    @Test
    void should_let_long_streams_pass_that_were_interrupted_near_their_beginning() throws Exception {
        byte[] bytes = new byte[StreamTape.MOST_KEPT + 7];
        Object captured = POSTGRES.capture(new ByteArrayInputStream(bytes));
        assertThat(Captured.<InputStream>forDriver(captured).read()).isZero();
        assertThat(Captured.<InputStream>forDriver(captured).readAllBytes()).isEqualTo(bytes);
        assertThat(reason((Captured) captured)).isEqualTo(ReplayRefusal.STREAM_CONSUMED);
    }

    @Test
    void should_be_good_for_one_execution_where_reading_uses_up() {
        Captured captured = (Captured) POSTGRES.capture(new ByteArrayInputStream(new byte[1]));
        captured.used();
        assertThat(reason(captured)).isNull();
        captured.used();
        assertThat(reason(captured)).isEqualTo(ReplayRefusal.STREAM_CONSUMED);
    }

    @Test
    void should_keep_what_was_read_of_a_blob() throws Exception {
        InputStream onlyOne = new ByteArrayInputStream(new byte[] {1, 2, 3});
        Object blob = Proxy.newProxyInstance(
                BoundValuesTest.class.getClassLoader(),
                new Class<?>[] {Blob.class},
                (proxy, method, arguments) -> switch (method.getName()) {
                    case "length" -> 3L;
                    case "getBinaryStream" -> onlyOne;
                    default -> null;
                });
        Object captured = POSTGRES.capture(blob);
        Blob first = Captured.forDriver(captured);
        assertThat(first.length()).isEqualTo(3);
        assertThat(first.getBinaryStream().readAllBytes()).containsExactly(1, 2, 3);
        Blob again = Captured.forDriver(captured);
        assertThat(again.getBinaryStream().readAllBytes()).containsExactly(1, 2, 3);
        again.getBytes(1, 1);
        assertThat(reason((Captured) captured)).isEqualTo(ReplayRefusal.STREAM_CONSUMED);
    }

    @Test
    void should_show_the_applications_own_object_to_a_driver_that_refuses_it() throws SQLException {
        InputStream stream = new ByteArrayInputStream(new byte[1]);
        Captured captured = (Captured) POSTGRES.capture(stream);
        assertThat(Captured.<Object>forDriver(captured)).isNotSameAs(stream);
        assertThat(captured.unveil()).isTrue();
        assertThat(Captured.<Object>forDriver(captured)).isSameAs(stream);
        assertThat(reason(captured)).isEqualTo(ReplayRefusal.VALUE_NOT_JUDGED);
    }

    private static ReplayRefusal reason(Captured captured) {
        NotRepeatable refusal = captured.refusal();
        return refusal == null ? null : refusal.reason();
    }
}
