/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.tests.histories;

import java.sql.SQLException;
import java.util.Arrays;

/** What a client was told of a transaction. */
enum Told {
    /** It is there, as a whole. */
    OK("ok"),
    /** Nothing of it is there; so is it after any other state of the server's, as one of a deadlock. */
    NOTHING("40001"),
    /** It may have happened: all of it or nothing. */
    UNKNOWN("08007"),
    /** Nothing of it is there, and the connection is closed. */
    CLOSED("08006");

    private final String word;

    Told(String word) {
        this.word = word;
    }

    static Told by(SQLException thrown) {
        return switch (String.valueOf(thrown.getSQLState())) {
            case "08007" -> UNKNOWN;
            case "08006" -> CLOSED;
            default -> NOTHING;
        };
    }

    static Told of(String word) {
        return Arrays.stream(values())
                .filter(told -> told.word.equals(word))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(word));
    }

    boolean isNotThere() {
        return this == NOTHING || this == CLOSED;
    }

    @Override
    public String toString() {
        return word;
    }
}
