/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.driver.internal.sql;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What stands behind RETURNING, as far as it is columns of the table under their own names. Everything else, an expression or another
 * name, is none of them.
 *
 * @param names for each item a column, {@code *} for all of them, or null
 */
record ReturningList(List<@Nullable String> names) {

    private static final String ALL = "*";

    /** They name another version of the row than the one that is stored. */
    private static final Set<String> VERSIONS = Set.of("OLD", "NEW");

    static ReturningList of(List<Token> tokens) {
        List<@Nullable String> names = new ArrayList<>();
        int depth = 0;
        int first = 0;
        for (int at = 0; at <= tokens.size(); at++) {
            if (at == tokens.size() || (depth == 0 && tokens.get(at).is(","))) {
                names.add(column(tokens.subList(first, at)));
                first = at + 1;
            } else if (tokens.get(at).is("(") || tokens.get(at).is("[")) {
                depth++;
            } else if (tokens.get(at).is(")") || tokens.get(at).is("]")) {
                depth--;
            }
        }
        return new ReturningList(names);
    }

    /** The name behind its qualifiers, all of which are names followed by a dot. */
    private static @Nullable String column(List<Token> item) {
        boolean plain = item.size() % 2 == 1 && !VERSIONS.contains(item.get(0).text());
        for (int i = 0; plain && i + 1 < item.size(); i += 2) {
            plain = item.get(i).name() != null && item.get(i + 1).is(".");
        }
        if (!plain) {
            return null;
        }
        Token last = item.get(item.size() - 1);
        return last.is(ALL) ? ALL : last.name();
    }

    /** Which column each column of the rows is; those are called by the labels. */
    List<@Nullable String> columns(List<String> labels) {
        if (names.size() == 1 && ALL.equals(names.get(0))) {
            return new ArrayList<>(labels);
        }
        boolean one = names.size() == labels.size() && !names.contains(ALL);
        return one ? names : Collections.nCopies(labels.size(), null);
    }
}
