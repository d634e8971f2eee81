/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.tests.fuzz;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Savepoint;
import org.jspecify.annotations.Nullable;

/** What a program has at hand while it runs, and what it has seen in the present step. */
final class Play {

    /** Longer texts are noted by their length and a number. */
    private static final int MOST = 600;

    private final Connection connection;
    private final Connection other;
    private final StringBuilder notes = new StringBuilder();
    private int key;

    @Nullable
    Savepoint savepoint;

    @Nullable
    ResultSet open;

    @Nullable
    PreparedStatement kept;

    @Nullable
    Text keptText;

    Play(Connection connection, Connection other) {
        this.connection = connection;
        this.other = other;
    }

    Connection connection() {
        return connection;
    }

    /** Of somebody else, in auto-commit mode, past Baton. */
    Connection other() {
        return other;
    }

    void note(Object seen) {
        String text = String.valueOf(seen);
        notes.append(text.length() > MOST ? text.length() + "#" + text.hashCode() : text)
                .append(' ');
    }

    String taken() {
        String all = notes.toString();
        notes.setLength(0);
        return all;
    }

    /** The last generated key; 1 as long as there is none. */
    int key() {
        return key == 0 ? 1 : key;
    }

    /** Those are gone that a lost attempt was given. */
    void keyAgain(int before) {
        key = before;
    }

    void keep(@Nullable Object given) {
        if (given instanceof Number number) {
            key = number.intValue();
        }
    }

    ResultSet opened() throws SQLException {
        if (open == null) {
            throw new SQLException("the program has no result", "PLAY0");
        }
        return open;
    }
}
