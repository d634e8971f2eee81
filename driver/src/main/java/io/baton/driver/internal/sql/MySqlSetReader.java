/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.driver.internal.sql;

import io.baton.driver.internal.sql.SessionEffect.AssignBound;
import io.baton.driver.internal.sql.SessionEffect.Commit;
import io.baton.driver.internal.sql.SessionEffect.Hold;
import io.baton.driver.internal.sql.SessionEffect.Reset;
import io.baton.driver.internal.sql.SessionHold.Kind;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Reads what a SET of MySQL or MariaDB leaves behind: one effect for each of its assignments (reference: the manuals' pages of SET
 * and "SET Syntax for Variable Assignment"). A name or value that is not wholly in the text is not known, and cannot be set again.
 */
final class MySqlSetReader extends EffectReader {

    private static final Set<String> SCOPES = Set.of("GLOBAL", "PERSIST", "PERSIST_ONLY", "SESSION", "LOCAL");
    private static final Set<String> OF_SERVER = Set.of("GLOBAL", "PERSIST", "PERSIST_ONLY");

    private final boolean alone;
    private int at = 1;
    /** A keyword of scope goes for what follows it, too. */
    private boolean ofServer;

    MySqlSetReader(String sql, List<Token> tokens, boolean alone) {
        super(sql, tokens);
        this.alone = alone;
    }

    @Override
    List<SessionEffect> read() {
        boolean scoped = SCOPES.contains(wordAt(1));
        if (has(1, "PASSWORD") || (has(1, "DEFAULT") && has(2, "ROLE"))) {
            add(new Commit()); // Of accounts, and of no session.
        } else if (has(1, "RESOURCE") && has(2, "GROUP")) {
            assign("resource group", text());
        } else if (has(1, "ROLE")) {
            assign(MySqlEffectReader.ROLE, text());
        } else if (has(scoped ? 2 : 1, "TRANSACTION")) {
            transaction(scoped ? 3 : 2);
        } else {
            while (at < tokens.size()) {
                assignment();
            }
        }
        return effects();
    }

    /** Each characteristic is a variable of its own. Without a scope they are for the next transaction alone. */
    private void transaction(int from) {
        if (OF_SERVER.contains(wordAt(1))) {
            return;
        }
        boolean ofSession = from == 3;
        if (!ofSession) {
            add(new Hold(new SessionHold(Kind.NEXT_TRANSACTION, sourceOf(from, tokens.size()))));
            return;
        }
        int first = from;
        for (int end = from; end <= tokens.size(); end++) {
            if (end == tokens.size() || has(end, ",")) {
                String characteristic = sourceOf(first, end);
                if (has(first, "ISOLATION")) {
                    assign("transaction_isolation", "SET SESSION TRANSACTION " + characteristic);
                } else if (has(first, "READ")) {
                    assign("transaction_read_only", "SET SESSION TRANSACTION " + characteristic);
                } else {
                    unknown("the transaction's characteristics");
                }
                first = end + 1;
            }
        }
    }

    private String sourceOf(int first, int end) {
        return first < end
                ? sql.substring(tokens.get(first).start(), tokens.get(end - 1).end())
                : "";
    }

    private String wordAt(int place) {
        return place < tokens.size() ? tokens.get(place).text() : "";
    }

    /** From here to behind the comma. */
    private void assignment() {
        int first = at;
        if (SCOPES.contains(wordAt(at)) && !has(at + 1, "=") && !has(at + 1, ":")) {
            ofServer = OF_SERVER.contains(wordAt(at));
            at++;
        }
        boolean isOfServer = ofServer;
        boolean isOfUser = has(at, "@") && !has(at + 1, "@");
        if (isOfUser) {
            isOfServer = false;
            at++;
        } else if (has(at, "@")) {
            at += 2;
            isOfServer = false;
            if (SCOPES.contains(wordAt(at)) && has(at + 1, ".")) {
                isOfServer = OF_SERVER.contains(wordAt(at));
                at += 2;
            }
        }
        String variable = isOfUser ? userVariable() : name(at++).toLowerCase(Locale.ROOT);
        boolean certain = !variable.isEmpty() && isAssigned(variable);
        int value = at;
        at = endOfAssignment(value);
        if (!certain) {
            unknown("a variable");
        } else if (!isOfServer) {
            assigned(isOfUser ? variable : MySqlVariables.oneName(variable), first, value, at);
        }
        at++;
    }

    /** With its {@code @}, folded as the server does; empty when it is none that is understood. */
    private String userVariable() {
        if (at >= tokens.size() || tokens.get(at).start() != tokens.get(at - 1).end()) {
            return "";
        }
        StringBuilder name = new StringBuilder("@");
        Token first = tokens.get(at++);
        if (first.kind() == Token.Kind.SYMBOL) {
            return "";
        }
        boolean quoted = first.kind() != Token.Kind.WORD;
        String text = first.text();
        name.append(
                quoted
                        ? text.substring(1, text.length() - 1)
                                .replace(text.substring(0, 1).repeat(2), text.substring(0, 1))
                        : text);
        while (!quoted && has(at, ".") && !has(at + 1, "=")) {
            name.append('.').append(wordAt(at + 1));
            at += 2;
        }
        boolean plain = name.chars().allMatch(c -> c < 0x80 && c != '\\');
        return plain ? name.toString().toLowerCase(Locale.ROOT) : "";
    }

    /** Goes to the value. */
    private boolean isAssigned(String variable) {
        if (variable.equals("character") && has(at, "SET")) {
            at++;
            return true;
        }
        if (variable.equals("names") || variable.equals("charset")) {
            return true;
        }
        if (has(at, ":") && has(at + 1, "=")) {
            at += 2;
            return true;
        }
        if (has(at, "=")) {
            at++;
            return true;
        }
        return false;
    }

    private int endOfAssignment(int value) {
        int depth = 0;
        int end = value;
        while (end < tokens.size() && !(depth == 0 && has(end, ","))) {
            depth += has(end, "(") ? 1 : has(end, ")") ? -1 : 0;
            end++;
        }
        return end;
    }

    private void assigned(String variable, int first, int value, int end) {
        boolean ofUser = variable.startsWith("@");
        if (variable.equals("autocommit")) {
            add(new Commit());
        } else if (!ofUser && !MySqlVariables.isRepeatable(variable)) {
            unknown(variable);
        } else if (!ofUser && end == value + 1 && has(value, "DEFAULT")) {
            add(new Reset(variable));
        } else if (end == value + 1 && has(value, "?") && alone && first == 1 && end == tokens.size()) {
            add(new AssignBound(variable));
        } else if (isConstant(variable, value, end)) {
            assign(variable, "SET " + sourceOf(first, end));
        } else {
            unknown(variable);
        }
    }

    private void unknown(String variable) {
        add(new Hold(new SessionHold(
                Kind.UNKNOWN_SETTING, variable + " was set in a way that may give something else elsewhere")));
    }

    /**
     * Whether the value is in the text and means the same in another session, whatever is set there: numbers, strings without
     * what depends on {@code sql_mode}, and words that are values.
     */
    private boolean isConstant(String variable, int from, int to) {
        if (variable.equals(MySqlEffectReader.NAMES)) {
            return from < to && tokens.subList(from, to).stream().allMatch(this::isWordOrString);
        }
        int first = has(from, "-") || has(from, "+") ? from + 1 : from;
        if (to == first + 1) {
            Token token = tokens.get(first);
            return isPlainString(token) || isNumber(token) || MySqlVariables.isValue(token.text(), variable);
        }
        boolean decimal = to == first + 3
                && has(first + 1, ".")
                && isNumber(tokens.get(first))
                && isNumber(tokens.get(first + 2));
        boolean introduced = to == first + 2 && isIntroducer(tokens.get(first)) && isPlainString(tokens.get(first + 1));
        return decimal || introduced;
    }

    private boolean isWordOrString(Token token) {
        return token.kind() == Token.Kind.WORD || isPlainString(token);
    }

    /** Hexadecimal and binary digits, and a character set. */
    private static boolean isIntroducer(Token token) {
        String text = token.text();
        return text.equals("X") || text.equals("B") || text.equals("N") || text.startsWith("_");
    }

    private static boolean isNumber(Token token) {
        return token.kind() == Token.Kind.WORD
                && Character.isDigit(token.text().charAt(0))
                && !token.text().endsWith("E");
    }

    private static boolean isPlainString(Token token) {
        return token.isLiteral() && token.text().startsWith("'") && token.text().indexOf('\\') < 0;
    }
}
