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
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Reads the {@link SessionEffect}s of one statement of MySQL or MariaDB (reference: the manuals' pages of USE, CREATE TABLE, LOCK
 * TABLES, HANDLER, PREPARE, "Locking Functions" and on implicit commits). What a procedure does inside is not in the text, and not
 * seen.
 */
final class MySqlEffectReader extends EffectReader {

    static final String DATABASE = "database";
    static final String NAMES = "names";
    static final String ROLE = "role";

    /** No statement without one of these words has an effect. */
    private static final Pattern SUSPICIOUS = Pattern.compile(
            "(?i)\\b(set|use|temporary|prepare|deallocate|handler|begin|start|commit|rollback|savepoint|xa|get_lock"
                    + "|release_lock|release_all_locks|lock|unlock|create|alter|drop|rename|truncate|grant|revoke|analyze"
                    + "|optimize|check|repair|cache|flush|reset|install|uninstall|stop|change|purge|import|load|backup)\\b"
                    + "|:=|into\\s+@");

    private static final Set<String> AROUND_TABLES =
            Set.of("IF", "EXISTS", "NOT", "TABLE", "TABLES", "TEMPORARY", "OR", "REPLACE");

    private final boolean alone;

    /** @param alone whether there is no other statement in the text */
    MySqlEffectReader(String sql, List<Token> tokens, boolean alone) {
        super(sql, tokens);
        this.alone = alone;
    }

    static boolean isSuspicious(String sql) {
        return SUSPICIOUS.matcher(sql).find();
    }

    @Override
    List<SessionEffect> read() {
        switch (tokens.get(0).text()) {
            case "SET" -> effects().addAll(new MySqlSetReader(sql, tokens, alone).read());
            case "USE" -> assign(DATABASE, text());
            case "COMMIT" -> add(new Commit());
            case "BEGIN" -> add(has(1, "NOT") ? new Commit() : new Begin());
            case "START" -> add(has(1, "TRANSACTION") ? new Begin() : new Commit());
            case "ROLLBACK" -> rollback();
            case "SAVEPOINT" -> add(new Savepoint(name(1)));
            case "PREPARE" -> add(new Hold(new SessionHold(Kind.PREPARED_BY_SQL, name(1))));
            case "DEALLOCATE" -> add(new Release(new SessionHold(Kind.PREPARED_BY_SQL, name(2))));
            case "HANDLER" -> handler();
            case "CREATE" -> create();
            case "DROP" -> drop();
            case "LOCK" -> lock();
            case "UNLOCK" -> {
                add(new Commit());
                add(new ReleaseAll(Kind.TABLE_LOCK));
            }
            case "LOAD" -> {
                if (has(1, "INDEX")) {
                    add(new Commit());
                }
            }
            case "ALTER",
                    "RENAME",
                    "TRUNCATE",
                    "GRANT",
                    "REVOKE",
                    "ANALYZE",
                    "OPTIMIZE",
                    "CHECK",
                    "REPAIR",
                    "CACHE",
                    "FLUSH",
                    "RESET",
                    "INSTALL",
                    "UNINSTALL",
                    "STOP",
                    "CHANGE",
                    "PURGE",
                    "IMPORT",
                    "BACKUP",
                    "XA" -> add(new Commit());
            default -> query();
        }
        return effects();
    }

    private void rollback() {
        int to = has(1, "WORK") ? 2 : 1;
        add(has(to, "TO") ? new RollbackTo(name(has(to + 1, "SAVEPOINT") ? to + 2 : to + 1)) : new Rollback());
    }

    private void handler() {
        SessionHold open = new SessionHold(Kind.HELD_CURSOR, name(1));
        if (has(2, "OPEN")) {
            add(new Hold(open));
        } else if (has(2, "CLOSE")) {
            add(new Release(open));
        }
    }

    /** A temporary table belongs to the session, and making it commits nothing; anything else does. */
    private void create() {
        if (tokens.stream().noneMatch(token -> token.is("TEMPORARY"))) {
            add(new Commit());
            return;
        }
        int at = 1;
        while (at < tokens.size() && AROUND_TABLES.contains(tokens.get(at).text())) {
            at++;
        }
        add(new Hold(new SessionHold(Kind.TEMPORARY_OBJECT, name(at))));
    }

    private void drop() {
        if (has(1, "PREPARE")) {
            add(new Release(new SessionHold(Kind.PREPARED_BY_SQL, name(2))));
            return;
        }
        if (!has(1, "TEMPORARY")) {
            add(new Commit());
        }
        if (has(1, "TABLE") || has(1, "TEMPORARY")) {
            tokens.stream()
                    .skip(1)
                    .filter(token -> token.name() != null && !AROUND_TABLES.contains(token.text()))
                    .forEach(token -> add(
                            new Release(new SessionHold(Kind.TEMPORARY_OBJECT, Objects.requireNonNull(token.name())))));
        }
    }

    private void lock() {
        add(new Commit());
        if (has(1, "TABLE") || has(1, "TABLES")) {
            add(new Hold(new SessionHold(Kind.TABLE_LOCK, name(2))));
        }
    }

    /** Anything else: the variables that it gives values to, and the functions that it calls. */
    private void query() {
        for (int i = 0; i < tokens.size(); i++) {
            boolean called = has(i + 1, "(");
            if (called && has(i, "GET_LOCK")) {
                add(new Hold(new SessionHold(Kind.ADVISORY_LOCK, arguments(i + 1))));
            } else if (called && has(i, "RELEASE_LOCK")) {
                add(new ReleaseAll(Kind.ADVISORY_LOCK));
            } else if (called && has(i, "RELEASE_ALL_LOCKS")) {
                add(new ReleaseAll(Kind.ADVISORY_LOCK));
            } else if ((has(i, ":") && has(i + 1, "=")) || (has(i, "INTO") && has(i + 1, "@"))) {
                add(new Hold(new SessionHold(Kind.UNKNOWN_SETTING, "a query gave a variable a value")));
            }
        }
    }
}
