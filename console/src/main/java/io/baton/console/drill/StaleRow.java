/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.console.drill;

/**
 * A row in the data of a superseded primary.
 *
 * @param attempt which try of the writer it came from
 * @param written when the server executed the insert, by its own clock
 */
record StaleRow(RowId row, int attempt, long written) {}
