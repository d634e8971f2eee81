/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.tests.compare;

import java.io.InputStream;
import java.io.Reader;
import java.io.StringWriter;
import java.lang.reflect.InvocationTargetException;
import java.sql.Array;
import java.sql.BatchUpdateException;
import java.sql.Blob;
import java.sql.Clob;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.ParameterMetaData;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.SQLXML;
import java.sql.Savepoint;
import java.sql.Statement;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** What an application sees of a value or an exception, as text: whatever is equal for it is equal here. */
final class Rendering {
    /** What an object without a text of its own is printed with. */
    private static final Pattern IDENTITY = Pattern.compile("@[0-9a-f]{5,8}\\b");

    /** A driver that parses such a text runs over its end, and the text is seven or eight digits long by chance. */
    private static final Pattern INDEX_IN_TEXT =
            Pattern.compile("(IndexOutOfBoundsException: .*?)\\d+( out of bounds for length )\\d+");

    /** MariaDB's driver begins each message with the number of the session. */
    private static final Pattern SESSION = Pattern.compile("\\(conn=\\d+\\) ");

    private Rendering() {}

    static String of(Object value, World world) throws Exception {
        if (value == null) {
            return "null";
        }
        if (value instanceof byte[] bytes) {
            return "bytes " + HexFormat.of().formatHex(bytes, 0, Math.min(64, bytes.length)) + " of " + bytes.length;
        }
        if (value instanceof int[] counts) {
            return Arrays.toString(counts);
        }
        if (value instanceof long[] counts) {
            return Arrays.toString(counts);
        }
        if (value instanceof Object[] elements) {
            return value.getClass().getSimpleName() + " " + Arrays.deepToString(elements);
        }
        if (value instanceof Map<?, ?> map) {
            return new TreeMap<>(map).toString();
        }
        if (value instanceof SQLException e) {
            return ofFailure(e);
        }
        String bound = ofBound(value, world);
        return bound != null ? bound : value.getClass().getName() + " " + value;
    }

    /** A value in a row. */
    static String ofValue(Object value) throws Exception {
        if (value instanceof ResultSet || value instanceof Blob || value instanceof Clob) {
            return "large";
        }
        return value instanceof byte[] bytes
                ? bytes.length + " bytes"
                : value instanceof SQLXML xml ? xml.getString() : String.valueOf(value);
    }

    /** Objects of the driver: their class is the driver's business, what they say is not. */
    private static String ofBound(Object value, World world) throws Exception {
        if (value instanceof Connection || value instanceof Statement) {
            return (value instanceof Connection ? "connection " : "statement ") + world.nameOf(value);
        }
        if (value instanceof ResultSet rows) {
            return "result " + world.nameOf(rows) + " of " + ofOwner(rows, world);
        }
        if (value instanceof DatabaseMetaData metaData) {
            return "metadata of " + world.nameOf(metaData.getConnection());
        }
        if (value instanceof ResultSetMetaData description) {
            return "description of " + description.getColumnCount();
        }
        if (value instanceof ParameterMetaData description) {
            return "description of parameters " + description.getParameterCount();
        }
        if (value instanceof Savepoint) {
            return "a savepoint";
        }
        if (value instanceof Array array) {
            return "array of " + array.getBaseTypeName() + " " + array;
        }
        if (value instanceof Clob clob) {
            return "clob of " + clob.length();
        }
        if (value instanceof Blob blob) {
            return "blob of " + blob.length();
        }
        if (value instanceof SQLXML xml) {
            return "xml " + xml.getString();
        }
        if (value instanceof InputStream stream) {
            return "stream of " + of(stream.readAllBytes(), world);
        }
        if (value instanceof Reader reader) {
            StringWriter text = new StringWriter();
            reader.transferTo(text);
            return "reader of " + text;
        }
        return null;
    }

    private static String ofOwner(ResultSet rows, World world) {
        try {
            Statement owner = rows.getStatement();
            return owner == null ? "none" : world.nameOf(owner) + " of " + world.nameOf(owner.getConnection());
        } catch (SQLException e) {
            return ofFailure(e);
        }
    }

    static String ofFailure(Throwable failure) {
        if (failure instanceof InvocationTargetException invocation) {
            return ofFailure(invocation.getCause());
        }
        StringBuilder text = new StringBuilder("throws ");
        for (Throwable e = failure; e != null; e = e == e.getCause() ? null : e.getCause()) {
            text.append(e.getClass().getName()).append(": ").append(e.getMessage());
            if (e instanceof SQLException sql) {
                text.append(" [")
                        .append(sql.getSQLState())
                        .append(' ')
                        .append(sql.getErrorCode())
                        .append(']');
            }
            if (e instanceof BatchUpdateException batch) {
                text.append(' ').append(Arrays.toString(batch.getLargeUpdateCounts()));
            }
            if (e instanceof SQLException sql && sql.getNextException() != null) {
                text.append(" next ").append(sql.getNextException().getMessage());
            }
            if (e.getCause() != null) {
                text.append(" caused by ");
            }
        }
        String anonymous =
                SESSION.matcher(IDENTITY.matcher(text).replaceAll("@")).replaceAll("");
        return INDEX_IN_TEXT.matcher(anonymous).replaceAll("$1n$2n");
    }
}
