/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.driver.internal.sql;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * An INSERT or REPLACE of MySQL, whose table may number its rows by itself.
 *
 * @param schema null when it is the session's own
 * @param columns those that it gives values to, in lower case; empty when it does not list them
 */
public record AutoIncrement(@Nullable String schema, String table, List<String> columns) implements Generation {

    private static final Set<String> BEFORE_TABLE =
            Set.of("LOW_PRIORITY", "DELAYED", "HIGH_PRIORITY", "IGNORE", "INTO");

    /** Whether it certainly brings no value of its own for that column. */
    public boolean leavesToServer(String column) {
        return !columns.isEmpty() && columns.stream().noneMatch(column::equalsIgnoreCase);
    }

    /** Null when it is none. */
    static @Nullable AutoIncrement parse(String sql, List<Token> tokens) {
        if (!tokens.get(0).is("INSERT") && !tokens.get(0).is("REPLACE")) {
            return null;
        }
        int at = 1;
        while (at < tokens.size() && BEFORE_TABLE.contains(tokens.get(at).text())) {
            at++;
        }
        String first = nameAt(at, sql, tokens);
        boolean qualified = is(".", at + 1, tokens);
        String second = qualified ? nameAt(at + 2, sql, tokens) : null;
        if (first == null || (qualified && second == null)) {
            return null;
        }
        List<String> columns = columns(tokens, qualified ? at + 3 : at + 1);
        return second == null ? new AutoIncrement(null, first, columns) : new AutoIncrement(first, second, columns);
    }

    private static List<String> columns(List<Token> tokens, int from) {
        if (is("SET", from, tokens)) {
            return assigned(tokens, from + 1);
        }
        List<String> columns = new ArrayList<>();
        for (int at = from; is(at == from ? "(" : ",", at, tokens); at += 2) {
            String name = at + 1 < tokens.size() ? tokens.get(at + 1).name() : null;
            boolean more = is(",", at + 2, tokens) || is(")", at + 2, tokens);
            if (name == null || !more) {
                return List.of(); // A query in parentheses, for instance.
            }
            columns.add(name.toLowerCase(Locale.ROOT));
        }
        return List.copyOf(columns);
    }

    /** What stands before the equality signs of {@code SET a = 1, b = 2}; values do not matter. */
    private static List<String> assigned(List<Token> tokens, int from) {
        List<String> columns = new ArrayList<>();
        for (int at = from; at + 1 < tokens.size(); at++) {
            String name = tokens.get(at).name();
            if (name != null && is("=", at + 1, tokens)) {
                columns.add(name.toLowerCase(Locale.ROOT));
            }
        }
        return List.copyOf(columns);
    }

    private static boolean is(String word, int at, List<Token> tokens) {
        return at < tokens.size() && tokens.get(at).is(word);
    }

    /** As it is written: the names of tables are folded on some systems and not on others. */
    private static @Nullable String nameAt(int at, String sql, List<Token> tokens) {
        if (at >= tokens.size()) {
            return null;
        }
        Token token = tokens.get(at);
        return token.kind() == Token.Kind.WORD ? sql.substring(token.start(), token.end()) : token.name();
    }
}
