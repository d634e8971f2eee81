/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.tests.compare;

import java.sql.Array;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.sql.Statement;
import java.util.LinkedHashMap;
import java.util.Map;

/** An application's connection and what it got through it: by slots, since steps name things before they exist. */
final class World implements AutoCloseable {

    static final int SLOTS = 3;

    private final Connection connection;
    private final Map<String, Object> things = new LinkedHashMap<>();

    private World(Connection connection) {
        this.connection = connection;
        put("c", connection);
    }

    static World open(String url) throws SQLException {
        return new World(DriverManager.getConnection(url));
    }

    Connection connection() {
        return connection;
    }

    <T> T put(String slot, T thing) {
        if (thing != null) {
            things.put(slot, thing);
        }
        return thing;
    }

    /** What is in that slot; an application that has nothing there makes no call. */
    Object get(String slot) throws MissingException {
        Object thing = things.get(slot);
        if (thing == null) {
            throw new MissingException(slot);
        }
        return thing;
    }

    Object getOrNull(String slot) {
        return things.get(slot);
    }

    /** Which slot holds this very object. */
    String nameOf(Object thing) {
        return things.entrySet().stream()
                .filter(entry -> entry.getValue() == thing)
                .map(Map.Entry::getKey)
                .findFirst()
                .orElse("one that was not seen before");
    }

    /** Puts what a call returned where later steps find it. */
    void keep(Object value, int slot) {
        if (value instanceof PreparedStatement) {
            put("p" + slot, value);
        } else if (value instanceof Statement) {
            put("s" + slot, value);
        } else if (value instanceof ResultSet) {
            put("r" + slot, value);
        } else if (value instanceof Savepoint) {
            put("savepoint" + slot, value);
        } else if (value instanceof DatabaseMetaData) {
            put("m", value);
        } else if (value instanceof ResultSetMetaData) {
            put("d" + slot, value);
        } else if (value instanceof Array) {
            put("a" + slot, value);
        }
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }

    /** There is nothing in the slot. */
    static final class MissingException extends Exception {
        private static final long serialVersionUID = 1L;

        MissingException(String slot) {
            super(slot + " is empty");
        }
    }
}
