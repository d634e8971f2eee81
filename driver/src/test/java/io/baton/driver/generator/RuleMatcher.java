/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.driver.generator;

import io.baton.driver.generator.RuleRow.Entry;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;

/** Finds the line of the table that decides about a method, and refuses a table that leaves anything open. */
final class RuleMatcher {
    private final String jdbcName;
    private final List<RuleRow> rows;
    private final Set<Entry> used = new HashSet<>();
    private final List<String> complaints = new ArrayList<>();

    private RuleMatcher(String jdbcName, List<RuleRow> rows) {
        this.jdbcName = jdbcName;
        this.rows = rows;
    }

    /** The deciding line of each method. Throws with every fault of the table, not just the first. */
    static SortedMap<JdbcMethod, RuleRow> match(String jdbcName, SortedSet<JdbcMethod> methods, List<RuleRow> rows) {
        RuleMatcher matcher = new RuleMatcher(jdbcName, rows);
        SortedMap<JdbcMethod, RuleRow> decided = new TreeMap<>();
        for (JdbcMethod method : methods) {
            matcher.decide(method, decided);
        }
        matcher.complainAboutIdleEntries();
        if (!matcher.complaints.isEmpty()) {
            throw new IllegalStateException(String.join("\n", matcher.complaints));
        }
        return decided;
    }

    private void decide(JdbcMethod method, SortedMap<JdbcMethod, RuleRow> decided) {
        List<Entry> matches = new ArrayList<>();
        for (RuleRow row : rows) {
            for (Entry entry : row.entries()) {
                if (entry.matches(method)) {
                    matches.add(entry);
                    decided.putIfAbsent(method, row);
                }
            }
        }
        RuleRow row = decided.get(method);
        if (row == null) {
            complain(method.signature() + " has no rule: add it to RuleTable");
            return;
        }
        used.add(matches.get(0));
        if (matches.stream().map(Entry::kind).distinct().count() < matches.size()) {
            complain(method.signature() + " is matched ambiguously, by " + texts(matches));
        }
        if (!row.rule().fits(method)) {
            complain(method.signature() + " cannot be " + row.rule() + ", for what it returns or throws");
        }
    }

    private void complainAboutIdleEntries() {
        for (RuleRow row : rows) {
            for (Entry entry : row.entries()) {
                if (!used.contains(entry)) {
                    complain(row.rule() + " " + entry.text()
                            + " decides about no method: misspelt, or after an entry that takes all of its methods");
                }
            }
        }
    }

    private void complain(String complaint) {
        complaints.add(jdbcName + ": " + complaint);
    }

    private static List<String> texts(List<Entry> entries) {
        return entries.stream().map(Entry::text).toList();
    }
}
