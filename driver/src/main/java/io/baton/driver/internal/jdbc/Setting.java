/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.driver.internal.jdbc;

import io.baton.driver.internal.bound.Captured;
import java.sql.SQLException;
import java.util.function.Consumer;

/** A JDBC setter with its arguments, to be applied again to an object that takes the place of a lost one. */
@FunctionalInterface
public interface Setting<D> {
    void applyTo(D delegate) throws SQLException;

    /** The values that have more to say than what they are. */
    default void forEachCaptured(Consumer<Captured> visitor) {}

    /** The same, whose value is captured. */
    record Capturing<D>(Setting<D> setting, Captured value) implements Setting<D> {
        @Override
        public void applyTo(D delegate) throws SQLException {
            setting.applyTo(delegate);
        }

        @Override
        public void forEachCaptured(Consumer<Captured> visitor) {
            visitor.accept(value);
            setting.forEachCaptured(visitor);
        }
    }
}
