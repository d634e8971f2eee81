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

    /** Shared: what has no slots is never written to. */
    private static final @Nullable Setting<?>[] NONE = new Setting<?>[0];

    private @Nullable Setting<S>[] attributes = none();
    private @Nullable Setting<S>[] parameters = none();
    private @Nullable Setting<S> timeout;
    /** Out parameters, and parameters by name: callable statements only. */
    private @Nullable Map<Object, Setting<S>> others;

    private @Nullable List<Setting<S>> batch;
    private @Nullable List<String> batchTexts;

    void attribute(int number, Setting<S> setting) {
        attributes = withSlot(attributes, number);
        attributes[number] = setting;
    }

    void timeout(Setting<S> setting) {
        timeout = setting;
    }

    void parameter(int index, Setting<S> setting) {
        if (index > 0) {
            parameters = withSlot(parameters, index);
            parameters[index] = setting;
        }
    }

    void other(Object key, Setting<S> setting) {
        if (others == null) {
            others = new LinkedHashMap<>();
        }
        others.put(key, setting);
    }

    void clearParameters() {
        parameters = none();
        others = null;
    }

    /** The row as it is bound now becomes part of the batch. */
    void addRow(Setting<S> addBatch) {
        @Nullable Setting<S>[] row = parameters.clone();
        Map<Object, Setting<S>> rowsOthers = others == null ? Map.of() : new LinkedHashMap<>(others);
        addToBatch(delegate -> {
            applyAll(row, delegate);
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
        addToBatch(delegate -> delegate.addBatch(sql));
    }

    private void addToBatch(Setting<S> element) {
        if (batch == null) {
            batch = new ArrayList<>();
        }
        batch.add(element);
    }

    void clearBatch() {
        batch = null;
        batchTexts = null;
    }

    /** The SQL texts of the pending batch as one; null when it has none. */
    @Nullable
    String batchText() {
        return batchTexts == null ? null : String.join(";", batchTexts);
    }

    void applyTo(S delegate) throws SQLException {
        applyAll(attributes, delegate);
        if (timeout != null) {
            timeout.applyTo(delegate);
        }
        if (batch != null) {
            for (Setting<S> element : batch) {
                element.applyTo(delegate);
            }
        }
        applyAll(parameters, delegate);
        if (others != null) {
            for (Setting<S> setting : others.values()) {
                setting.applyTo(delegate);
            }
        }
    }

    private static <S> void applyAll(@Nullable Setting<S>[] settings, S delegate) throws SQLException {
        for (Setting<S> setting : settings) {
            if (setting != null) {
                setting.applyTo(delegate);
            }
        }
    }

    private static <S> @Nullable Setting<S>[] withSlot(@Nullable Setting<S>[] slots, int index) {
        return index < slots.length ? slots : Arrays.copyOf(slots, Math.max(index + 1, slots.length * 2));
    }

    @SuppressWarnings("unchecked")
    private static <S> @Nullable Setting<S>[] none() {
        return (@Nullable Setting<S>[]) NONE;
    }
}
