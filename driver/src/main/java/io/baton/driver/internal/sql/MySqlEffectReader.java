/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.driver.internal.sql;

import io.baton.driver.internal.sql.SessionEffect.Begin;
import io.baton.driver.internal.sql.SessionEffect.Commit;
import io.baton.driver.internal.sql.SessionEffect.Hold;
import io.baton.driver.internal.sql.SessionEffect.Release;
import io.baton.driver.internal.sql.SessionEffect.ReleaseAll;
import io.baton.driver.internal.sql.SessionEffect.Rollback;
import io.baton.driver.internal.sql.SessionEffect.RollbackTo;
import io.baton.driver.internal.sql.SessionEffect.Savepoint;
import io.baton.driver.internal.sql.SessionHold.Kind;
import java.util.List;
import java.util.Locale;

/**
 * Reads the {@link SessionEffect}s of one statement of MySQL or MariaDB by its {@link MySqlForm} (reference: the manuals' pages of
 * USE, CREATE TABLE, LOCK TABLES, HANDLER, PREPARE, "Locking Functions" and on implicit commits). A statement in no form that is
 * known may do anything; what a procedure or function does inside is not in the text.
 */
final class MySqlEffectReader extends EffectReader {

    static final String DATABASE = "database";
    static final String NAMES = "names";
    static final String ROLE = "role";

    private final boolean alone;

    /** @param alone whether there is no other statement in the text */
    MySqlEffectReader(String sql, List<Token> tokens, boolean alone) {
        super(sql, tokens);
        this.alone = alone;
    }

    @Override
    List<SessionEffect> read() {
        switch (MySqlGrammar.form(tokens)) {
            case PLAIN, SHOW -> expressions();
            case CALL -> call();
            case LOAD_DATA -> loadData();
            case SET -> effects().addAll(new MySqlSetReader(sql, tokens, alone).read());
            case USE -> assign(DATABASE, text());
            case BEGIN -> add(new Begin());
            case COMMIT -> add(new Commit());
            case ROLLBACK -> add(new Rollback());
            case ROLLBACK_TO -> add(new RollbackTo(lastName()));
            case SAVEPOINT -> add(new Savepoint(lastName()));
            case RELEASE_SAVEPOINT -> {}
            case CREATE_TEMPORARY -> {
                add(new Hold(new SessionHold(Kind.TEMPORARY_OBJECT, new MySqlTableNames(sql, tokens).created())));
                expressions();
            }
            case DROP_TEMPORARY -> dropped();
            case DEFINITION -> definition();
            case LOCK_TABLES -> {
                add(new Commit());
                add(new Hold(new SessionHold(Kind.TABLE_LOCK, has(0, "LOCK") ? name(2) : source(0))));
            }
            case UNLOCK_TABLES -> {
                add(new Commit());
                add(new ReleaseAll(Kind.TABLE_LOCK));
            }
            case PREPARE -> add(new Hold(new SessionHold(Kind.PREPARED_BY_SQL, name(1))));
            case DEALLOCATE -> add(new Release(new SessionHold(Kind.PREPARED_BY_SQL, lastName())));
            case HANDLER -> handler();
            case XA -> {
                add(new Commit());
                unknown("it was in a transaction in two phases");
            }
            case OTHER -> unknown("a statement was run of which it is not known what it leaves behind");
        }
        return effects();
    }

    private void unknown(String why) {
        add(new Hold(new SessionHold(Kind.UNKNOWN_SETTING, why)));
    }

    private String lastName() {
        return name(tokens.size() - 1).toLowerCase(Locale.ROOT);
    }

    private boolean hasVariables() {
        return tokens.stream().anyMatch(token -> token.is("@"));
    }

    private void call() {
        if (hasVariables()) {
            unknown("a procedure gave a variable a value");
        }
        expressions();
    }

    private void loadData() {
        if (hasVariables()) {
            unknown("a file gave a variable a value");
        }
        expressions();
    }

    private void definition() {
        add(new Commit());
        boolean renames = tokens.stream().anyMatch(token -> token.is("RENAME"));
        if (renames) {
            add(new SessionEffect.Unnamed(Kind.TEMPORARY_OBJECT)); // ALTER TABLE renames a temporary table, too.
        }
        if (has(0, "DROP") && (has(1, "TABLE") || has(1, "TABLES"))) {
            dropped();
        } else if (!MySqlScript.createsProgram(tokens)) {
            expressions();
        }
    }

    private void dropped() {
        new MySqlTableNames(sql, tokens)
                .dropped()
                .forEach(table -> add(new Release(new SessionHold(Kind.TEMPORARY_OBJECT, table))));
    }

    /** By the name that it is closed by. */
    private void handler() {
        String last = source(tokens.size() - 1);
        if (has(tokens.size() - 1, "CLOSE")) {
            add(new Release(new SessionHold(Kind.HELD_CURSOR, source(tokens.size() - 2))));
        } else if (has(tokens.size() - 1, "OPEN")) {
            add(new Hold(new SessionHold(Kind.HELD_CURSOR, source(tokens.size() - 2))));
        } else if (tokens.stream().anyMatch(token -> token.is("OPEN"))) {
            add(new Hold(new SessionHold(Kind.HELD_CURSOR, last)));
        }
    }

    /** The variables that it gives values to, and the locks that it takes. */
    private void expressions() {
        for (int i = 0; i < tokens.size(); i++) {
            boolean called = has(i + 1, "(");
            String function = called ? name(i).toUpperCase(Locale.ROOT) : "";
            switch (function) {
                case "GET_LOCK" -> add(new Hold(lock(i)));
                case "RELEASE_LOCK" -> {
                    if (isAllOf(i)) {
                        add(new Release(lock(i)));
                    }
                }
                case "RELEASE_ALL_LOCKS" -> {
                    if (isAllOf(i)) {
                        add(new ReleaseAll(Kind.ADVISORY_LOCK));
                    }
                }
                default -> {}
            }
            if ((has(i, ":") && has(i + 1, "=")) || (has(i, "INTO") && has(i + 1, "@"))) {
                unknown("a query gave a variable a value");
            }
        }
    }

    /** A lock whose name is in the text, taken once and for certain, can be released by that name. */
    private SessionHold lock(int function) {
        boolean named = isAllOf(function)
                && function + 2 < tokens.size()
                && tokens.get(function + 2).isLiteral()
                && (has(function + 3, ",") || has(function + 3, ")"));
        return new SessionHold(Kind.ADVISORY_LOCK, named ? source(function + 2) : "of a name that is not certain");
    }

    /** Whether the statement is {@code SELECT f(..)} or {@code DO f(..)} and nothing else. */
    private boolean isAllOf(int function) {
        int close = function + 2;
        while (close < tokens.size() && !has(close, ")") && !has(close, "(")) {
            close++;
        }
        boolean begins = function == 1 && (has(0, "SELECT") || has(0, "DO"));
        boolean labelled = tokens.size() == close + 3 && has(close + 1, "AS");
        return begins && has(close, ")") && (tokens.size() == close + 1 || labelled);
    }
}
