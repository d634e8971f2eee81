/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.driver.internal.sql;

import java.util.List;

/** No semicolon ends a statement within parentheses ({@code CREATE RULE}) or in the body of a function ({@code BEGIN ATOMIC .. END}). */
final class PostgresStatementEnds implements SqlGrammar.StatementEnds {

    private int parentheses;
    private int blocks;

    @Override
    public boolean isEnd(Token token, List<Token> before) {
        if (token.is("(")) {
            parentheses++;
        } else if (token.is(")")) {
            parentheses--;
        } else if (token.is(";")) {
            boolean end = parentheses <= 0 && blocks == 0;
            parentheses = end ? 0 : parentheses;
            return end;
        } else if (blocks > 0) {
            blocks += isLabel(before) ? 0 : token.is("CASE") || token.is("BEGIN") ? 1 : token.is("END") ? -1 : 0;
        } else if (token.is("ATOMIC") && parentheses == 0 && beginsBody(before)) {
            blocks = 1;
        }
        return false;
    }

    /** A column may be called like a word of the grammar: {@code SELECT 1 AS end}, {@code t.case}. */
    private static boolean isLabel(List<Token> before) {
        Token last = before.get(before.size() - 1);
        return last.is("AS") || last.is(".");
    }

    private static boolean beginsBody(List<Token> before) {
        boolean begins = !before.isEmpty() && before.get(before.size() - 1).is("BEGIN");
        return begins && before.get(0).is("CREATE") && (isRoutine(before, 1) || isRoutine(before, 3));
    }

    private static boolean isRoutine(List<Token> tokens, int at) {
        return at < tokens.size()
                && (tokens.get(at).is("FUNCTION") || tokens.get(at).is("PROCEDURE"));
    }
}
