/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.console.drill;

import org.jspecify.annotations.Nullable;

/**
 * What the database holds, compared with what the writers were told.
 *
 * @param acknowledged rows that a writer knows to be written
 * @param found rows in the database, copies included
 * @param missing acknowledged, but not in the database
 * @param duplicates copies beyond the first
 * @param halfTransactions by how much the rows and the counters written with them differ, over all writers
 * @param unacknowledged in the database, but the writer never learned it: it was stopped first
 * @param staleWrites rows in a superseded primary that were written or committed after the new one accepted writes; null
 *     when the fault leaves no such node
 */
public record Integrity(
        long acknowledged,
        long found,
        long missing,
        long duplicates,
        long halfTransactions,
        long unacknowledged,
        @Nullable Long staleWrites) {}
