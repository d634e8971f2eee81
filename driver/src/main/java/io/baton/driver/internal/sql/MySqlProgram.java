/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.driver.internal.sql;

import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The body of a routine, trigger or view of MySQL or MariaDB: whether its own statements may leave something in the session, or do
 * something that a rollback does not undo. What it calls is judged by the names in it. A statement whose first word is not known to leave
 * nothing may leave something (manuals: "Stored Programs", "Compound Statement Syntax").
 */
public final class MySqlProgram {

    /** Behind these a statement begins. */
    private static final Set<String> BEFORE_STATEMENT = Set.of(";", "BEGIN", "ATOMIC", "LOOP", "REPEAT", "DO");

    /** Behind these a statement may begin, or an expression. */
    private static final Set<String> BEFORE_EITHER = Set.of("THEN", "ELSE", ":");

    private static final Set<String> LEAVING_NOTHING = words("""
            SELECT INSERT REPLACE UPDATE DELETE WITH VALUES TABLE ( CALL DECLARE IF ELSEIF ELSE CASE WHEN WHILE LOOP REPEAT UNTIL FOR
            ITERATE LEAVE RETURN BEGIN NOT END OPEN FETCH CLOSE SIGNAL RESIGNAL COMMIT ROLLBACK START SAVEPOINT RELEASE DO GET CREATE
            ALTER DROP TRUNCATE RENAME GRANT REVOKE ANALYZE OPTIMIZE SET ;
            """);

    /** Wherever they stand, be it behind the condition of a handler: no name is called so but in quotation marks. */
    private static final Set<String> LEAVING = words("""
            PREPARE EXECUTE DEALLOCATE UNLOCK FLUSH LOAD XA BACKUP RESET KILL INSTALL UNINSTALL TEMPORARY
            """);

    private static final Set<String> LOCKING = Set.of("get_lock", "release_lock", "release_all_locks");

    /** Statements with a part that begins with SET. */
    private static final Set<String> WITH_SET = Set.of("UPDATE", "INSERT", "REPLACE", "SIGNAL", "RESIGNAL");

    /** Behind these stands a table, and then its columns in parentheses. */
    private static final Set<String> BEFORE_TABLE = words("""
            INTO INSERT REPLACE IGNORE LOW_PRIORITY HIGH_PRIORITY DELAYED TABLE EXISTS REFERENCES
            """);

    private final List<Token> tokens;
    private final boolean readable;
    private final Set<String> variables = new HashSet<>();

    private MySqlProgram(@Nullable List<Token> tokens, Set<String> parameters) {
        this.tokens = tokens == null ? List.of() : tokens;
        this.readable = tokens != null;
        variables.addAll(parameters);
        declare();
    }

    /**
     * As the catalogue keeps it.
     *
     * @param body null or empty when the role may not read it
     * @param parameters in lower case
     */
    public static MySqlProgram of(@Nullable String body, Set<String> parameters) {
        return new MySqlProgram(body == null || body.isBlank() ? null : MySqlReading.of(body), parameters);
    }

    private static Set<String> words(String text) {
        return Set.of(text.strip().split("\\s+"));
    }

    private void declare() {
        for (int i = 0; i < tokens.size(); i++) {
            if (has(i, "DECLARE")) {
                int at = i + 1;
                while (has(at + 1, ",")) {
                    variables.add(name(at));
                    at += 2;
                }
                variables.add(name(at));
            }
        }
    }

    public boolean isReadable() {
        return readable;
    }

    /** The names in it. */
    public Set<String> names() {
        return MySqlNames.of(tokens);
    }

    /** The routines that it calls with their schema, as {@code f(}: the role need not see them, nor what they do. */
    public Set<String> callsElsewhere() {
        Set<String> calls = new HashSet<>();
        for (int i = 2; i < tokens.size(); i++) {
            boolean table = i > 2 && BEFORE_TABLE.contains(tokens.get(i - 3).text());
            if (has(i - 1, ".")
                    && MySqlNames.isCalled(tokens, i)
                    && !table
                    && !name(i - 2).equals("sys")) {
                calls.add(name(i) + '(');
            }
        }
        return calls;
    }

    /** Whether its own statements leave nothing in the session but what it calls may leave. */
    public boolean leavesNothing() {
        if (!readable) {
            return false;
        }
        for (int i = 0; i < tokens.size(); i++) {
            if (mayLeave(i)) {
                return false;
            }
        }
        return true;
    }

    private boolean mayLeave(int at) {
        Token token = tokens.get(at);
        if (token.kind() == Token.Kind.WORD && LEAVING.contains(token.text()) && !has(at - 1, ".")) {
            return true;
        }
        boolean labelled = (has(at + 1, ":") && !has(at + 2, "=")) || has(at - 2, "END"); // END LOOP label
        boolean begins =
                BEFORE_STATEMENT.contains(at == 0 ? ";" : tokens.get(at - 1).text());
        return (!labelled && begins && !LEAVING_NOTHING.contains(token.text()))
                || (has(at, "SET") && !isNoStatement(at) && !setsOnlyItsOwn(at + 1))
                || (has(at, "HANDLER") && !isDeclared(at))
                || (has(at, "LOCK") && !has(at + 1, "IN"))
                || (has(at, "USE") && !has(at + 1, "INDEX") && !has(at + 1, "KEY"))
                || (has(at, ":") && has(at + 1, "="))
                || (has(at + 1, "(") && LOCKING.contains(name(at)))
                || (has(at, "INTO") && givesToVariable(at + 1))
                || ((has(at, "CALL") || has(at, "GET")) && hasVariableFrom(at));
    }

    private boolean isDeclared(int handler) {
        return has(handler - 1, "CONTINUE") || has(handler - 1, "EXIT") || has(handler - 1, "UNDO");
    }

    /** {@code UPDATE t SET}, {@code INSERT INTO t SET}, {@code SIGNAL .. SET}, {@code CHARACTER SET}, a type {@code SET('a')}. */
    private boolean isNoStatement(int set) {
        if (has(set - 1, "CHARACTER") || has(set + 1, "(")) {
            return true;
        }
        for (int i = set - 1; i >= 0; i--) {
            String text = tokens.get(i).text();
            if (BEFORE_STATEMENT.contains(text) || BEFORE_EITHER.contains(text)) {
                return false;
            }
            if (WITH_SET.contains(text) && !has(i + 1, "(")) {
                return true;
            }
        }
        return false;
    }

    /** Its variables, its parameters, and the row of a trigger. */
    private boolean setsOnlyItsOwn(int from) {
        int at = from;
        while (true) {
            boolean ofRow = has(at, "NEW") && has(at + 1, ".");
            if (!ofRow && !isOwn(at)) {
                return false;
            }
            int depth = 0;
            while (at < tokens.size() && !has(at, ";") && !(depth == 0 && has(at, ","))) {
                depth += has(at, "(") ? 1 : has(at, ")") ? -1 : 0;
                at++;
            }
            if (!has(at, ",")) {
                return true;
            }
            at++;
        }
    }

    /** What is declared in another block may be a variable of the session here. Of auto-commit the server tells by itself. */
    private boolean isOwn(int at) {
        boolean declared = variables.contains(name(at)) && !MySqlVariables.isRepeatable(name(at));
        return has(at + 1, "=") && (declared || has(at, "AUTOCOMMIT"));
    }

    /** {@code INTO a, @b}. */
    private boolean givesToVariable(int from) {
        int at = from;
        while (at < tokens.size() && !has(at, "@")) {
            if (name(at).isEmpty() || !has(at + 1, ",")) {
                return false;
            }
            at += 2;
        }
        return at < tokens.size();
    }

    private boolean hasVariableFrom(int at) {
        return tokens.stream().skip(at).takeWhile(token -> !token.is(";")).anyMatch(token -> token.is("@"));
    }

    /** Whether its own statements do something that a rollback does not undo, whatever the engines of its tables. */
    public boolean reachesOutside() {
        return !readable
                || MySqlGrammar.INSTANCE.isExternal(tokens)
                || tokens.stream().anyMatch(token -> token.is("LOAD"));
    }

    private boolean has(int at, String word) {
        return at >= 0 && at < tokens.size() && tokens.get(at).is(word);
    }

    private String name(int at) {
        String name = at >= 0 && at < tokens.size() ? tokens.get(at).name() : null;
        return name == null ? "" : name.toLowerCase(Locale.ROOT);
    }
}
