/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.driver.internal.sql;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A text as every server of MySQL and MariaDB reads it, whatever its version and the session's {@code sql_mode}. Where they would cut
 * it differently, a string for one may be a statement for the other: then nobody here knows what it says.
 */
final class MySqlReading {

    static final MySqlLexer.Way USUAL = new MySqlLexer.Way(true, true, true);

    /** One that is left out is one that differs from the usual one in more than the others do. */
    private static final List<MySqlLexer.Way> OTHERS = List.of(
            new MySqlLexer.Way(true, false, true),
            new MySqlLexer.Way(false, false, true),
            new MySqlLexer.Way(true, true, false),
            new MySqlLexer.Way(true, false, false),
            new MySqlLexer.Way(false, false, false));

    private MySqlReading() {}

    /** Its tokens; null when that depends. */
    static @Nullable List<Token> of(String sql) {
        MySqlLexer usual = new MySqlLexer(sql, USUAL);
        List<Token> tokens = usual.tokens();
        List<Token> agreed = isRefused(usual, tokens) ? null : tokens;
        boolean unsure = usual.isUnsure();
        if (usual.depends()) {
            for (MySqlLexer.Way way : OTHERS) {
                MySqlLexer other = new MySqlLexer(sql, way);
                List<Token> cut = other.tokens();
                unsure |= other.isUnsure();
                if (isRefused(other, cut)) {
                    continue;
                }
                if (agreed != null && !cut.equals(agreed)) {
                    return null;
                }
                agreed = cut;
            }
        }
        return unsure ? null : withNames(agreed == null ? tokens : agreed);
    }

    /** The server refuses it before it does anything; in a script, what comes before may be done already. */
    private static boolean isRefused(MySqlLexer lexer, List<Token> tokens) {
        return lexer.isImpossible() && tokens.stream().noneMatch(token -> token.is(";"));
    }

    /** What stands in double quotation marks is a name in one mode and a string in the other; no string is called, or has parts. */
    private static List<Token> withNames(List<Token> tokens) {
        List<Token> named = new ArrayList<>(tokens);
        for (int i = 0; i + 1 < tokens.size(); i++) {
            Token token = tokens.get(i);
            boolean called = tokens.get(i + 1).is("(") || tokens.get(i + 1).is(".");
            if (token.isLiteral() && token.text().startsWith("\"") && called) {
                named.set(i, new Token(Token.Kind.QUOTED_NAME, token.text(), token.start(), token.end()));
            }
        }
        return named;
    }
}
