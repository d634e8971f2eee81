/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.driver.generator;

import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** One line of the {@link RuleTable}: a rule and the methods it is for. */
record RuleRow(Rule rule, List<Entry> entries) {
    private static final Pattern SPACES = Pattern.compile("\\s+");
    private static final Pattern CAPITALS = Pattern.compile("[A-Z]");

    static List<RuleRow> parse(String table) {
        return table.lines().map(RuleRow::parseLine).toList();
    }

    private static RuleRow parseLine(String line) {
        List<String> words = SPACES.splitAsStream(line.strip()).toList();
        List<Entry> entries =
                words.subList(1, words.size()).stream().map(Entry::new).toList();
        return new RuleRow(Rule.valueOf(words.get(0)), entries);
    }

    /** {@code SET_MAX_ROWS} for the line that begins with {@code setMaxRows}. */
    String attribute() {
        return CAPITALS.matcher(entries.get(0).text()).replaceAll("_$0").toUpperCase(Locale.ROOT);
    }

    /** {@code rollback}, {@code rollback(Savepoint)} or {@code get*}; parameter types are separated by commas alone. */
    record Entry(String text) {
        /** How an entry names methods. Two entries of one kind must not name the same method. */
        enum Kind {
            NAME,
            SIGNATURE,
            FAMILY
        }

        Kind kind() {
            return text.endsWith("*") ? Kind.FAMILY : text.endsWith(")") ? Kind.SIGNATURE : Kind.NAME;
        }

        boolean matches(JdbcMethod method) {
            return switch (kind()) {
                case NAME -> method.name().equals(text);
                case SIGNATURE -> method.signature().equals(text);
                case FAMILY -> method.name().startsWith(text.substring(0, text.length() - 1));
            };
        }
    }
}
