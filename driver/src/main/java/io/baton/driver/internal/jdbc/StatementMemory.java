/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.driver.internal.jdbc;

import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a statement was told, so that one that takes its place can be told the same: attributes, parameters and pending
 * batch. Used by the thread that uses the statement.
 */
final class StatementMemory<S extends Statement> {

    /** About what a setting and its place take in memory. */
    private static final int SIZE_OF_SETTING = 64;

    /** Shared: what has no slots is never written to. */
    private static final @Nullable Setting<?>[] NONE = new Setting<?>[0];

    private @Nullable Setting<S>[] attributes = none();
    private @Nullable Setting<S>[] parameters = none();
    private @Nullable Setting<S> timeout;
    /** Out parameters, and parameters by name: callable statements only. */
    private @Nullable Map<Object, Setting<S>> others;

    private @Nullable List<Setting<S>> batch;
    private @Nullable List<String> batchTexts;
    /** What it was told since the last snapshot. */
    private long fresh;
    /** Shares its arrays and lists with the fields above, which are copied before they are changed; null when it is old. */
    private @Nullable Snapshot<S> snapshot;

    /** As it is now. Taking one costs nothing as long as nothing was told since the last one. */
    Snapshot<S> snapshot() {
        Snapshot<S> known = snapshot;
        if (known == null) {
            known = new Snapshot<>(attributes, parameters, timeout, others, batch, fresh);
            fresh = 0;
            snapshot = known;
        }
        return known;
    }

    /** Whatever a snapshot shares is left to it. */
    private void change() {
        if (snapshot != null) {
            snapshot = null;
            attributes = attributes.length == 0 ? attributes : attributes.clone();
            parameters = parameters.length == 0 ? parameters : parameters.clone();
            others = others == null ? null : new LinkedHashMap<>(others);
            batch = batch == null ? null : new ArrayList<>(batch);
        }
    }

    void attribute(int number, Setting<S> setting) {
        change();
        attributes = withSlot(attributes, number);
        attributes[number] = setting;
    }

    void timeout(Setting<S> setting) {
        change();
        timeout = setting;
    }

    /** @param size about how many bytes the setting keeps */
    void parameter(int index, int size, Setting<S> setting) {
        if (index > 0) {
            change();
            fresh += SIZE_OF_SETTING + size;
            parameters = withSlot(parameters, index);
            parameters[index] = setting;
        }
    }

    /** @param size about how many bytes the setting keeps */
    void other(Object key, int size, Setting<S> setting) {
        change();
        fresh += SIZE_OF_SETTING + size;
        if (others == null) {
            others = new LinkedHashMap<>();
        }
        others.put(key, setting);
    }

    /** Those that are bound by number now. */
    Setting<S> parameters() {
        @Nullable Setting<S>[] row = parameters.clone();
        return delegate -> Snapshot.applyAll(row, delegate);
    }

    void registered(Object parameter, Setting<S> setting) {
        other(new Out(parameter), 0, setting);
    }

    /** An OUT parameter, by number or name. */
    private record Out(Object parameter) {}

    /** The OUT parameters that were registered by number. */
    List<Integer> registeredOuts() {
        List<Integer> outs = new ArrayList<>();
        if (others != null) {
            for (Object key : others.keySet()) {
                if (key instanceof Out out && out.parameter() instanceof Integer number) {
                    outs.add(number);
                }
            }
        }
        return outs;
    }

    void clearParameters() {
        change();
        parameters = none();
        others = null;
    }

    /** The row as it is bound now becomes part of the batch. */
    void addRow(Setting<S> addBatch) {
        Setting<S> row = parameters();
        Map<Object, Setting<S>> rowsOthers = others == null ? Map.of() : new LinkedHashMap<>(others);
        addToBatch(delegate -> {
            row.applyTo(delegate);
            for (Setting<S> setting : rowsOthers.values()) {
                setting.applyTo(delegate);
            }
            addBatch.applyTo(delegate);
        });
    }

    void addText(String sql) {
        if (batchTexts == null) {
            batchTexts = new ArrayList<>();
        }
        batchTexts.add(sql);
        fresh += sql.length();
        addToBatch(delegate -> delegate.addBatch(sql));
    }

    private void addToBatch(Setting<S> element) {
        change();
        fresh += SIZE_OF_SETTING;
        if (batch == null) {
            batch = new ArrayList<>();
        }
        batch.add(element);
    }

    void clearBatch() {
        if (batch != null) {
            batch = null;
            batchTexts = null;
            change();
        }
    }

    /** The SQL texts of the pending batch as one; null when it has none. */
    @Nullable
    String batchText() {
        return batchTexts == null ? null : String.join(";", batchTexts);
    }

    void applyTo(S delegate) throws SQLException {
        new Snapshot<>(attributes, parameters, timeout, others, batch, 0).applyTo(delegate);
    }

    private static <S> @Nullable Setting<S>[] withSlot(@Nullable Setting<S>[] slots, int index) {
        return index < slots.length ? slots : Arrays.copyOf(slots, Math.max(index + 1, slots.length * 2));
    }

    @SuppressWarnings("unchecked")
    private static <S> @Nullable Setting<S>[] none() {
        return (@Nullable Setting<S>[]) NONE;
    }
}
