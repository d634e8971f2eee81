/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.tests.fuzz;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What a program has at hand while it runs, and what it has seen in the present step. */
final class Play {

    /** Longer texts are noted by their length and a number. */
    private static final int MOST = 600;

    private final Connection connection;
    private final @Nullable Connection other;
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

    Play(Connection connection, @Nullable Connection other) {
        this.connection = connection;
        this.other = other;
    }

    Connection connection() {
        return connection;
    }

    /** Of somebody else, in auto-commit mode, past Baton. */
    Connection other() {
        return Objects.requireNonNull(other, "the program has nobody else");
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

    /** What it holds now. */
    Held held() {
        return new Held(key, savepoint, open, kept, keptText);
    }

    /** What a lost attempt was given is gone. */
    void holdsAgain(Held before) {
        key = before.key;
        savepoint = before.savepoint;
        open = before.open;
        kept = before.kept;
        keptText = before.keptText;
    }

    record Held(
            int key,
            @Nullable Savepoint savepoint,
            @Nullable ResultSet open,
            @Nullable PreparedStatement kept,
            @Nullable Text keptText) {}

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
