/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.driver.internal.sql;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** The statements of a text of MySQL or MariaDB: where each ends, and which it is behind the settings for it alone. */
final class MySqlScript {

    /** Stands for a text that not every server reads in the same way, and for a statement that is not understood. */
    private static final List<Token> UNREADABLE = List.of(new Token(Token.Kind.SYMBOL, "\0", 0, 0));

    /** Their bodies may be statements with semicolons, and are not run. */
    private static final Set<String> PROGRAMS = Set.of("PROCEDURE", "FUNCTION", "TRIGGER", "EVENT", "PACKAGE");

    private static final Set<String> DIVIDED = Set.of("IF", "LOOP", "WHILE", "REPEAT", "FOR");

    private final List<Token> tokens;

    private MySqlScript(List<Token> tokens) {
        this.tokens = tokens;
    }

    static List<List<Token>> statements(String sql) {
        List<Token> tokens = MySqlReading.of(sql);
        return tokens == null ? List.of(UNREADABLE) : new MySqlScript(tokens).statements();
    }

    /** Whether what it creates is a program, whose words are not run now. */
    static boolean createsProgram(List<Token> statement) {
        if (!statement.get(0).is("CREATE") && !statement.get(0).is("ALTER")) {
            return false;
        }
        for (Token token : statement) {
            if (PROGRAMS.contains(token.text())) {
                return true;
            }
            if (token.is("TABLE") || token.is("VIEW") || token.is("(")) {
                return false;
            }
        }
        return false;
    }

    private List<List<Token>> statements() {
        List<List<Token>> statements = new ArrayList<>();
        int start = 0;
        int depth = 0;
        for (int i = 0; i < tokens.size(); i++) {
            depth = Math.max(0, depth + deeper(start, i));
            if (depth == 0 && tokens.get(i).is(";")) {
                add(statements, start, i);
                start = i + 1;
            }
        }
        add(statements, start, tokens.size());
        return statements;
    }

    private void add(List<List<Token>> statements, int start, int end) {
        if (end > start) {
            statements.add(withoutItsSettings(tokens.subList(start, end)));
        }
    }

    /** By how much the body of a program is nested deeper from here on. */
    private int deeper(int start, int at) {
        Token token = tokens.get(at);
        boolean opens = token.is("BEGIN") || token.is("CASE");
        if ((!opens && !token.is("END")) || !createsProgram(tokens.subList(start, at + 1))) {
            return 0;
        }
        boolean afterEnd = at > start && tokens.get(at - 1).is("END");
        if (opens) {
            return afterEnd ? 0 : 1;
        }
        boolean divided =
                at + 1 < tokens.size() && DIVIDED.contains(tokens.get(at + 1).text());
        return divided ? 0 : -1;
    }

    /** {@code SET STATEMENT a = 1, b = 2 FOR ..} is the statement behind it; values that are more than a word are not read. */
    private static List<Token> withoutItsSettings(List<Token> statement) {
        if (!is(statement, 0, "SET") || !is(statement, 1, "STATEMENT")) {
            return statement;
        }
        int at = 2;
        do {
            if (at >= statement.size() || statement.get(at).name() == null || !is(statement, at + 1, "=")) {
                return UNREADABLE;
            }
            at = endOfValue(statement, at + 2);
        } while (is(statement, at++, ","));
        boolean found = is(statement, at - 1, "FOR") && at < statement.size();
        return found ? withoutItsSettings(statement.subList(at, statement.size())) : UNREADABLE;
    }

    private static int endOfValue(List<Token> statement, int from) {
        int first = is(statement, from, "-") || is(statement, from, "+") ? from + 1 : from;
        return is(statement, first + 1, ".") ? first + 3 : first + 1;
    }

    private static boolean is(List<Token> statement, int at, String word) {
        return at < statement.size() && statement.get(at).is(word);
    }
}
