/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.driver.internal.sql;

import io.baton.driver.internal.sql.SessionEffect.AssignBound;
import io.baton.driver.internal.sql.SessionEffect.Commit;
import io.baton.driver.internal.sql.SessionEffect.Hold;
import io.baton.driver.internal.sql.SessionEffect.Reset;
import io.baton.driver.internal.sql.SessionHold.Kind;
import java.util.List;
import java.util.Set;

/**
 * Reads what a SET of MySQL or MariaDB leaves behind: one effect for each of its assignments (reference: the manuals' pages of SET
 * and "SET Syntax for Variable Assignment").
 */
final class MySqlSetReader extends EffectReader {

    private static final Set<String> SCOPES = Set.of("GLOBAL", "PERSIST", "PERSIST_ONLY", "SESSION", "LOCAL");
    private static final Set<String> OF_SERVER = Set.of("GLOBAL", "PERSIST", "PERSIST_ONLY");

    /** They are for the next statement alone. */
    private static final Set<String> USED_UP =
            Set.of("insert_id", "rand_seed1", "rand_seed2", "last_insert_id", "identity");

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
        if (has(1, "STATEMENT") || has(1, "DEFAULT") || has(1, "RESOURCE")) {
            return effects(); // For one statement, for other sessions, or of no consequence to data.
        }
        if (has(1, "PASSWORD")) {
            add(new Commit());
        } else if (has(1, "ROLE")) {
            assign(MySqlEffectReader.ROLE, text());
        } else if (has(1, "TRANSACTION") || (SCOPES.contains(wordAt(1)) && has(2, "TRANSACTION"))) {
            transaction();
        } else {
            while (at < tokens.size()) {
                assignment();
            }
        }
        return effects();
    }

    /** Without a scope it is for the next transaction alone. */
    private void transaction() {
        if (has(1, "SESSION") || has(1, "LOCAL")) {
            assign(has(3, "ISOLATION") ? "transaction_isolation" : "transaction_read_only", text());
        }
    }

    private String wordAt(int place) {
        return place < tokens.size() ? tokens.get(place).text() : "";
    }

    /** From here to behind the comma. */
    private void assignment() {
        int first = at;
        if (SCOPES.contains(wordAt(at))) {
            ofServer = OF_SERVER.contains(wordAt(at));
            at++;
        }
        boolean isOfServer = ofServer;
        boolean isOfUser = false;
        if (has(at, "@") && has(at + 1, "@")) {
            at += 2;
            isOfServer = false;
            if (SCOPES.contains(wordAt(at)) && has(at + 1, ".")) {
                isOfServer = OF_SERVER.contains(wordAt(at));
                at += 2;
            }
        } else if (has(at, "@")) {
            isOfUser = true;
            isOfServer = false;
            at++;
        }
        String variable = (isOfUser ? "@" : "") + name(at);
        int value = startOfValue(variable);
        at = endOfAssignment(value);
        if (!isOfServer) {
            assigned(variableOf(variable), first, value, at);
        }
        at++;
    }

    private int startOfValue(String variable) {
        int value = at + 1;
        if (variable.equals("character") && has(value, "SET")) {
            return value + 1;
        }
        while (has(value, ".")) { // a component of a structured variable
            value += 2;
        }
        return has(value, ":") ? value + 2 : has(value, "=") ? value + 1 : value;
    }

    private static String variableOf(String name) {
        return switch (name) {
            case "names", "character", "charset" -> MySqlEffectReader.NAMES;
            case "tx_isolation" -> "transaction_isolation";
            case "tx_read_only" -> "transaction_read_only";
            default -> name;
        };
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
        if (variable.equals("autocommit")) {
            add(new Commit());
            add(new Hold(new SessionHold(Kind.UNKNOWN_SETTING, "auto-commit was set by text")));
        } else if (USED_UP.contains(variable)) {
            return;
        } else if (end == value + 1 && has(value, "DEFAULT")) {
            add(new Reset(variable));
        } else if (end == value + 1 && has(value, "?") && alone && first == 1 && end == tokens.size()) {
            add(new AssignBound(variable));
        } else if (isKnown(value, end)) {
            assign(
                    variable,
                    "SET "
                            + sql.substring(
                                    tokens.get(first).start(),
                                    tokens.get(end - 1).end()));
        } else {
            add(new Hold(
                    new SessionHold(Kind.UNKNOWN_SETTING, variable + " was given a value that is not in the text")));
        }
    }

    /** Whether the value is in the text, and not what a function, a variable, a query or a parameter gives. */
    private boolean isKnown(int from, int to) {
        return from < to
                && tokens.subList(from, to).stream()
                        .noneMatch(token -> token.is("(") || token.is("@") || token.is("?") || token.is("SELECT"));
    }
}
