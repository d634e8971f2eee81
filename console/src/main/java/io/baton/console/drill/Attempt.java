/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.console.drill;

/**
 * One try of a writer to get a row into the database.
 *
 * @param writer from 1
 * @param seq the number of the row, from 1 for each writer
 * @param number of this try, from 1 for each row
 * @param commitCalled when the writer asked for the commit; {@link DrillClock#NEVER} if it did not come to that
 * @param acknowledged when it learned that the row is there; {@link DrillClock#NEVER} if it did not
 */
record Attempt(int writer, long seq, int number, long commitCalled, long acknowledged) {

    RowId row() {
        return new RowId(writer, seq);
    }

    boolean isAcknowledged() {
        return acknowledged != DrillClock.NEVER;
    }
}
