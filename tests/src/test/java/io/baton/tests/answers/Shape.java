/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.tests.answers;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;

/** How an application deals with the objects that it binds: three rows each. */
enum Shape {
    /** A new object for each row. */
    NEW_EACH {
        @Override
        <T> void run(Subject<T> subject, Connection connection, PreparedStatement insert) throws SQLException {
            for (int n = 1; n <= ROWS; n++) {
                insert.setInt(1, n);
                subject.setter().set(insert, 2, subject.maker().make(connection, n));
                insert.executeUpdate();
            }
        }
    },

    NEW_EACH_IN_A_BATCH {
        @Override
        <T> void run(Subject<T> subject, Connection connection, PreparedStatement insert) throws SQLException {
            for (int n = 1; n <= ROWS; n++) {
                insert.setInt(1, n);
                subject.setter().set(insert, 2, subject.maker().make(connection, n));
                insert.addBatch();
            }
            insert.executeBatch();
        }
    },

    /** One object, filled again for each row. */
    REFILLED {
        @Override
        <T> void run(Subject<T> subject, Connection connection, PreparedStatement insert) throws SQLException {
            T object = subject.maker().make(connection, 0);
            for (int n = 1; n <= ROWS; n++) {
                subject.refill().fill(object, n);
                insert.setInt(1, n);
                subject.setter().set(insert, 2, object);
                insert.executeUpdate();
            }
        }
    },

    REFILLED_IN_A_BATCH {
        @Override
        <T> void run(Subject<T> subject, Connection connection, PreparedStatement insert) throws SQLException {
            T object = subject.maker().make(connection, 0);
            for (int n = 1; n <= ROWS; n++) {
                subject.refill().fill(object, n);
                insert.setInt(1, n);
                subject.setter().set(insert, 2, object);
                insert.addBatch();
            }
            insert.executeBatch();
        }
    },

    CHANGED_AFTER_BINDING {
        @Override
        <T> void run(Subject<T> subject, Connection connection, PreparedStatement insert) throws SQLException {
            for (int n = 1; n <= ROWS; n++) {
                T object = subject.maker().make(connection, n);
                insert.setInt(1, n);
                subject.setter().set(insert, 2, object);
                subject.refill().fill(object, n + ROWS);
                insert.executeUpdate();
            }
        }
    },

    /** Bound once for all rows. */
    CHANGED_BETWEEN_EXECUTIONS {
        @Override
        <T> void run(Subject<T> subject, Connection connection, PreparedStatement insert) throws SQLException {
            T object = subject.maker().make(connection, 0);
            subject.setter().set(insert, 2, object);
            for (int n = 1; n <= ROWS; n++) {
                subject.refill().fill(object, n);
                insert.setInt(1, n);
                insert.executeUpdate();
            }
        }
    };

    private static final int ROWS = 3;

    abstract <T> void run(Subject<T> subject, Connection connection, PreparedStatement insert) throws SQLException;

    boolean refills() {
        return this != NEW_EACH && this != NEW_EACH_IN_A_BATCH;
    }
}
