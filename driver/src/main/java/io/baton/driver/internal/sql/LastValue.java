/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.driver.internal.sql;

/** What a text asks its session for that is of the session alone, and that the server does not refuse to tell when there is none. */
public enum LastValue {
    NOTHING,
    /** The key that was generated last, as {@code LAST_INSERT_ID()}. */
    KEY,
    /** What was drawn last from a sequence, or what became of the last statement, as {@code ROW_COUNT()}. */
    OTHER
}
