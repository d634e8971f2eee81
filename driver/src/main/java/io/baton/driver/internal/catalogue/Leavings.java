/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.driver.internal.catalogue;

import io.baton.driver.internal.sql.TextNames;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * By which names a text may have left something that it does not show: each name with what it stands for, such as "function f".
 *
 * @param inSession what the session keeps: settings, locks, temporary objects
 * @param outside what happened at once outside of the database, whatever became of the transaction
 * @param kept the same within the database, in tables that are not part of transactions
 */
public record Leavings(Map<String, String> inSession, Map<String, String> outside, Map<String, String> kept) {

    public static final Leavings NONE = new Leavings(Map.of(), Map.of(), Map.of());

    /** What a text with these names may have left in its session; empty when certainly nothing. */
    public Optional<String> inSession(Set<String> names) {
        return first(inSession, names);
    }

    /** What a text with these names may have done outside of its transaction; empty when certainly nothing. */
    public Optional<String> outside(Set<String> names) {
        return first(outside, names);
    }

    /** What a text with these names may have left in the database although its transaction was rolled back; empty when nothing. */
    public Optional<String> kept(Set<String> names) {
        return first(kept, names);
    }

    private static Optional<String> first(Map<String, String> leaving, Set<String> names) {
        if (leaving.isEmpty()) {
            return Optional.empty();
        }
        String always = leaving.get(TextNames.EVERYTHING);
        if (always != null) {
            return Optional.of(always);
        }
        if (names.contains(TextNames.EVERYTHING)) {
            return Optional.of("more texts than are remembered, and "
                    + leaving.values().iterator().next());
        }
        return names.stream().filter(leaving::containsKey).map(leaving::get).findFirst();
    }
}
