/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.driver.internal.sql;

import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Finds something out about each distinct SQL text once, as long as it is not displaced by others. Any thread: what is raced
 * for is immutable and may be found out twice.
 */
final class PerText<T> {

    /** Longer texts are mostly data, and would fill the memory. */
    private static final int LONGEST_REMEMBERED = 2048;

    /** A power of two: the place of a text is its hash. Two texts that share a place take turns, at the cost of time. */
    private static final int PLACES = 1024;

    private record Known<T>(String sql, T found) {}

    private final Function<String, T> finding;

    @SuppressWarnings({"unchecked", "rawtypes"})
    private final @Nullable Known<T>[] known = new Known[PLACES];

    PerText(Function<String, T> finding) {
        this.finding = finding;
    }

    T of(String sql) {
        int place = sql.hashCode() & PLACES - 1;
        Known<T> there = known[place];
        if (there != null && there.sql.equals(sql)) {
            return there.found;
        }
        T found = finding.apply(sql);
        if (sql.length() <= LONGEST_REMEMBERED) {
            known[place] = new Known<>(sql, found);
        }
        return found;
    }
}
