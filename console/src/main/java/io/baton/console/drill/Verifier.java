/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.console.drill;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Compares the database with the writers' records. Pure. */
final class Verifier {

    private Verifier() {}

    /**
     * @param stale the rows of a superseded primary; null when there was none
     * @param acceptsWrites when the new primary began to accept writes
     */
    static Integrity check(List<Attempt> attempts, Found found, @Nullable List<StaleRow> stale, long acceptsWrites) {
        Set<RowId> acknowledged = attempts.stream()
                .filter(Attempt::isAcknowledged)
                .map(Attempt::row)
                .collect(Collectors.toCollection(HashSet::new));
        Set<RowId> present = found.copies().keySet();
        return new Integrity(
                acknowledged.size(),
                found.rows(),
                acknowledged.stream().filter(row -> !present.contains(row)).count(),
                found.rows() - present.size(),
                halfTransactions(found),
                present.stream().filter(row -> !acknowledged.contains(row)).count(),
                stale == null ? null : staleWrites(stale, attempts, acceptsWrites));
    }

    private static long halfTransactions(Found found) {
        Map<Integer, Long> difference = new HashMap<>(found.counted());
        found.copies().forEach((row, copies) -> difference.merge(row.writer(), (long) -copies, Long::sum));
        return difference.values().stream().mapToLong(Math::abs).sum();
    }

    /** Too late is a row that was inserted late, and also one inserted in time of which the commit was sent late. */
    static long staleWrites(List<StaleRow> stale, List<Attempt> attempts, long acceptsWrites) {
        record Key(RowId row, int number) {}
        Set<Key> committedLate = attempts.stream()
                .filter(attempt -> attempt.commitCalled() > acceptsWrites)
                .map(attempt -> new Key(attempt.row(), attempt.number()))
                .collect(Collectors.toCollection(HashSet::new));
        return stale.stream()
                .filter(row ->
                        row.written() > acceptsWrites || committedLate.contains(new Key(row.row(), row.attempt())))
                .count();
    }
}
