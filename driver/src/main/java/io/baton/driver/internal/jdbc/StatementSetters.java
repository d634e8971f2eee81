/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.driver.internal.jdbc;

import io.baton.driver.internal.bound.Captured;
import io.baton.driver.internal.cluster.Lease;
import io.baton.driver.internal.sql.KnownText;
import java.sql.SQLType;
import java.sql.Statement;
import java.util.Calendar;
import org.jspecify.annotations.Nullable;

/** What the generated setters of a statement call: what becomes of a value before it is bound, and where it is remembered. */
abstract class StatementSetters<S extends Statement> extends StatementLife<S> {

    StatementSetters(FailoverConnection connection, KnownText known, Creation<S> creation, S delegate, Lease lease) {
        super(connection, known, creation, delegate, lease);
    }

    /** What is remembered of a value that is about to be bound. */
    final @Nullable Object capture(@Nullable Object value) {
        return connection.values.capture(value);
    }

    /** The same of the zone that a value is meant in. */
    final @Nullable Object captureZone(@Nullable Calendar zone) {
        return connection.values.captureZone(zone);
    }

    /** The same of the type that a value is to have. */
    final @Nullable Object captureType(@Nullable SQLType type) {
        return connection.values.captureType(type);
    }

    private Binding<S> capturing(@Nullable Object captured, Binding<S> binding) {
        if (captured instanceof Captured value) {
            captures();
            return new Binding.Capturing<>(binding, value);
        }
        return binding;
    }

    private Setting<S> capturing(@Nullable Object captured, Setting<S> setting) {
        if (captured instanceof Captured value) {
            captures();
            return new Setting.Capturing<>(setting, value);
        }
        return setting;
    }

    final void configured(int attribute, Setting<S> setting) {
        others().attribute(attribute, setting);
    }

    /** @param size about how many bytes the binding keeps */
    final void bind(int index, int size, Binding<S> binding) {
        remember(index, size, binding);
    }

    final void bind(int index, @Nullable Object captured, Binding<S> binding) {
        remember(index, Captured.size(captured), capturing(captured, binding));
    }

    /** @param more what else the setter took */
    final void bind(int index, @Nullable Object captured, @Nullable Object more, Binding<S> binding) {
        bind(index, captured, capturing(more, binding));
    }

    final void bind(String name, int size, Setting<S> setting) {
        rememberNamed(name, size, setting);
    }

    final void bind(String name, @Nullable Object captured, Setting<S> setting) {
        rememberNamed(name, Captured.size(captured), capturing(captured, setting));
    }

    /** @param more what else the setter took */
    final void bind(String name, @Nullable Object captured, @Nullable Object more, Setting<S> setting) {
        bind(name, captured, capturing(more, setting));
    }

    final void registered(Object key, Setting<S> setting) {
        rememberNamed(new OtherSettings.Out(key), 0, setting);
    }

    final void registered(Object key, @Nullable Object captured, Setting<S> setting) {
        registered(key, capturing(captured, setting));
    }
}
