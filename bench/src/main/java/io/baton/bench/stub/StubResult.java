/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.bench.stub;

import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Objects;
import javax.sql.rowset.RowSetMetaDataImpl;
import org.jspecify.annotations.Nullable;

/** Rows of numbers and one text. */
public abstract class StubResult implements ResultSet {

    private static final byte[] RAW = {1, 2, 3, 4};
    private static final ResultSetMetaData FOUR_COLUMNS = fourColumns();

    private @Nullable StubStatement statement;
    private int rows;
    private int row;
    private int value;
    private boolean closed;

    final StubResult open(StubStatement owner, int count, int first) {
        statement = owner;
        rows = count;
        row = 0;
        value = first;
        closed = false;
        return this;
    }

    private static ResultSetMetaData fourColumns() {
        try {
            RowSetMetaDataImpl columns = new RowSetMetaDataImpl();
            columns.setColumnCount(4);
            return columns;
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public ResultSetMetaData getMetaData() {
        return FOUR_COLUMNS;
    }

    @Override
    public byte[] getBytes(int column) {
        return RAW;
    }

    @Override
    public boolean next() {
        return row++ < rows;
    }

    @Override
    public int getInt(int column) {
        return value + row + column;
    }

    @Override
    public int getInt(String column) {
        return value + row;
    }

    @Override
    public long getLong(int column) {
        return (long) value + row + column;
    }

    @Override
    public String getString(int column) {
        return "text";
    }

    @Override
    public String getString(String column) {
        return "text";
    }

    @Override
    public Statement getStatement() {
        return Objects.requireNonNull(statement);
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
