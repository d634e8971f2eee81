/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.driver.internal.sql;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * The names in a text of PostgreSQL, without their schemas' meaning: what the text can call or read is among them. In lower case, whatever
 * the server folds; a name before a parenthesis has one behind it, as {@code f(}; operators stand as they are.
 */
public final class TextNames {

    /** Stands for every name there is. */
    public static final String EVERYTHING = "(everything)";

    private static final String OPERATOR = "~!@#^&|`?+-*/%<>=";

    /** Words that no function, table or column is called by, unless they are quoted (manual, "SQL Key Words", reserved). */
    private static final Set<String> RESERVED = Set.of("""
            ALL AND ANY AS ASC BOTH CASE CAST CHECK COLLATE COLUMN CONSTRAINT DEFAULT DESC DISTINCT DO ELSE END EXCEPT FALSE FETCH FOR
            FROM GRANT GROUP HAVING IN INTERSECT INTO LIMIT NOT NULL OFFSET ON ONLY OR ORDER RETURNING SELECT SOME TABLE THEN TO TRUE
            UNION UNIQUE USING WHEN WHERE WINDOW WITH
            """.strip().split("\\s+"));

    private TextNames() {}

    static Set<String> of(List<Token> tokens) {
        Set<String> names = new LinkedHashSet<>();
        StringBuilder operator = new StringBuilder();
        for (int i = 0; i < tokens.size(); i++) {
            Token token = tokens.get(i);
            boolean isOperator = token.kind() == Token.Kind.SYMBOL && OPERATOR.contains(token.text());
            if (operator.length() > 0
                    && (!isOperator || token.start() != tokens.get(i - 1).end())) {
                names.add(operator.toString());
                operator.setLength(0);
            }
            if (isOperator) {
                operator.append(token.text());
            } else {
                add(names, tokens, i);
            }
        }
        if (operator.length() > 0) {
            names.add(operator.toString());
        }
        return names;
    }

    private static void add(Set<String> names, List<Token> tokens, int at) {
        Token token = tokens.get(at);
        String name = token.name();
        boolean number = token.kind() == Token.Kind.WORD
                && Character.isDigit(token.text().charAt(0));
        if (name == null || number || (token.kind() == Token.Kind.WORD && RESERVED.contains(token.text()))) {
            return;
        }
        boolean called = (at + 1 < tokens.size() && tokens.get(at + 1).is("("))
                || (at > 0 && tokens.get(at - 1).is("CALL")); // {call p} has no parenthesis.
        String folded = folded(name);
        names.add(called ? folded + "(" : folded);
    }

    /** In lower case by any alphabet: servers fold letters beyond ASCII in some encodings. */
    public static String folded(String name) {
        return name.toLowerCase(Locale.ROOT);
    }
}
