/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.tests.fuzz;

import java.sql.SQLException;

/** How a text gets to the server. */
@SuppressWarnings("ImmutableEnumChecker") // Lambdas that keep nothing.
enum Carrier {
    EXECUTE("rwuc", 6, PlainWays.EXECUTE),
    UPDATE("wu", 3, PlainWays.UPDATE),
    WARNED("rwuc", 2, PlainWays.WARNED),
    PREPARED("rwuc", 8, PreparedWays.PREPARED),
    KEPT("rw", 5, PreparedWays.KEPT),
    BATCH("w", 5, PreparedWays.BATCH),
    TEXT_BATCH("wu", 2, PlainWays.TEXT_BATCH),
    KEYS("w", 4, KeysWays.KEYS),
    KEYS_BY_NAME("w", 3, KeysWays.KEYS_BY_NAME),
    KEYS_BY_INDEX("w", 1, KeysWays.KEYS_BY_INDEX),
    KEYS_BATCH("w", 2, KeysWays.KEYS_BATCH),
    CALLABLE("c", 6, PlainWays.CALLABLE),
    FETCHED("r", 3, ReadWays.FETCHED),
    SCROLLED("r", 2, ReadWays.SCROLLED),
    PEEKED("r", 2, ReadWays.PEEKED);

    private final String forms;
    private final int weight;
    private final Way way;

    /** @param forms which texts go that way: r gives rows, w changes rows, u is a utility, c a call */
    Carrier(String forms, int weight, Way way) {
        this.forms = forms;
        this.weight = weight;
        this.way = way;
    }

    boolean takes(char form) {
        return forms.indexOf(form) >= 0;
    }

    boolean isBatch() {
        return this == BATCH || this == TEXT_BATCH || this == KEYS_BATCH;
    }

    int weight() {
        return weight;
    }

    void run(Text text, Play play) throws SQLException {
        way.deed().run(text, play);
    }

    String java(Text text) {
        return way.java().apply(text);
    }

    /** A text with its values, where a key is one as a variable. */
    static String printed(Text text) {
        return Text.quoted(text.literal(Printer.NOBODYS));
    }
}
