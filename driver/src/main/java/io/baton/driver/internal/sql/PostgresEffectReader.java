/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.driver.internal.sql;

import io.baton.driver.internal.sql.SessionEffect.Begin;
import io.baton.driver.internal.sql.SessionEffect.Commit;
import io.baton.driver.internal.sql.SessionEffect.DiscardAll;
import io.baton.driver.internal.sql.SessionEffect.Hold;
import io.baton.driver.internal.sql.SessionEffect.Release;
import io.baton.driver.internal.sql.SessionEffect.ReleaseAll;
import io.baton.driver.internal.sql.SessionEffect.Rollback;
import io.baton.driver.internal.sql.SessionEffect.RollbackTo;
import io.baton.driver.internal.sql.SessionEffect.Savepoint;
import io.baton.driver.internal.sql.SessionHold.Kind;
import java.util.List;
import java.util.Set;

/**
 * Reads the {@link SessionEffect}s of one PostgreSQL statement. A hold here is a suspicion: whatever may leave something is suspected,
 * in any spelling and in any form that is not known to leave nothing, and the session itself is asked afterwards
 * ({@link PostgresSessionQuestion}). What functions do inside is not in the text; the catalogue tells when a session is lost.
 */
final class PostgresEffectReader extends EffectReader {

    /** Statements that work on data and definitions; what they call and create is looked for. */
    private static final Set<String> QUERYING = Set.of("""
            SELECT INSERT UPDATE DELETE MERGE WITH VALUES TABLE ( { EXPLAIN CALL COPY SHOW FETCH MOVE RELEASE NOTIFY LOCK TRUNCATE
            ANALYZE ANALYSE VACUUM COMMENT GRANT REVOKE REFRESH REINDEX CLUSTER CHECKPOINT REASSIGN SECURITY IMPORT WAIT ALTER
            """.strip().split("\\s+"));

    private static final Set<String> LOCKS = Set.of(
            "pg_advisory_lock", "pg_advisory_lock_shared", "pg_try_advisory_lock", "pg_try_advisory_lock_shared");

    private static final Set<String> UNLOCKS =
            Set.of("pg_advisory_unlock", "pg_advisory_unlock_shared", "pg_advisory_unlock_all");

    private final boolean alone;

    /** @param alone whether there is no other statement in the text */
    PostgresEffectReader(String sql, List<Token> tokens, boolean alone) {
        super(sql, tokens);
        this.alone = alone;
    }

    @Override
    List<SessionEffect> read() {
        switch (tokens.get(0).text()) {
            case "SET", "RESET" ->
                new PostgresSetReader(sql, tokens, alone).read().forEach(this::add);
            case "DISCARD" -> discard();
            case "LISTEN" -> suspect(Kind.LISTEN, name(1));
            case "UNLISTEN" -> release(Kind.LISTEN, "*");
            case "PREPARE" -> prepare();
            case "EXECUTE" -> suspect(Kind.SETTING, "something by a statement that was prepared by SQL text");
            case "DEALLOCATE" -> release(Kind.PREPARED_BY_SQL, "ALL");
            case "DECLARE" -> query();
            case "CLOSE" -> release(Kind.HELD_CURSOR, "ALL");
            case "LOAD" -> suspect(Kind.LIBRARY, source(1));
            case "BEGIN", "START" -> add(new Begin());
            case "COMMIT", "END" -> add(new Commit());
            case "ABORT" -> add(new Rollback());
            case "ROLLBACK" -> rollback();
            case "SAVEPOINT" -> add(new Savepoint(name(1)));
            case "CREATE" -> query();
            case "DROP" -> release(Kind.TEMPORARY_OBJECT, name(2));
            case "DO" -> doBlock();
            default -> other();
        }
        return effects();
    }

    private void other() {
        if (QUERYING.contains(tokens.get(0).text())) {
            query();
        } else {
            suspect(Kind.UNKNOWN_SETTING, "a statement was run that is not known");
        }
    }

    private void suspect(Kind kind, String detail) {
        add(new Hold(new SessionHold(kind, detail)));
    }

    private void discard() {
        if (has(1, "ALL")) {
            add(new DiscardAll());
        } else if (has(1, "TEMP") || has(1, "TEMPORARY")) {
            add(new ReleaseAll(Kind.TEMPORARY_OBJECT));
        }
    }

    private void prepare() {
        if (has(1, "TRANSACTION") && tokens.size() == 3 && tokens.get(2).isLiteral()) {
            add(new Commit()); // The session's settings stay; what is prepared is the data's business.
        } else {
            suspect(Kind.PREPARED_BY_SQL, name(1));
            if (tokens.stream().anyMatch(token -> "set_config".equals(token.name()))) {
                suspect(Kind.UNKNOWN_SETTING, "a statement was prepared that sets them");
            }
        }
    }

    private void release(Kind kind, String all) {
        int at = has(1, "PREPARE") && tokens.size() > 2 ? 2 : 1;
        add(has(at, all) ? new ReleaseAll(kind) : new Release(new SessionHold(kind, name(at))));
    }

    private void rollback() {
        int to = has(1, "WORK") || has(1, "TRANSACTION") ? 2 : 1;
        if (has(to, "TO")) {
            boolean word = has(to + 1, "SAVEPOINT") && to + 2 < tokens.size();
            add(new RollbackTo(name(word ? to + 2 : to + 1)));
        } else if (!has(1, "PREPARED")) {
            add(new Rollback());
        }
    }

    private void doBlock() {
        boolean plain = tokens.stream().filter(Token::isLiteral).count() == 1;
        boolean known = tokens.size() == 2 || tokens.stream().anyMatch(token -> "plpgsql".equals(token.name()));
        if (!plain || !known) {
            suspect(Kind.UNKNOWN_SETTING, "a DO block may have made them");
            return;
        }
        tokens.stream()
                .filter(Token::isLiteral)
                .flatMap(body -> CodeBody.ofLiteral(body.text()).holds().stream())
                .forEach(hold -> add(new Hold(hold)));
    }

    /** The functions that it calls, wherever and however they are named, and what it creates. */
    private void query() {
        for (int i = 0; i < tokens.size(); i++) {
            Token token = tokens.get(i);
            if (token.is("INTO")) {
                selectInto(i);
            } else if (token.is("CREATE")) {
                PostgresCreation.read(this, i).ifPresent(name -> suspect(Kind.TEMPORARY_OBJECT, name));
            } else if (token.is("HOLD") && has(i - 1, "WITH")) {
                suspect(Kind.HELD_CURSOR, name(1));
            } else {
                String name = token.name();
                if (name != null) {
                    function(name, i);
                }
            }
        }
    }

    private void function(String name, int at) {
        if (name.equals("set_config")) {
            setConfig(at);
        } else if (name.equals("setseed")) {
            suspect(Kind.SEED, "by setseed");
        } else if (LOCKS.contains(name)) {
            suspect(Kind.ADVISORY_LOCK, arguments(at + 1));
        } else if (UNLOCKS.contains(name)) {
            add(new ReleaseAll(Kind.ADVISORY_LOCK));
        }
    }

    private void selectInto(int at) {
        if (!has(at - 1, "INSERT") && !has(at - 1, "MERGE")) {
            PostgresCreation.target(this, at + 1).ifPresent(name -> suspect(Kind.TEMPORARY_OBJECT, name));
        }
    }

    private void setting(ConfigCall call) {
        if (!call.variable().isEmpty()) {
            suspect(Kind.SETTING, call.variable());
        } else if (alone && call.parameter() > 0) {
            add(new SessionEffect.SettingBound(call.parameter()));
        } else {
            suspect(Kind.UNKNOWN_SETTING, "set_config was called for a variable that is not in the text");
        }
    }

    private void setConfig(int at) {
        if (!has(at + 1, "(")) {
            suspect(Kind.UNKNOWN_SETTING, "set_config may have been called");
            return;
        }
        ConfigCall call = new ConfigCall(this, at + 1);
        if (call.isLocal()) {
            return; // Ends with the transaction.
        }
        SessionEffect effect = call.whole(alone);
        if (effect != null) {
            add(effect);
        } else {
            setting(call);
        }
    }
}
