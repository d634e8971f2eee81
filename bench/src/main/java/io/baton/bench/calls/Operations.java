/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.bench.calls;

import io.baton.bench.stub.StubSql;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;

/** What is measured. Each returns something of what it read, so that nothing of it is found to be useless. */
final class Operations {

    private static final int STATEMENTS_OF_TRANSACTION = 3;

    private Operations() {}

    /** Prepare, bind, execute, read one value, close. */
    static int cycle(Connection connection) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(StubSql.ONE_ROW)) {
            statement.setInt(1, 42);
            try (ResultSet result = statement.executeQuery()) {
                result.next();
                return result.getInt(1);
            }
        }
    }

    /** The execution alone, of a statement that was prepared before. */
    static ResultSet execute(PreparedStatement prepared) throws SQLException {
        return prepared.executeQuery();
    }

    /** 1000 rows of 4 columns. */
    static long rows(PreparedStatement prepared) throws SQLException {
        long sum = 0;
        try (ResultSet result = prepared.executeQuery()) {
            while (result.next()) {
                sum += result.getInt(1)
                        + result.getLong(2)
                        + result.getString(3).length()
                        + result.getInt(4);
            }
        }
        return sum;
    }

    /** Three updates, each prepared and closed, and the commit. Auto-commit is off. */
    static int transaction(Connection connection) throws SQLException {
        int sum = 0;
        for (int i = 0; i < STATEMENTS_OF_TRANSACTION; i++) {
            try (PreparedStatement update = connection.prepareStatement(StubSql.UPDATE)) {
                update.setInt(1, i);
                sum += update.executeUpdate();
            }
        }
        connection.commit();
        return sum;
    }

    /** From a pool or, where there is none, opened and closed. */
    static boolean borrow(Source source) throws SQLException {
        try (Connection connection = source.connect()) {
            return connection.getAutoCommit();
        }
    }
}
