/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.bench.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.baton.bench.calls.CallResult;
import io.baton.bench.calls.Contender;
import io.baton.bench.calls.Operation;
import java.util.List;
import java.util.NoSuchElementException;
import org.junit.jupiter.api.Test;

class BudgetTest {

    @Test
    void should_take_the_share_over_the_raw_driver() {
        List<Budget> budgets = Budget.of(Samples.calls(1));

        assertThat(budgets).extracting(Budget::measured).containsExactly(30.0, 56.0, 15.0, 0.5, 0.0, 400.0, 1_024.0);
        assertThat(budgets).allMatch(Budget::isKept);
    }

    @Test
    void should_be_missed_by_whatever_is_more() {
        List<CallResult> dearer = Samples.calls(1).stream()
                .map(call -> call.contender() == Contender.BATON
                        ? Samples.call(call.operation(), Contender.BATON, 1, call.cpuNs() * 1.2, call.bytes() + 1)
                        : call)
                .toList();

        assertThat(Budget.of(dearer))
                .filteredOn(budget -> !budget.isKept())
                .extracting(Budget::what)
                .containsExactly(
                        "statement cycle",
                        "statement cycle, no more bytes than HikariCP's proxy",
                        "execution of a statement",
                        "reading a column of a row",
                        "transaction of three statements",
                        "transaction of three statements");
    }

    @Test
    void should_count_bytes_of_rows_that_are_more_than_the_noise_of_other_threads() {
        List<CallResult> allocating = Samples.calls(1).stream()
                .map(call -> call.contender() == Contender.BATON && call.operation() == Operation.ROWS
                        ? Samples.call(Operation.ROWS, Contender.BATON, 1, call.cpuNs(), 16_032)
                        : call)
                .toList();

        assertThat(Budget.of(allocating))
                .filteredOn(budget ->
                        budget.what().startsWith("reading") && budget.unit().equals("B"))
                .singleElement()
                .satisfies(budget -> assertThat(budget.measured()).isEqualTo(4))
                .satisfies(budget -> assertThat(budget.isKept()).isFalse());
    }

    @Test
    void should_not_make_up_figures_that_were_not_measured() {
        List<CallResult> withoutRaw = Samples.calls(1).stream()
                .filter(call -> call.contender() != Contender.RAW)
                .toList();
        assertThatThrownBy(() -> Budget.of(withoutRaw)).isInstanceOf(NoSuchElementException.class);
    }
}
