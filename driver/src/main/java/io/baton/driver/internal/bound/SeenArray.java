/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.driver.internal.bound;

import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What pgjdbc read of an Array: its text and the type of its elements. */
final class SeenArray implements Array {

    private final String baseTypeName;
    private final @Nullable String text;

    SeenArray(String baseTypeName, @Nullable String text) {
        this.baseTypeName = baseTypeName;
        this.text = text;
    }

    @Override
    public String getBaseTypeName() {
        return baseTypeName;
    }

    @Override
    public @Nullable String toString() {
        return text;
    }

    @Override
    public void free() {
        // It holds nothing.
    }

    @Override
    public int getBaseType() throws SQLException {
        throw onlyText();
    }

    @Override
    public Object getArray() throws SQLException {
        throw onlyText();
    }

    @Override
    public Object getArray(Map<String, Class<?>> map) throws SQLException {
        throw onlyText();
    }

    @Override
    public Object getArray(long index, int count) throws SQLException {
        throw onlyText();
    }

    @Override
    public Object getArray(long index, int count, Map<String, Class<?>> map) throws SQLException {
        throw onlyText();
    }

    @Override
    public ResultSet getResultSet() throws SQLException {
        throw onlyText();
    }

    @Override
    public ResultSet getResultSet(Map<String, Class<?>> map) throws SQLException {
        throw onlyText();
    }

    @Override
    public ResultSet getResultSet(long index, int count) throws SQLException {
        throw onlyText();
    }

    @Override
    public ResultSet getResultSet(long index, int count, Map<String, Class<?>> map) throws SQLException {
        throw onlyText();
    }

    private static SQLException onlyText() {
        return new SQLFeatureNotSupportedException("it is what it was, and a text", "0A000");
    }
}
