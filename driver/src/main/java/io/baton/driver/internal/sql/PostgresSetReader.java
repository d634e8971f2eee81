/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.driver.internal.sql;

import io.baton.driver.internal.sql.SessionEffect.AssignBound;
import io.baton.driver.internal.sql.SessionEffect.Reset;
import io.baton.driver.internal.sql.SessionEffect.ResetAll;
import java.util.List;

/**
 * Reads SET and RESET in exactly the forms of the grammar (manual, "SET", "RESET"). A word of it that a dot follows is the first part of
 * a variable's name: {@code SET local.x = 1} lasts as long as the session.
 */
final class PostgresSetReader extends EffectReader {

    private final boolean alone;

    PostgresSetReader(String sql, List<Token> tokens, boolean alone) {
        super(sql, tokens);
        this.alone = alone;
    }

    @Override
    List<SessionEffect> read() {
        if (has(0, "RESET")) {
            reset();
        } else if (!isWord(1, "LOCAL") && !isWord(1, "TRANSACTION") && !isWord(1, "CONSTRAINTS")) {
            set();
        } // Else it ends with the transaction.
        return effects();
    }

    private void set() {
        int at = isWord(1, "SESSION") && !has(2, "AUTHORIZATION") && !has(2, "CHARACTERISTICS") ? 2 : 1;
        if (isWord(at, "SESSION") && has(at + 1, "CHARACTERISTICS")) {
            characteristics(at + 2);
        } else if (isWord(at, "TIME") && has(at + 1, "ZONE")) {
            take("timezone", at + 2);
        } else if (isWord(at, "SESSION") && has(at + 1, "AUTHORIZATION")) {
            take("session_authorization", at + 2);
        } else if (isWord(at, "XML") && has(at + 1, "OPTION")) {
            take("xmloption", at + 2);
        } else if (isWord(at, "SCHEMA")) {
            take("search_path", at + 1);
        } else if (isWord(at, "NAMES")) {
            take("client_encoding", at + 1);
        } else if (isWord(at, "ROLE")) {
            take("role", at + 1);
        } else {
            setVariable(at);
        }
    }

    private void setVariable(int at) {
        int behind = endOfName(at);
        if (behind > at && isAssigning(behind) && behind + 1 < tokens.size()) {
            take(variable(at, behind), behind + 1);
        } else {
            unknown("a SET in a form that is not known");
        }
    }

    /** What stands from that place on is the value. */
    private void take(String variable, int value) {
        boolean bound = tokens.stream().anyMatch(token -> token.is("?"));
        if (tokens.size() == value + 1 && has(value, "DEFAULT")) {
            add(new Reset(variable));
        } else if (bound && alone) {
            add(new AssignBound(variable)); // Some modes of the vendor's driver put the value into the text.
        } else if (bound || value >= tokens.size()) {
            add(new SessionEffect.Hold(new SessionHold(SessionHold.Kind.SETTING, variable)));
        } else {
            assign(variable, text());
        }
    }

    /** One statement may set several variables; each is an assignment of its own, since later ones may replace it. */
    private void characteristics(int at) {
        String kept = "SET SESSION CHARACTERISTICS AS TRANSACTION ";
        for (int i = at + 2; i < tokens.size(); i++) {
            if (has(i, "ISOLATION")) {
                String level = has(i + 2, "SERIALIZABLE") ? source(i + 2) : source(i + 2) + " " + source(i + 3);
                assign("default_transaction_isolation", kept + "ISOLATION LEVEL " + level);
            } else if (has(i, "READ") && (has(i + 1, "ONLY") || has(i + 1, "WRITE"))) {
                assign("default_transaction_read_only", kept + "READ " + source(i + 1));
            } else if (has(i, "DEFERRABLE")) {
                String not = has(i - 1, "NOT") ? "NOT " : "";
                assign("default_transaction_deferrable", kept + not + "DEFERRABLE");
            }
        }
    }

    private void reset() {
        if (tokens.size() == 2 && has(1, "ALL")) {
            add(new ResetAll());
        } else if (tokens.size() == 3 && isWord(1, "TIME") && has(2, "ZONE")) {
            add(new Reset("timezone"));
        } else if (tokens.size() == 3 && isWord(1, "SESSION") && has(2, "AUTHORIZATION")) {
            add(new Reset("session_authorization"));
        } else if (tokens.size() > 1 && endOfName(1) == tokens.size()) {
            add(new Reset(variable(1, tokens.size())));
        } else {
            unknown("a RESET in a form that is not known");
        }
    }

    private void unknown(String why) {
        add(new SessionEffect.Hold(new SessionHold(SessionHold.Kind.UNKNOWN_SETTING, why)));
    }

    /** That word of the grammar, and not a part of a name. */
    private boolean isWord(int at, String word) {
        return has(at, word) && !has(at + 1, ".") && !isAssigning(at + 1);
    }

    private boolean isAssigning(int at) {
        return has(at, "TO") || has(at, "=");
    }

    /** Behind {@code a.b.c}; the same place when no name begins there. */
    private int endOfName(int at) {
        int end = at;
        while (!name(end).isEmpty()) {
            end++;
            if (!has(end, ".")) {
                return end;
            }
            end++;
        }
        return at;
    }

    private String variable(int from, int to) {
        StringBuilder name = new StringBuilder();
        for (int i = from; i < to; i++) {
            name.append(has(i, ".") ? "." : name(i));
        }
        return PostgresNames.lower(name.toString());
    }
}
