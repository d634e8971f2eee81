/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.driver.internal.sql;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A simple {@code INSERT .. VALUES} or {@code INSERT .. SET} of MySQL, whose table may number its rows by itself. Whatever may meet a row
 * that is there already and go on, {@code IGNORE}, {@code REPLACE} or {@code ON DUPLICATE KEY UPDATE}, is not taken for one, nor is what calls functions
 * that may insert rows themselves, or asks a query.
 *
 * @param schema null when it is the session's own
 * @param columns those that it gives values to, in lower case; not empty
 * @param rows how many it inserts
 * @param returns whether it returns rows, not the driver what it was told of them
 */
public record AutoIncrement(@Nullable String schema, String table, List<String> columns, int rows, boolean returns)
        implements Generation {

    private static final Set<String> BEFORE_TABLE = Set.of("LOW_PRIORITY", "HIGH_PRIORITY", "INTO");

    /** Whether it brings no value of its own for that column. */
    public boolean leavesToServer(String column) {
        return columns.stream().noneMatch(column::equalsIgnoreCase);
    }

    /** Null when it is none. */
    static @Nullable AutoIncrement parse(String sql, List<Token> tokens, Set<String> harmlessFunctions) {
        return new Reader(sql, tokens, harmlessFunctions).read().orElse(null);
    }

    private static final class Reader {

        private final String sql;
        private final List<Token> tokens;
        private final Set<String> harmlessFunctions;
        private int at;

        Reader(String sql, List<Token> tokens, Set<String> harmlessFunctions) {
            this.sql = sql;
            this.tokens = tokens;
            this.harmlessFunctions = harmlessFunctions;
        }

        Optional<AutoIncrement> read() {
            if (!skip("INSERT") || tokens.stream().anyMatch(token -> token.is("SELECT")) || callsFunctions()) {
                return Optional.empty();
            }
            while (at < tokens.size() && BEFORE_TABLE.contains(tokens.get(at).text())) {
                at++;
            }
            String first = name();
            String second = skip(".") ? name() : null;
            if (first == null || tokens.get(at - 1).is(".")) {
                return Optional.empty();
            }
            List<String> columns = skip("SET") ? assigned() : listed();
            int rows = columns.isEmpty() ? 0 : Math.max(1, rows());
            boolean returns = at < tokens.size() && tokens.get(at).is("RETURNING");
            if (rows == 0 || (at < tokens.size() && !returns)) {
                return Optional.empty();
            }
            List<String> its = List.copyOf(columns);
            return Optional.of(
                    second == null
                            ? new AutoIncrement(null, first, its, rows, returns)
                            : new AutoIncrement(first, second, its, rows, returns));
        }

        /** The first parenthesis follows the table. */
        private boolean callsFunctions() {
            boolean first = true;
            for (int i = 1; i < tokens.size(); i++) {
                if (tokens.get(i).is("(") && tokens.get(i - 1).name() != null) {
                    if (!first
                            && !tokens.get(i - 1).is("VALUE")
                            && !harmlessFunctions.contains(tokens.get(i - 1).text())) {
                        return true;
                    }
                    first = false;
                }
                first &= !tokens.get(i).is("SET");
            }
            return false;
        }

        /** As it is written: the names of tables are folded on some systems and not on others. */
        private @Nullable String name() {
            if (at >= tokens.size()) {
                return null;
            }
            Token token = tokens.get(at++);
            return token.kind() == Token.Kind.WORD ? sql.substring(token.start(), token.end()) : token.name();
        }

        /** Of {@code (a, b) VALUES}; none when it is something else. */
        private List<String> listed() {
            List<String> columns = new ArrayList<>();
            if (!skip("(")) {
                return columns;
            }
            do {
                String name = name();
                if (name == null) {
                    return List.of();
                }
                columns.add(name.toLowerCase(Locale.ROOT));
            } while (skip(","));
            boolean values = skip(")") && (skip("VALUES") || skip("VALUE")) && at < tokens.size();
            return values && tokens.get(at).is("(") ? columns : List.of();
        }

        /** Of {@code SET a = 1, b = 2}; none when it is something else. */
        private List<String> assigned() {
            List<String> columns = new ArrayList<>();
            do {
                String name = name();
                if (name == null || !skip("=")) {
                    return List.of();
                }
                columns.add(name.toLowerCase(Locale.ROOT));
                skipExpression();
            } while (skip(","));
            return columns;
        }

        /** How many lists in parentheses there are. */
        private int rows() {
            int rows = 0;
            while (at < tokens.size() && tokens.get(at).is("(")) {
                skipExpression();
                rows++;
                if (!skip(",")) {
                    return rows;
                }
            }
            return rows;
        }

        /** To the next comma, to what may follow a value, or to the end. */
        private void skipExpression() {
            int depth = 0;
            for (; at < tokens.size(); at++) {
                Token token = tokens.get(at);
                boolean ends = token.is(",") || token.is("RETURNING") || token.is("ON") || token.is("AS");
                if (depth == 0 && ends) {
                    return;
                }
                depth += token.is("(") ? 1 : token.is(")") ? -1 : 0;
            }
        }

        private boolean skip(String word) {
            if (at < tokens.size() && tokens.get(at).is(word)) {
                at++;
                return true;
            }
            return false;
        }
    }
}
