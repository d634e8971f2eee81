/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.bench.stub;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A plain or prepared statement. Its results take turns, so that each execution gives another object than the last. */
public abstract class StubStatement implements PreparedStatement {

    private StubResult[] results = {};
    private int turn;
    private @Nullable StubConnection connection;
    private int rows;
    private int bound;
    private boolean closed;

    final void use(StubResult... turns) {
        results = turns;
    }

    final StubStatement open(StubConnection owner, int rowsOfResult) {
        connection = owner;
        rows = rowsOfResult;
        closed = false;
        return this;
    }

    private ResultSet result(int rowsOfResult) {
        owner().executes();
        turn ^= 1;
        return results[turn].open(this, rowsOfResult, bound);
    }

    private StubConnection owner() {
        return Objects.requireNonNull(connection);
    }

    @Override
    public void setInt(int index, int value) {
        bound = value;
    }

    @Override
    public void setLong(int index, long value) {
        bound = (int) value;
    }

    @Override
    public ResultSet executeQuery() {
        return result(rows);
    }

    @Override
    public ResultSet executeQuery(String sql) {
        return result(StubSql.rowsOf(sql));
    }

    @Override
    public int executeUpdate() {
        owner().executes();
        return bound;
    }

    @Override
    public Connection getConnection() {
        return owner();
    }

    @Override
    public void close() {
        closed = true;
    }

    @Override
    public boolean isClosed() {
        return closed;
    }
}
