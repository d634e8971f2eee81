/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.bench.stub;

import java.sql.ResultSet;
import java.sql.Statement;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Rows of numbers and one text. */
public abstract class StubResult implements ResultSet {

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
