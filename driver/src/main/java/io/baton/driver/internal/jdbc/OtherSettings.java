/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.driver.internal.jdbc;

import io.baton.driver.internal.bound.Captured;
import io.baton.driver.internal.bound.NotRepeatable;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What a statement was told that is no parameter by number: attributes, the query timeout, the pending batch, and of a callable
 * statement the OUT parameters and the parameters by name. Few statements have one.
 */
final class OtherSettings<S extends Statement> implements Binding<S> {

    private final @Nullable Setting<S>[] attributes;
    private @Nullable Setting<S> timeout;
    private boolean closeOnCompletion;
    private @Nullable Map<Object, Setting<S>> named;
    private @Nullable List<Setting<S>> batch;
    private @Nullable List<String> batchTexts;

    @SuppressWarnings("unchecked")
    OtherSettings() {
        attributes = (@Nullable Setting<S>[]) new Setting<?>[ForwardingStatement.ATTRIBUTES];
    }

    private OtherSettings(OtherSettings<S> other) {
        attributes = other.attributes.clone();
        timeout = other.timeout;
        closeOnCompletion = other.closeOnCompletion;
    }

    OtherSettings<S> copy() {
        OtherSettings<S> copy = withoutBatch();
        copy.batch = batch == null ? null : new ArrayList<>(batch);
        copy.batchTexts = batchTexts == null ? null : new ArrayList<>(batchTexts);
        return copy;
    }

    OtherSettings<S> withoutBatch() {
        OtherSettings<S> copy = new OtherSettings<>(this);
        copy.named = named == null ? null : new LinkedHashMap<>(named);
        return copy;
    }

    OtherSettings<S> withoutNamed() {
        OtherSettings<S> copy = copy();
        copy.named = null;
        return copy;
    }

    /** @param index of no interest: these are no parameter's */
    @Override
    public void applyTo(S delegate, int index) throws SQLException {
        for (Setting<S> attribute : attributes) {
            if (attribute != null) {
                attribute.applyTo(delegate);
            }
        }
        if (timeout != null) {
            timeout.applyTo(delegate);
        }
        NotRepeatable missing = null;
        for (Setting<S> setting : batchAndNamed()) {
            try {
                setting.applyTo(delegate);
            } catch (NotRepeatable e) {
                missing = e;
            }
        }
        if (missing != null) {
            throw missing;
        }
    }

    private List<Setting<S>> batchAndNamed() {
        List<Setting<S>> all = new ArrayList<>();
        if (batch != null) {
            all.addAll(batch);
        }
        if (named != null) {
            all.addAll(named.values());
        }
        return all;
    }

    @Override
    public void forEachCaptured(Consumer<Captured> visitor) {
        batchAndNamed().forEach(setting -> setting.forEachCaptured(visitor));
    }

    /** Of the parameters by name. */
    void forEachNamed(Consumer<Captured> visitor) {
        if (named != null) {
            named.values().forEach(setting -> setting.forEachCaptured(visitor));
        }
    }

    void attribute(int number, Setting<S> setting) {
        attributes[number] = setting;
    }

    void timeout(Setting<S> setting) {
        timeout = setting;
    }

    /** Not told to a statement that executes in a replay: its results are closed there before the application's are. */
    boolean closesOnCompletion() {
        return closeOnCompletion;
    }

    void closeOnCompletion() {
        closeOnCompletion = true;
    }

    void named(Object key, Setting<S> setting) {
        if (named == null) {
            named = new LinkedHashMap<>();
        }
        named.put(key, setting);
    }

    void forgetNamed(Object key) {
        if (named != null) {
            named.remove(key);
        }
    }

    /** The key of an OUT parameter, by number or name. */
    record Out(Object parameter) {}

    /** By number or name, as they were registered. */
    List<Object> registeredOuts() {
        return named == null
                ? List.of()
                : named.keySet().stream()
                        .filter(Out.class::isInstance)
                        .map(key -> ((Out) key).parameter())
                        .toList();
    }

    /** @param row the parameters by number */
    void addRow(Setting<S> row, Setting<S> addBatch) {
        addToBatch(new Row<>(row, named == null ? Map.of() : new LinkedHashMap<>(named), addBatch));
    }

    /** A row of a batch: what was bound, and that it is one. */
    private record Row<S>(Setting<S> parameters, Map<Object, Setting<S>> named, Setting<S> addBatch)
            implements Setting<S> {
        @Override
        public void applyTo(S delegate) throws SQLException {
            parameters.applyTo(delegate);
            for (Setting<S> setting : named.values()) {
                setting.applyTo(delegate);
            }
            addBatch.applyTo(delegate);
        }

        @Override
        public void forEachCaptured(Consumer<Captured> visitor) {
            parameters.forEachCaptured(visitor);
            named.values().forEach(setting -> setting.forEachCaptured(visitor));
        }
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

    boolean hasBatch() {
        return batch != null;
    }

    /** The SQL texts of the pending batch as one; null when it has none. */
    @Nullable
    String batchText() {
        return batchTexts == null ? null : String.join(";", batchTexts);
    }
}
