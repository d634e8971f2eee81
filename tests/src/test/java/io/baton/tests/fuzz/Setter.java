/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.tests.fuzz;

import java.sql.PreparedStatement;
import java.sql.SQLException;

/**
 * A way to bind a value.
 *
 * @param java as it is written by hand, with {@code {i}} for the place and {@code {n}} for the number of the value
 */
record Setter(Kind kind, String java, Binder binder) {

    @FunctionalInterface
    interface Binder {

        /**
         * Binds it.
         *
         * @return what the application does with the object after the execution or after the row of the batch: it uses
         *     it again for something else
         */
        Runnable bind(PreparedStatement statement, int i, int n) throws SQLException;
    }

    @FunctionalInterface
    interface Plain {
        void bind(PreparedStatement statement, int i, int n) throws SQLException;
    }

    static Setter of(Kind kind, String java, Plain plain) {
        return new Setter(kind, java, (statement, i, n) -> {
            plain.bind(statement, i, n);
            return () -> {};
        });
    }

    String java(int i, int n) {
        return java.replace("{i}", Integer.toString(i)).replace("{n}", Integer.toString(n));
    }

    @Override
    public String toString() {
        return java;
    }
}
