/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.driver.internal.jdbc;

import io.baton.driver.internal.bound.Captured;
import java.sql.SQLException;
import java.util.function.Consumer;

/**
 * The setter of a parameter with its value, to be applied again. Is given the number that it had, which its slot tells anyway:
 * most are 8 B smaller for it, and every statement has some.
 */
@FunctionalInterface
interface Binding<S> {

    void applyTo(S delegate, int index) throws SQLException;

    /** The values that have more to say than what they are. */
    default void forEachCaptured(Consumer<Captured> visitor) {}

    /** The same, whose value is captured. */
    record Capturing<S>(Binding<S> binding, Captured value) implements Binding<S> {
        @Override
        public void applyTo(S delegate, int index) throws SQLException {
            binding.applyTo(delegate, index);
        }

        @Override
        public void forEachCaptured(Consumer<Captured> visitor) {
            visitor.accept(value);
            binding.forEachCaptured(visitor);
        }
    }
}
