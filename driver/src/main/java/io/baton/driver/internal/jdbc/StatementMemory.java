/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.driver.internal.jdbc;

import io.baton.driver.internal.bound.Captured;
import io.baton.driver.internal.bound.NotRepeatable;
import io.baton.driver.internal.sql.KnownText;
import io.baton.driver.internal.sql.SqlGrammar;
import io.baton.driver.internal.sql.SqlText;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a statement was told, so that one that takes its place can be told the same: its text, a binding in a slot for each
 * parameter, and everything else in slot 0, which is no parameter's. The lowest layer of a statement and not an object of its
 * own, because most statements live for one execution. Used by the thread that uses the statement.
 */
abstract class StatementMemory<S extends Statement> {

    /** About what a setting and its place take in memory. */
    private static final int SIZE_OF_SETTING = 64;

    private static final int OTHERS = 0;

    /** Shared: what has no slots is never written to. */
    private static final @Nullable Binding<?>[] NONE = new Binding<?>[0];

    private KnownText known;
    private @Nullable Binding<S>[] slots = none();
    /** About how many bytes it was told since somebody asked for that. */
    private int fresh;
    /** Whether an execution that was written down has the same slots, which have to be copied before they are changed. */
    private boolean shared;
    /** Whether it was told a value that has more to say than what it is. */
    private boolean captures;

    /** @param known the text of a prepared statement; that of {@link SqlGrammar#noText} for a plain one */
    StatementMemory(KnownText known) {
        this.known = known;
    }

    /** The text of a prepared statement; null for a plain one. */
    final @Nullable String sql() {
        return known.sql();
    }

    final boolean isPrepared() {
        return known.sql() != null;
    }

    final SqlGrammar grammar() {
        return known.grammar();
    }

    /** What is known of that text, or else of the prepared one or of the batch. */
    final KnownText known(@Nullable String text) {
        return text == null ? known : known.grammar().known(text);
    }

    /** What the text of such a call does; null when it has none. */
    final @Nullable SqlText textRead(@Nullable String text) {
        String sql = textOf(text);
        return sql == null ? null : known.grammar().text(sql);
    }

    /** That text, or else the prepared one or those of the batch. */
    final @Nullable String textOf(@Nullable String text) {
        return text != null ? text : known.sql() != null ? known.sql() : batchText();
    }

    private @Nullable String batchText() {
        OtherSettings<S> others = knownOthers();
        return others == null ? null : others.batchText();
    }

    /** All of it, as it is now: nothing of what this returns is changed any more. */
    final @Nullable Binding<S>[] told() {
        shared = true;
        return slots;
    }

    /** About how many bytes it was told since this was last asked. */
    final int takeFresh() {
        if (captures) {
            Bindings.forEachCaptured(slots, value -> fresh += value.growth());
        }
        int size = fresh;
        fresh = 0;
        return size;
    }

    final void tell(S delegate) throws SQLException {
        Bindings.tell(slots, delegate);
    }

    /** @param size about how many bytes the binding keeps */
    final void remember(int index, int size, Binding<S> binding) {
        if (index > OTHERS) {
            makeRoom(index);
            grown(size);
            slots[index] = binding;
        }
    }

    /** The parameter is about to get another value, whatever it had. */
    final void forget(Object parameter) {
        OtherSettings<S> others = knownOthers();
        if (parameter instanceof String && others != null) {
            others().forgetNamed(parameter);
        } else if (parameter instanceof Integer index && index > OTHERS && index < slots.length) {
            makeRoom(index);
            slots[index] = null;
        }
    }

    /** What is told next has captured a value. */
    final void captures() {
        captures = true;
    }

    /** An execution begins with the parameters, or they become a row of the batch. */
    final void parametersUsed() {
        if (captures) {
            OtherSettings<S> others = knownOthers();
            if (others != null) {
                others.forEachNamed(Captured::used);
            }
            for (int i = OTHERS + 1; i < slots.length; i++) {
                Binding<S> binding = slots[i];
                if (binding != null) {
                    binding.forEachCaptured(Captured::used);
                }
            }
        }
    }

    /** Why the vendor's statement lacks a value that it ought to have; null when it has all. */
    final @Nullable NotRepeatable missingValue() {
        return captures ? Bindings.first(slots, Captured::missing) : null;
    }

    /** Why an execution with all of it cannot be made again; null when it can. */
    final @Nullable NotRepeatable whyNotRepeatable() {
        return captures ? Bindings.first(slots, Captured::refusal) : null;
    }

    /** What it was told that is no parameter by number, to be changed. */
    final OtherSettings<S> others() {
        makeRoom(OTHERS);
        OtherSettings<S> others = knownOthers();
        if (others == null) {
            others = new OtherSettings<>();
            slots[OTHERS] = others;
        }
        return others;
    }

    /** The same to be looked at; null when there is nothing of the kind. */
    final @Nullable OtherSettings<S> knownOthers() {
        return slots.length == 0 ? null : (OtherSettings<S>) slots[OTHERS];
    }

    final void rememberNamed(Object key, int size, Setting<S> setting) {
        others().named(key, setting);
        grown(size);
    }

    /** The text that is bound there; null when it is none, or nothing is. */
    @SuppressWarnings("unchecked") // Bindings are those of a prepared statement where there are parameters.
    final @Nullable String boundText(int parameter) {
        Binding<S> binding = parameter < slots.length ? slots[parameter] : null;
        BoundText text = new BoundText();
        try {
            if (binding != null) {
                binding.applyTo((S) text.statement(), parameter);
            }
        } catch (SQLException | RuntimeException e) {
            return null; // It asks the vendor's statement for more than to take a value.
        }
        return text.value();
    }

    /** The parameters that are bound by number now. */
    final Setting<S> parameters() {
        @Nullable Binding<S>[] row = slots.clone();
        if (row.length > 0) {
            row[OTHERS] = null;
        }
        return new Bindings.Row<>(row);
    }

    final void forgetParameters() {
        OtherSettings<S> others = knownOthers();
        slots = none();
        if (others != null) {
            makeRoom(OTHERS);
            slots[OTHERS] = others.withoutNamed();
        }
    }

    /** The row as it is bound now becomes part of the batch. */
    final void rememberRow(Setting<S> addBatch) {
        parametersUsed();
        Setting<S> row = parameters();
        others().addRow(row, addBatch);
        grown(0);
    }

    final void rememberText(String sql) {
        known = known.and(known.grammar().known(sql));
        others().addText(sql);
        grown(sql.length());
    }

    final boolean hasBatch() {
        OtherSettings<S> others = knownOthers();
        return others != null && others.hasBatch();
    }

    final void forgetBatch() {
        OtherSettings<S> others = knownOthers();
        if (others != null && others.hasBatch()) {
            slots = slots.clone();
            slots[OTHERS] = others.withoutBatch();
            shared = false;
        }
        if (!isPrepared()) {
            known = known.grammar().noText();
        }
    }

    /** The OUT parameters that were registered, by number or name. */
    final List<Object> registeredOuts() {
        OtherSettings<S> others = knownOthers();
        return others == null ? List.of() : others.registeredOuts();
    }

    private void grown(int size) {
        fresh = (int) Math.min(Integer.MAX_VALUE, (long) fresh + SIZE_OF_SETTING + size);
    }

    /** Of the statement's own slots, which nobody else has. */
    private void makeRoom(int index) {
        if (index >= slots.length) {
            int room = Math.max(Math.max(index + 1, slots.length * 2), known.slots());
            known.needsSlots(room);
            slots = slots.length == 0 ? empty(room) : Arrays.copyOf(slots, room);
        } else if (shared) {
            slots = slots.clone();
        }
        if (shared) {
            shared = false;
            OtherSettings<S> others = knownOthers();
            if (others != null) {
                slots[OTHERS] = others.copy();
            }
        }
    }

    @SuppressWarnings("unchecked")
    private static <S> @Nullable Binding<S>[] empty(int room) {
        return (@Nullable Binding<S>[]) new Binding<?>[room];
    }

    @SuppressWarnings("unchecked")
    private static <S> @Nullable Binding<S>[] none() {
        return (@Nullable Binding<S>[]) NONE;
    }
}
