/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.tests.answers;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;

/**
 * A kind of object that applications bind, and the setter that they bind it with.
 *
 * @param column of the table {@code bound} that takes it
 * @param maker makes an object that holds the n-th content
 * @param refill gives an object another content; null where that cannot be done
 */
record Subject<T>(String name, String column, Maker<T> maker, Refill<T> refill, Setter<T> setter) {

    @FunctionalInterface
    interface Maker<T> {
        T make(Connection connection, int n) throws SQLException;
    }

    @FunctionalInterface
    interface Refill<T> {
        void fill(T object, int n) throws SQLException;
    }

    @FunctionalInterface
    interface Setter<T> {
        void set(PreparedStatement statement, int index, T object) throws SQLException;
    }

    /** What cannot be changed, or is read to its end. */
    static <T> Subject<T> once(String name, String column, Maker<T> maker, Setter<T> setter) {
        return new Subject<>(name, column, maker, null, setter);
    }

    static <T> Subject<T> of(String name, String column, Maker<T> maker, Refill<T> refill, Setter<T> setter) {
        return new Subject<>(name, column, maker, refill, setter);
    }

    boolean isRefillable() {
        return refill != null;
    }

    /** What an application does with such objects: {@code rows} rows in one transaction. */
    Work work(Shape shape, String truth) {
        String insert = "INSERT INTO bound (id, " + column + ") VALUES (?, ?)";
        return Work.of(
                        name + ", " + shape,
                        (connection, done) -> {
                            connection.setAutoCommit(false);
                            try (PreparedStatement statement = connection.prepareStatement(insert)) {
                                shape.run(this, connection, statement);
                            }
                            connection.commit();
                            return "";
                        },
                        truth)
                .before("DELETE FROM bound");
    }
}
