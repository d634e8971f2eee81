/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.driver.internal.sql;

/** What a text asks its session for that is of the session alone, and that the server does not refuse to tell when there is none. */
public enum LastValue {
    NOTHING,
    /** The key that was generated last, as {@code LAST_INSERT_ID()}. */
    KEY,
    /** What was drawn last from a sequence, or how many rows the last query found. */
    OTHER,
    /** How many rows the last statement changed, as {@code ROW_COUNT()}. */
    ROWS,
    /** What the last statement complained of, as {@code SHOW WARNINGS}. */
    MESSAGES,
    /** Both. */
    STATEMENT;

    public boolean isOfRows() {
        return this == ROWS || this == STATEMENT;
    }

    public boolean isOfMessages() {
        return this == MESSAGES || this == STATEMENT;
    }

    LastValue and(LastValue other) {
        boolean both = (isOfRows() || other.isOfRows()) && (isOfMessages() || other.isOfMessages());
        return both ? STATEMENT : compareTo(other) > 0 ? this : other;
    }
}
