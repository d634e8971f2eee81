/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.lab.judge;

import static org.assertj.core.api.Assertions.assertThat;

import io.baton.lab.judge.Effect.Appended;
import io.baton.lab.judge.Effect.Inserted;
import io.baton.lab.judge.Effect.Kept;
import io.baton.lab.judge.Effect.Moved;
import io.baton.lab.judge.Effect.Undone;
import io.baton.lab.judge.Read.ListSeen;
import io.baton.lab.judge.Read.TotalSeen;
import io.baton.lab.judge.Violation.Rule;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The checker is silent about what is true, and names each kind of lie. */
class CheckerTest {

    private static final Map<Integer, Long> OPENING = Map.of(1, 100L, 2, 100L);

    private final List<Transaction> transactions = new ArrayList<>();
    private final Map<Integer, List<Long>> lists = new HashMap<>();
    private final Map<Integer, Long> balances = new HashMap<>(OPENING);
    private final List<Found.Transfer> transfers = new ArrayList<>();
    private final List<Found.Item> items = new ArrayList<>();
    private final List<Long> steps = new ArrayList<>();

    private void told(Told told, Effect... effects) {
        told(told, List.of(effects), List.of());
    }

    private void told(Told told, List<Effect> effects, List<Read> reads) {
        transactions.add(new Transaction("c", true, effects, reads, told, "", transactions.size()));
    }

    private List<Rule> rules() {
        Found found = new Found(lists, balances, transfers, items, steps);
        return Checker.check(new History(OPENING, transactions), found).stream()
                .map(Violation::rule)
                .toList();
    }

    @Test
    void should_be_silent_when_all_that_was_told_is_true() {
        told(Told.DONE, List.of(new Appended(1, 1)), List.of(seen(), seen(1)));
        told(Told.LOST, List.of(new Appended(1, 2), new Appended(2, 3)), List.of(seen(1, 2)));
        told(Told.UNKNOWN, new Appended(1, 4), new Appended(2, 5));
        told(Told.UNKNOWN, new Appended(1, 6), new Appended(2, 7));
        told(Told.DONE, List.of(new Moved(8, 1, 2, 30)), List.of(new TotalSeen(200)));
        told(Told.DONE, new Inserted(9, 77));
        told(Told.DONE, new Kept(10), new Undone(11), new Kept(12));
        lists.put(1, List.of(1L, 6L));
        lists.put(2, List.of(7L));
        transfers.add(new Found.Transfer(8, 1, 2, 30));
        balances.putAll(Map.of(1, 70L, 2, 130L));
        items.add(new Found.Item(77, 9));
        steps.addAll(List.of(10L, 12L));

        assertThat(rules()).isEmpty();
    }

    @Test
    void should_catch_a_missing_append() {
        told(Told.DONE, new Appended(1, 1));
        assertThat(rules()).containsExactly(Rule.MISSING);
    }

    @Test
    void should_catch_an_append_that_is_there_twice() {
        told(Told.DONE, new Appended(1, 1));
        lists.put(1, List.of(1L, 1L));
        assertThat(rules()).containsExactly(Rule.DOUBLED);
    }

    @Test
    void should_catch_an_append_to_another_list() {
        told(Told.DONE, new Appended(1, 1));
        lists.put(2, List.of(1L));
        assertThat(rules()).containsExactlyInAnyOrder(Rule.MISSING, Rule.STRANGER);
    }

    @Test
    void should_catch_half_a_transaction_that_was_acknowledged() {
        told(Told.DONE, new Kept(1), new Kept(2));
        steps.add(2L);
        assertThat(rules()).containsExactly(Rule.HALF);
    }

    @Test
    void should_catch_half_a_transaction_of_which_nobody_knew() {
        told(Told.UNKNOWN, new Appended(1, 1), new Kept(2));
        lists.put(1, List.of(1L));
        assertThat(rules()).containsExactly(Rule.HALF);
    }

    @Test
    void should_catch_a_transaction_that_was_told_to_be_lost() {
        told(Told.LOST, new Kept(1), new Kept(2));
        steps.add(1L);
        assertThat(rules()).containsExactly(Rule.LOST_BUT_THERE);
    }

    @Test
    void should_catch_what_was_rolled_back_to_a_savepoint() {
        told(Told.DONE, new Kept(1), new Undone(2));
        steps.addAll(List.of(1L, 2L));
        assertThat(rules()).containsExactly(Rule.UNDONE_BUT_THERE);
    }

    @Test
    void should_catch_a_row_of_nobody() {
        steps.add(1L);
        assertThat(rules()).containsExactly(Rule.STRANGER);
    }

    @Test
    void should_catch_a_key_that_belongs_to_another_row() {
        told(Told.DONE, new Inserted(1, 10));
        told(Told.DONE, new Inserted(2, 11));
        items.addAll(List.of(new Found.Item(10, 1), new Found.Item(12, 2)));
        assertThat(rules()).containsExactly(Rule.WRONG_KEY);
    }

    @Test
    void should_catch_a_key_that_was_told_to_two() {
        told(Told.DONE, new Inserted(1, 10));
        told(Told.DONE, new Inserted(2, 10));
        items.addAll(List.of(new Found.Item(10, 1), new Found.Item(11, 2)));
        assertThat(rules()).containsExactly(Rule.WRONG_KEY);
    }

    @Test
    void should_catch_money_that_was_made() {
        balances.put(1, 101L);
        assertThat(rules()).containsExactlyInAnyOrder(Rule.WRONG_TOTAL, Rule.WRONG_BALANCE);
    }

    @Test
    void should_catch_money_that_moved_without_a_transfer_although_the_total_is_right() {
        balances.putAll(Map.of(1, 90L, 2, 110L));
        assertThat(rules()).containsExactly(Rule.WRONG_BALANCE, Rule.WRONG_BALANCE);
    }

    @Test
    void should_catch_a_transfer_of_another_amount() {
        told(Told.DONE, new Moved(1, 1, 2, 10));
        transfers.add(new Found.Transfer(1, 1, 2, 20));
        balances.putAll(Map.of(1, 80L, 2, 120L));
        assertThat(rules()).containsExactly(Rule.WRONG_TRANSFER);
    }

    @Test
    void should_catch_a_total_that_never_was() {
        told(Told.LOST, List.of(), List.of(new TotalSeen(190)));
        assertThat(rules()).containsExactly(Rule.WRONG_TOTAL_SEEN);
    }

    @Test
    void should_catch_a_list_that_was_shown_and_is_not_how_the_final_one_began() {
        told(Told.DONE, new Appended(1, 1));
        told(Told.UNKNOWN, new Appended(1, 2));
        told(Told.DONE, new Appended(1, 3));
        told(Told.LOST, List.of(), List.of(seen(1, 2)));
        lists.put(1, List.of(1L, 3L));
        assertThat(rules()).containsExactly(Rule.NOT_A_PREFIX);
    }

    @Test
    void should_catch_a_read_that_lacks_what_was_acknowledged_before() {
        told(Told.DONE, new Appended(1, 1));
        told(Told.DONE, new Appended(1, 2));
        told(Told.DONE, List.of(), List.of(seen(1)));
        lists.put(1, List.of(1L, 2L));
        assertThat(rules()).containsExactly(Rule.STALE_READ);
    }

    @Test
    void should_allow_a_replica_to_be_behind() {
        told(Told.DONE, new Appended(1, 1));
        transactions.add(new Transaction("r", false, List.of(), List.of(seen()), Told.DONE, "", 5));
        lists.put(1, List.of(1L));
        assertThat(rules()).isEmpty();
    }

    /** List 1, asked for now. */
    private ListSeen seen(long... elements) {
        return new ListSeen(1, Arrays.stream(elements).boxed().toList(), transactions.size());
    }
}
