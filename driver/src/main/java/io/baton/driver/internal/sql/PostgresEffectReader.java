/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.driver.internal.sql;

import io.baton.driver.internal.sql.SessionEffect.AssignBound;
import io.baton.driver.internal.sql.SessionEffect.Begin;
import io.baton.driver.internal.sql.SessionEffect.Commit;
import io.baton.driver.internal.sql.SessionEffect.DiscardAll;
import io.baton.driver.internal.sql.SessionEffect.Hold;
import io.baton.driver.internal.sql.SessionEffect.Release;
import io.baton.driver.internal.sql.SessionEffect.ReleaseAll;
import io.baton.driver.internal.sql.SessionEffect.Reset;
import io.baton.driver.internal.sql.SessionEffect.ResetAll;
import io.baton.driver.internal.sql.SessionEffect.Rollback;
import io.baton.driver.internal.sql.SessionEffect.RollbackTo;
import io.baton.driver.internal.sql.SessionEffect.Savepoint;
import io.baton.driver.internal.sql.SessionHold.Kind;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Reads the {@link SessionEffect}s of one PostgreSQL statement (reference: the manual's pages of SET, RESET, DISCARD, LISTEN,
 * PREPARE, DECLARE, LOAD, CREATE TABLE and "Advisory Lock Functions"). What a function or procedure of the application does
 * inside is not in the text, and not seen.
 */
final class PostgresEffectReader extends EffectReader {

    /** No statement without one of these words has an effect; most texts have none, and are not cut into tokens at all. */
    private static final Pattern SUSPICIOUS = Pattern.compile(
            "(?i)\\b(set|reset|discard|set_config|listen|unlisten|temp|temporary|pg_temp|prepare|deallocate|declare|close|load"
                    + "|do|begin|start|commit|end|abort|rollback|savepoint|drop|pg_(try_)?advisory_(un)?lock(_shared|_all)?)\\b");

    private static final Set<String> LOCKS = Set.of(
            "PG_ADVISORY_LOCK", "PG_ADVISORY_LOCK_SHARED", "PG_TRY_ADVISORY_LOCK", "PG_TRY_ADVISORY_LOCK_SHARED");

    /** In the body of a DO block these may leave something behind. */
    private static final Pattern SUSPICIOUS_IN_BODY = Pattern.compile(
            "(?i)\\b(set_config|set\\s+(session\\s+)?\\w+\\s*(=|to)|temp|temporary|listen|execute|load|advisory)");

    private static final Set<String> BOUND_VALUE =
            Set.of("?", ":", "CAST", "(", ")", "AS", "TEXT", "VARCHAR", "UUID", "INT", "INTEGER", "BIGINT");

    private final boolean alone;

    /** @param alone whether there is no other statement in the text */
    PostgresEffectReader(String sql, List<Token> tokens, boolean alone) {
        super(sql, tokens);
        this.alone = alone;
    }

    static boolean isSuspicious(String sql) {
        return SUSPICIOUS.matcher(sql).find();
    }

    @Override
    List<SessionEffect> read() {
        switch (tokens.get(0).text()) {
            case "SET" -> set();
            case "RESET" -> reset(1);
            case "DISCARD" -> discard();
            case "LISTEN" -> add(new Hold(new SessionHold(Kind.LISTEN, name(1))));
            case "UNLISTEN" -> release(Kind.LISTEN, "*");
            case "PREPARE" -> prepare();
            case "DEALLOCATE" -> release(Kind.PREPARED_BY_SQL, "ALL");
            case "DECLARE" -> declare();
            case "CLOSE" -> release(Kind.HELD_CURSOR, "ALL");
            case "LOAD" -> add(new Hold(new SessionHold(Kind.LIBRARY, source(1))));
            case "BEGIN", "START" -> add(new Begin());
            case "COMMIT", "END" -> add(new Commit());
            case "ABORT" -> add(new Rollback());
            case "ROLLBACK" -> rollback();
            case "SAVEPOINT" -> add(new Savepoint(name(1)));
            case "DROP" -> drop();
            case "DO" -> doBlock();
            default -> query();
        }
        return effects();
    }

    private void set() {
        if (has(1, "LOCAL") || has(1, "TRANSACTION") || has(1, "CONSTRAINTS")) {
            return; // Ends with the transaction.
        }
        int at = has(1, "SESSION") && !has(2, "AUTHORIZATION") && !has(2, "CHARACTERISTICS") ? 2 : 1;
        if (has(at, "SESSION") && has(at + 1, "CHARACTERISTICS")) {
            characteristics();
            return;
        }
        String variable = variable(at);
        boolean twoWords = has(at, "TIME") || has(at, "SESSION");
        int value = at + (twoWords ? 2 : 1);
        if (has(value, "TO") || has(value, "=")) {
            value++;
        }
        while (has(value, ".")) { // a custom variable, such as app.tenant
            variable += "." + name(value + 1);
            value += 2;
            if (has(value, "TO") || has(value, "=")) {
                value++;
            }
        }
        if (tokens.size() == value + 1 && has(value, "DEFAULT")) {
            add(new Reset(variable));
        } else {
            assign(variable, text());
        }
    }

    /** One statement may set several variables; each is an assignment of its own, since later ones may replace it. */
    private void characteristics() {
        String kept = "SET SESSION CHARACTERISTICS AS TRANSACTION ";
        for (int i = 4; i < tokens.size(); i++) {
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

    /** Under which name the server keeps what is set there. */
    private String variable(int at) {
        if (has(at, "TIME") && has(at + 1, "ZONE")) {
            return "timezone";
        }
        if (has(at, "SESSION") && has(at + 1, "AUTHORIZATION")) {
            return "session_authorization";
        }
        return switch (name(at)) {
            case "schema" -> "search_path";
            case "names" -> "client_encoding";
            default -> name(at);
        };
    }

    private void reset(int at) {
        if (has(at, "ALL")) {
            add(new ResetAll());
            return;
        }
        StringBuilder variable = new StringBuilder(variable(at));
        for (int i = at + 1; has(i, "."); i += 2) {
            variable.append('.').append(name(i + 1));
        }
        add(new Reset(variable.toString()));
    }

    private void discard() {
        if (has(1, "ALL")) {
            add(new DiscardAll());
        } else if (has(1, "TEMP") || has(1, "TEMPORARY")) {
            add(new ReleaseAll(Kind.TEMPORARY_OBJECT));
        }
    }

    private void prepare() {
        if (has(1, "TRANSACTION")) {
            add(new Commit()); // The session's settings stay; what is prepared is the data's business.
        } else {
            add(new Hold(new SessionHold(Kind.PREPARED_BY_SQL, name(1))));
        }
    }

    private void declare() {
        boolean held = tokens.stream().anyMatch(token -> token.is("HOLD"))
                && tokens.stream().noneMatch(token -> token.is("WITHOUT"));
        if (held) {
            add(new Hold(new SessionHold(Kind.HELD_CURSOR, name(1))));
        }
        query();
    }

    private void release(Kind kind, String all) {
        int at = has(1, "PREPARE") ? 2 : 1;
        add(has(at, all) ? new ReleaseAll(kind) : new Release(new SessionHold(kind, name(at))));
    }

    private void rollback() {
        int to = has(1, "WORK") || has(1, "TRANSACTION") ? 2 : 1;
        if (has(to, "TO")) {
            add(new RollbackTo(name(has(to + 1, "SAVEPOINT") ? to + 2 : to + 1)));
        } else if (!has(1, "PREPARED")) {
            add(new Rollback());
        }
    }

    private void drop() {
        if (has(1, "TABLE") || has(1, "VIEW") || has(1, "SEQUENCE")) {
            tokens.stream()
                    .skip(2)
                    .filter(token -> token.name() != null)
                    .forEach(token -> add(
                            new Release(new SessionHold(Kind.TEMPORARY_OBJECT, Objects.requireNonNull(token.name())))));
        }
    }

    private void doBlock() {
        tokens.stream()
                .filter(token -> token.isLiteral()
                        && SUSPICIOUS_IN_BODY.matcher(token.text()).find())
                .findFirst()
                .ifPresent(
                        body -> add(new Hold(new SessionHold(Kind.UNKNOWN_SETTING, "a DO block may have made them"))));
    }

    /** Anything else: what it creates, and the functions it calls. */
    private void query() {
        for (int i = 0; i < tokens.size(); i++) {
            String word = tokens.get(i).text();
            boolean called = has(i + 1, "(");
            if (called && word.equals("SET_CONFIG")) {
                setConfig(i + 2);
            } else if (called && LOCKS.contains(word)) {
                add(new Hold(new SessionHold(Kind.ADVISORY_LOCK, arguments(i + 1))));
            } else if (called && (word.equals("PG_ADVISORY_UNLOCK") || word.equals("PG_ADVISORY_UNLOCK_SHARED"))) {
                add(new Release(new SessionHold(Kind.ADVISORY_LOCK, arguments(i + 1))));
            } else if (word.equals("PG_ADVISORY_UNLOCK_ALL")) {
                add(new ReleaseAll(Kind.ADVISORY_LOCK));
            } else if (isTemporary(i)) {
                temporary(i);
            }
        }
    }

    private boolean isTemporary(int i) {
        boolean declared = (has(i, "TEMP") || has(i, "TEMPORARY")) && (has(0, "CREATE") || has(i - 1, "INTO"));
        return declared || (has(i, "PG_TEMP") && has(i + 1, ".") && has(0, "CREATE"));
    }

    private void temporary(int i) {
        boolean gone = tokens.stream().anyMatch(token -> token.is("COMMIT"))
                && tokens.stream().anyMatch(token -> token.is("DROP"));
        if (!gone) { // else it ends with the transaction: ON COMMIT DROP
            int at = i + 1;
            while (Set.of("TABLE", "VIEW", "SEQUENCE", "RECURSIVE", "IF", "NOT", "EXISTS", ".", "UNLOGGED")
                    .contains(at < tokens.size() ? tokens.get(at).text() : "")) {
                at++;
            }
            add(new Hold(new SessionHold(Kind.TEMPORARY_OBJECT, name(at))));
        }
    }

    /**
     * {@code set_config('name', 'value', false)}: known if all three are in the text. A bound value is known, too, to whoever
     * runs the statement, and that can be done again as it is if it does nothing else.
     */
    private void setConfig(int at) {
        int value = at + 2;
        int last = endOfArguments(at) - 1;
        if (has(last, "TRUE")) {
            return; // Ends with the transaction.
        }
        boolean named = at < tokens.size() && tokens.get(at).text().startsWith("'") && has(at + 1, ",");
        if (!named || !has(last, "FALSE") || !has(last - 1, ",")) {
            add(new Hold(new SessionHold(Kind.UNKNOWN_SETTING, "set_config was called with values from elsewhere")));
            return;
        }
        String variable = tokens.get(at).text().replace("'", "").toLowerCase(Locale.ROOT);
        if (last == value + 2 && (tokens.get(value).isLiteral() || has(value, "NULL"))) {
            String call =
                    sql.substring(tokens.get(at).start(), tokens.get(last + 1).end());
            assign(variable, "SELECT pg_catalog.set_config(" + call);
        } else if (isAll(at, last)
                && tokens.subList(value, last - 1).stream().allMatch(PostgresEffectReader::isOfBoundValue)) {
            add(new AssignBound(variable));
        } else {
            add(new Hold(new SessionHold(Kind.UNKNOWN_SETTING, "set_config was called with a value from elsewhere")));
        }
    }

    /** A parameter, and the types that it may be cast to. */
    private static boolean isOfBoundValue(Token token) {
        return !token.isLiteral() && BOUND_VALUE.contains(token.text());
    }

    /** Whether the statement is nothing but this call, and is alone. */
    private boolean isAll(int at, int last) {
        boolean begins = has(0, "SELECT") && (at == 3 || (at == 5 && has(1, "PG_CATALOG")));
        boolean ends = last + 2 == tokens.size() || (has(last + 2, "AS") && last + 4 == tokens.size());
        return alone && begins && ends;
    }

    /** Where the parenthesis closes that was opened before that place; the number of tokens if it does not. */
    private int endOfArguments(int at) {
        int depth = 1;
        int end = at;
        while (end < tokens.size()) {
            depth += has(end, "(") ? 1 : has(end, ")") ? -1 : 0;
            if (depth == 0) {
                return end;
            }
            end++;
        }
        return end;
    }
}
