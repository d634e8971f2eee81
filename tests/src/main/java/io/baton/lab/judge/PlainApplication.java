/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.lab.judge;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;

/** Plain JDBC on a DataSource that belongs to the caller. */
public final class PlainApplication implements Application {

    private final DataSource dataSource;
    private final boolean readOnly;

    /** @param readOnly whether it says of its connections that it only reads */
    public PlainApplication(DataSource dataSource, boolean readOnly) {
        this.dataSource = dataSource;
        this.readOnly = readOnly;
    }

    @Override
    public String name() {
        return readOnly ? "JDBC, read-only" : "JDBC";
    }

    @Override
    public void transact(Body body) throws Exception {
        try (Connection connection = dataSource.getConnection()) {
            connection.setReadOnly(readOnly);
            connection.setAutoCommit(false);
            try {
                body.run(new Plain(connection));
                connection.commit();
            } catch (Exception e) {
                rollBack(connection, e);
                throw e;
            }
        }
    }

    private static void rollBack(Connection connection, Exception reason) {
        try {
            connection.rollback();
        } catch (SQLException e) {
            reason.addSuppressed(e);
        }
    }

    @Override
    public void close() {
        // The DataSource is the caller's.
    }

    private record Plain(Connection connection) implements Statements {

        @Override
        public List<Long> query(String sql, long... parameters) throws SQLException {
            try (PreparedStatement statement = connection.prepareStatement(sql)) {
                bind(statement, parameters);
                return firstColumn(statement.executeQuery());
            }
        }

        @Override
        public int update(String sql, long... parameters) throws SQLException {
            try (PreparedStatement statement = connection.prepareStatement(sql)) {
                bind(statement, parameters);
                return statement.executeUpdate();
            }
        }

        @Override
        public long insertItem(long token) throws SQLException {
            try (PreparedStatement insert =
                    connection.prepareStatement(Books.INSERT_ITEM, Statement.RETURN_GENERATED_KEYS)) {
                bind(insert, token);
                insert.executeUpdate();
                return firstColumn(insert.getGeneratedKeys()).get(0);
            }
        }

        @Override
        public void insertSteps(List<Long> tokens) throws SQLException {
            try (PreparedStatement insert = connection.prepareStatement(Books.INSERT_STEP)) {
                for (long token : tokens) {
                    bind(insert, token);
                    insert.addBatch();
                }
                insert.executeBatch();
            }
        }

        @Override
        public void undone(Body body) throws Exception {
            Savepoint savepoint = connection.setSavepoint();
            body.run(this);
            connection.rollback(savepoint);
        }

        private static void bind(PreparedStatement statement, long... parameters) throws SQLException {
            for (int i = 0; i < parameters.length; i++) {
                statement.setLong(i + 1, parameters[i]);
            }
        }

        private static List<Long> firstColumn(ResultSet result) throws SQLException {
            try (ResultSet rows = result) {
                List<Long> numbers = new ArrayList<>();
                while (rows.next()) {
                    numbers.add(rows.getLong(1));
                }
                return numbers;
            }
        }
    }
}
