/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.driver.internal.sql;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The names in a text of MySQL or MariaDB, without their schemas: what it can call, read or write is among them. In lower case; what is
 * called has a parenthesis behind it, as {@code f(}, and what may be written to an equals sign, as {@code t=}, besides its plain name.
 */
public final class MySqlNames {

    private static final int LONGEST_NAME = 64;

    private static final Set<String> WRITING = Set.of("INSERT", "UPDATE", "DELETE", "REPLACE", "LOAD");

    private MySqlNames() {}

    static Set<String> of(List<Token> tokens) {
        Set<String> names = new LinkedHashSet<>();
        boolean writes = tokens.stream().anyMatch(token -> !token.isLiteral() && WRITING.contains(token.text()));
        for (int i = 0; i < tokens.size(); i++) {
            String name = name(tokens.get(i));
            if (name == null) {
                continue;
            }
            if (!isCalled(tokens, i)) {
                names.add(name);
            } else if (name.chars().allMatch(c -> c < 128)) {
                names.add(name + "(");
            } else {
                names.add(TextNames.EVERYTHING); // Routines are looked up as if letters had no accents.
            }
            if (writes) {
                names.add(written(name));
            }
        }
        return names;
    }

    /** How the table shows in texts that may write to it. */
    public static String written(String table) {
        return TextNames.folded(table) + '=';
    }

    static boolean isCalled(List<Token> tokens, int at) {
        if (at + 1 < tokens.size() && tokens.get(at + 1).is("(")) {
            return true;
        }
        int first = at;
        while (first > 1 && tokens.get(first - 1).is(".")) {
            first -= 2;
        }
        return first > 0 && tokens.get(first - 1).is("CALL"); // It needs no parentheses.
    }

    /** What stands in double quotation marks may be a name, too, which {@code sql_mode} decides. */
    private static @Nullable String name(Token token) {
        String text = token.text();
        if (token.isLiteral()) {
            boolean mayBeName = text.startsWith("\"") && text.length() > 2 && text.length() <= LONGEST_NAME + 2;
            return mayBeName
                    ? TextNames.folded(text.substring(1, text.length() - 1).replace("\"\"", "\""))
                    : null;
        }
        String name = token.name();
        return name == null || isNumber(token) ? null : TextNames.folded(name);
    }

    /** A name may begin with a digit, too. */
    private static boolean isNumber(Token token) {
        String text = token.text();
        if (token.kind() != Token.Kind.WORD || !Character.isDigit(text.charAt(0))) {
            return false;
        }
        return text.startsWith("0X")
                || text.startsWith("0B")
                || text.chars().allMatch(c -> Character.isDigit(c) || c == 'E');
    }
}
