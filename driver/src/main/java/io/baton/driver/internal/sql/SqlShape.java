/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.driver.internal.sql;

import java.util.stream.Collectors;

/** A statement without its values, for messages and counts: literals are data, and may be secret. */
final class SqlShape {

    private static final int LONGEST = 200;

    private SqlShape() {}

    /** With {@code ?} for every literal and number, white space and comments removed, cut to 200 characters. */
    static String of(String sql, SqlGrammar grammar) {
        String shape =
                grammar.lexer(sql.length() > 10 * LONGEST ? sql.substring(0, 10 * LONGEST) : sql).tokens().stream()
                        .map(token -> isValue(token) ? "?" : sql.substring(token.start(), token.end()))
                        .collect(Collectors.joining(" "));
        return shape.length() <= LONGEST ? shape : shape.substring(0, LONGEST) + "...";
    }

    private static boolean isValue(Token token) {
        return token.isLiteral()
                || (token.kind() == Token.Kind.WORD
                        && Character.isDigit(token.text().charAt(0)));
    }
}
