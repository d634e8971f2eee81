/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.driver.internal.sql;

import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * An INSERT or REPLACE of MySQL, whose table may number its rows by itself.
 *
 * @param schema null when it is the session's own
 */
public record AutoIncrement(@Nullable String schema, String table) implements Generation {

    private static final Set<String> BEFORE_TABLE =
            Set.of("LOW_PRIORITY", "DELAYED", "HIGH_PRIORITY", "IGNORE", "INTO");

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
        boolean qualified = at + 1 < tokens.size() && tokens.get(at + 1).is(".");
        String second = qualified ? nameAt(at + 2, sql, tokens) : null;
        if (first == null || (qualified && second == null)) {
            return null;
        }
        return second == null ? new AutoIncrement(null, first) : new AutoIncrement(first, second);
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
