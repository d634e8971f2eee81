/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.driver.internal.sql;

/** How a statement makes the server generate values that the application sees, and that have to stay what they were. */
public sealed interface Generation permits InsertText, DrawText, AutoIncrement, SequenceDraw, ClockReading {

    /** Whether it has to be known where the log ended behind it, since no transaction undoes it. */
    default boolean needsMark() {
        return false;
    }
}
