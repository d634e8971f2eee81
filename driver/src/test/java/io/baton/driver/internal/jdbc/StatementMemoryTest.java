/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.driver.internal.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import io.baton.driver.internal.sql.KnownText;
import io.baton.driver.internal.sql.SessionEffects;
import io.baton.driver.internal.sql.SqlGrammar;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class StatementMemoryTest {

    private final Memory memory =
            new Memory(SqlGrammar.of("postgresql").known("UPDATE t SET a = ?, b = ?, c = ? WHERE d = ?"));
    private final List<String> told = new ArrayList<>();

    private static final class Memory extends StatementMemory<PreparedStatement> {
        Memory(KnownText known) {
            super(known);
        }
    }

    private Setting<PreparedStatement> setting(String what) {
        return delegate -> told.add(what);
    }

    private Binding<PreparedStatement> binding(String what) {
        return (delegate, index) -> told.add(index + " " + what);
    }

    private void bind(int index, String what) {
        memory.remember(index, 0, binding(what));
    }

    @SuppressWarnings("NullAway") // the settings here only say that they are applied
    private List<String> applied(Binding<PreparedStatement>[] settings) throws SQLException {
        told.clear();
        Bindings.tell(settings, null);
        return List.copyOf(told);
    }

    @Test
    void should_tell_the_last_value_of_each_parameter_in_their_order() throws SQLException {
        bind(4, "d");
        bind(1, "old a");
        bind(2, "b");
        bind(1, "a");
        assertThat(applied(memory.told())).containsExactly("1 a", "2 b", "4 d");
    }

    @Test
    void should_leave_what_it_gave_away_as_it_was() throws SQLException {
        bind(1, "a");
        memory.others().attribute(ForwardingStatement.SET_MAX_ROWS, setting("rows"));
        var first = memory.told();
        bind(1, "other a");
        bind(2, "b");
        var second = memory.told();
        memory.others().attribute(ForwardingStatement.SET_MAX_ROWS, setting("more rows"));
        memory.forgetParameters();
        var third = memory.told();

        assertThat(applied(first)).containsExactly("rows", "1 a");
        assertThat(applied(second)).containsExactly("rows", "1 other a", "2 b");
        assertThat(applied(third)).containsExactly("more rows");
    }

    @Test
    void should_copy_nothing_for_an_execution_that_nothing_was_told_before() {
        bind(1, "a");
        assertThat(memory.told()).isSameAs(memory.told());
        memory.told();
        bind(1, "other a");
        assertThat(memory.told()).isSameAs(memory.told());
    }

    @Test
    void should_keep_the_rows_of_a_batch_apart_from_what_is_bound_next() throws SQLException {
        bind(1, "first");
        memory.rememberRow(setting("addBatch"));
        var one = memory.told();
        bind(1, "second");
        memory.rememberRow(setting("addBatch"));
        var two = memory.told();
        memory.forgetBatch();
        var none = memory.told();

        assertThat(applied(one)).containsExactly("1 first", "addBatch", "1 first");
        assertThat(applied(two)).containsExactly("1 first", "addBatch", "1 second", "addBatch", "1 second");
        assertThat(applied(none)).containsExactly("1 second");
    }

    @Test
    void should_forget_parameters_by_name_with_those_by_number_and_keep_the_batch() throws SQLException {
        bind(1, "a");
        memory.rememberNamed("b", 0, setting("b"));
        memory.rememberRow(setting("addBatch"));
        memory.forgetParameters();
        assertThat(applied(memory.told())).containsExactly("1 a", "b", "addBatch");
    }

    @Test
    void should_know_what_the_texts_of_a_batch_leave_behind_until_it_is_forgotten() {
        Memory plain = new Memory(SqlGrammar.of("postgresql").noText());
        plain.rememberText("INSERT INTO t VALUES (1)");
        assertThat(plain.known(null).effects()).isSameAs(SessionEffects.NONE);
        plain.rememberText("SET search_path = s");
        plain.rememberText("SELECT dblink_exec('x')");
        assertThat(plain.known(null).effects().ofStatements()).hasSize(1);
        assertThat(plain.known(null).traits().refusal()).isNotNull();
        assertThat(plain.textOf(null))
                .isEqualTo("INSERT INTO t VALUES (1);SET search_path = s;SELECT dblink_exec('x')");
        plain.forgetBatch();
        assertThat(plain.known(null)).isSameAs(SqlGrammar.of("postgresql").noText());
        assertThat(plain.textOf(null)).isNull();
    }

    @Test
    void should_count_bytes_once() {
        memory.remember(1, 1_000, binding("a"));
        assertThat(memory.takeFresh()).isBetween(1_000, 1_200);
        assertThat(memory.takeFresh()).isZero();
        memory.remember(1, Integer.MAX_VALUE, binding("a"));
        memory.remember(2, Integer.MAX_VALUE, binding("b"));
        assertThat(memory.takeFresh()).isEqualTo(Integer.MAX_VALUE);
    }

    @Test
    void should_make_room_at_once_for_as_many_parameters_as_the_text_had_before() {
        String sql = "SELECT ?, ?, ?, ?, ? FROM room";
        for (int index = 1; index <= 5; index++) {
            new Memory(SqlGrammar.of("postgresql").known(sql)).remember(index, 0, binding("a"));
        }
        Memory another = new Memory(SqlGrammar.of("postgresql").known(sql));
        another.remember(1, 0, binding("a"));
        assertThat(another.told()).hasSizeGreaterThan(5);
    }
}
