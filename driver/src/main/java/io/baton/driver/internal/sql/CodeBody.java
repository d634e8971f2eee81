/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.driver.internal.sql;

import io.baton.driver.internal.sql.SessionHold.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The body of a function, a procedure or a DO block in SQL or PL/pgSQL: whether its own statements may leave something in the session,
 * or do something outside the transaction. What it calls is judged by the names in it. A statement whose first word is not known to
 * leave nothing may leave something; a text that is put together when it runs cannot be read at all.
 */
public final class CodeBody {

    /** Behind these a statement of PL/pgSQL or SQL may begin, or an expression. */
    private static final Set<String> BEFORE_STATEMENT =
            Set.of(";", "BEGIN", "ATOMIC", "THEN", "ELSE", "LOOP", ">", "DECLARE", "AS");

    /** All first words of statements in the grammar that may leave something in the session, or are not undone by a rollback. */
    private static final Set<String> LEAVING = Set.of("""
            SET RESET DISCARD LISTEN UNLISTEN LOAD PREPARE DEALLOCATE DO COPY IMPORT CHECKPOINT VACUUM CLUSTER REINDEX COMMIT ROLLBACK
            ABORT START SAVEPOINT RELEASE
            """.strip().split("\\s+"));

    /** Functions of the server whose effect the session keeps. */
    private static final Set<String> LASTING = Set.of(
            "setseed",
            "pg_advisory_lock",
            "pg_advisory_lock_shared",
            "pg_try_advisory_lock",
            "pg_try_advisory_lock_shared",
            "pg_advisory_unlock",
            "pg_advisory_unlock_shared",
            "pg_advisory_unlock_all");

    private static final Set<String> TEMPORARY = Set.of("temp", "temporary");

    private final String source;
    private final List<Token> tokens;
    private final Set<String> names;
    private final boolean readable;

    private CodeBody(String source, List<Token> tokens, boolean readable) {
        this.source = source;
        this.tokens = tokens;
        this.names = TextNames.of(tokens);
        this.readable = readable;
    }

    /** Of a body as the catalogue keeps it. */
    public static CodeBody of(String source) {
        PostgresLexer lexer = new PostgresLexer(source);
        List<Token> tokens = lexer.tokens();
        return new CodeBody(source, tokens, !lexer.isImpossible());
    }

    /** Of one that stands in a text, between dollar tags or in plain quotation marks. */
    static CodeBody ofLiteral(String literal) {
        if (literal.startsWith("$")) {
            int tag = literal.indexOf('$', 1) + 1;
            return literal.length() >= 2 * tag ? of(literal.substring(tag, literal.length() - tag)) : unreadable();
        }
        boolean plain = literal.startsWith("'") && literal.indexOf('\\') < 0 && literal.length() >= 2;
        return plain ? of(literal.substring(1, literal.length() - 1).replace("''", "'")) : unreadable();
    }

    private static CodeBody unreadable() {
        return new CodeBody("", List.of(), false);
    }

    /** The names in it, as {@link TextNames} has them. */
    public Set<String> names() {
        return names;
    }

    /** Whether its own statements leave nothing in the session but what it calls may leave. */
    public boolean leavesNothing() {
        return holds().isEmpty();
    }

    /** What they may leave. */
    List<SessionHold> holds() {
        if (!readable) {
            return List.of(new SessionHold(Kind.UNKNOWN_SETTING, "a body of code cannot be read"));
        }
        List<SessionHold> holds = new ArrayList<>();
        for (int i = 0; i < tokens.size(); i++) {
            SessionHold hold = hold(i);
            if (hold != null) {
                holds.add(hold);
            }
        }
        return holds;
    }

    private @Nullable SessionHold hold(int at) {
        Token token = tokens.get(at);
        if (token.kind() == Token.Kind.WORD && LEAVING.contains(token.text()) && beginsStatement(at)) {
            return isLocal(at) ? null : ofStatement(at);
        }
        if (token.is("EXECUTE")) {
            boolean ofTrigger = has(at + 1, "FUNCTION") || has(at + 1, "PROCEDURE");
            return ofTrigger ? null : new SessionHold(Kind.UNKNOWN_SETTING, "a body of code runs texts that it makes");
        }
        if (token.is("HOLD") && has(at - 1, "WITH")) {
            return new SessionHold(Kind.HELD_CURSOR, "");
        }
        String name = token.name();
        boolean temporary = name != null
                && ((TEMPORARY.contains(name) && (has(at - 1, "INTO") || has(at + 1, "TABLE")))
                        || PostgresNames.lower(name).startsWith("pg_temp"));
        if (temporary || (token.is("CREATE") && beginsStatement(at))) {
            return new SessionHold(
                    Kind.TEMPORARY_OBJECT, ""); // By its search path whatever is created may be temporary.
        }
        return name == null ? null : ofFunction(name, at);
    }

    private SessionHold ofStatement(int at) {
        if (has(at, "SET")) {
            for (SessionEffect effect : new PostgresSetReader(source, statementAt(at), false).read()) {
                if (effect instanceof SessionEffect.Assign assign) {
                    return new SessionHold(Kind.SETTING, assign.variable());
                }
                if (effect instanceof SessionEffect.Reset reset) {
                    return new SessionHold(Kind.SETTING, reset.variable());
                }
            }
        }
        return new SessionHold(Kind.UNKNOWN_SETTING, "a body of code has a statement that may make them");
    }

    private List<Token> statementAt(int at) {
        int end = at;
        while (end < tokens.size() && !has(end, ";")) {
            end++;
        }
        return tokens.subList(at, end);
    }

    private @Nullable SessionHold ofFunction(String name, int at) {
        if (LASTING.contains(name)) {
            return new SessionHold(name.equals("setseed") ? Kind.SEED : Kind.ADVISORY_LOCK, "by " + name);
        }
        if (!name.equals("set_config")) {
            return null;
        }
        ConfigCall call = has(at + 1, "(") ? new ConfigCall(reader(), at + 1) : null;
        if (call != null && call.isLocal()) {
            return null;
        }
        return call == null || call.variable().isEmpty()
                ? new SessionHold(Kind.UNKNOWN_SETTING, "a body of code calls set_config")
                : new SessionHold(Kind.SETTING, call.variable());
    }

    private EffectReader reader() {
        return new EffectReader(source, tokens) {
            @Override
            List<SessionEffect> read() {
                return List.of();
            }
        };
    }

    /** Whether its own statements do something that a rollback does not undo. */
    public boolean reachesOutside() {
        return !readable
                || PostgresExternal.isCalled(tokens)
                || tokens.stream().anyMatch(token -> token.is("COPY") || token.is("EXECUTE"));
    }

    private boolean beginsStatement(int at) {
        return at == 0 || BEFORE_STATEMENT.contains(tokens.get(at - 1).text());
    }

    /** {@code SET LOCAL}, unless that is the beginning of a variable's name; {@code SET TRANSACTION}, {@code SET CONSTRAINTS}. */
    private boolean isLocal(int set) {
        return has(set, "SET")
                && (has(set + 1, "LOCAL") || has(set + 1, "TRANSACTION") || has(set + 1, "CONSTRAINTS"))
                && !has(set + 2, ".")
                && !has(set + 2, "TO")
                && !has(set + 2, "=");
    }

    private boolean has(int at, String word) {
        return at >= 0 && at < tokens.size() && tokens.get(at).is(word);
    }
}
