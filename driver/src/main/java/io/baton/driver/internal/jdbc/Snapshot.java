/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.driver.internal.jdbc;

import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a statement was told by the time of one of its executions. Nothing in it is changed any more. */
final class Snapshot<S extends Statement> {

    private final @Nullable Setting<S>[] attributes;
    private final @Nullable Setting<S>[] parameters;
    private final @Nullable Setting<S> timeout;
    private final @Nullable Map<Object, Setting<S>> others;
    private final @Nullable List<Setting<S>> batch;
    private final long size;

    Snapshot(
            @Nullable Setting<S>[] attributes,
            @Nullable Setting<S>[] parameters,
            @Nullable Setting<S> timeout,
            @Nullable Map<Object, Setting<S>> others,
            @Nullable List<Setting<S>> batch,
            long size) {
        this.attributes = attributes;
        this.parameters = parameters;
        this.timeout = timeout;
        this.others = others;
        this.batch = batch;
        this.size = size;
    }

    /** About how many bytes it keeps in memory beyond the snapshot before. */
    long size() {
        return size;
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

    static <S> void applyAll(@Nullable Setting<S>[] settings, S delegate) throws SQLException {
        for (Setting<S> setting : settings) {
            if (setting != null) {
                setting.applyTo(delegate);
            }
        }
    }
}
