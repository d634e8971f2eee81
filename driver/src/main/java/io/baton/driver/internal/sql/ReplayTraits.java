/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.driver.internal.sql;

import io.baton.driver.ReplayRefusal;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a text means for the replay of its transaction. Immutable; read once per text, as far as {@link KnownText} remembers.
 *
 * @param refusal why the transaction cannot be replayed after it; null when it can
 * @param insert when it is a simple INSERT, whose generated values can be given again
 * @param draw when it draws a key from a sequence
 */
public record ReplayTraits(
        @Nullable ReplayRefusal refusal,
        @Nullable InsertText insert,
        @Nullable DrawText draw) {

    public static final ReplayTraits USUAL = new ReplayTraits(null, null, null);

    private static final Pattern NO_REPLAY = Pattern.compile("/\\*\\s*@noreplay\\s*\\*/");

    /** Their effects happen at once and outside the transaction (reference: the PostgreSQL manual, and of dblink). */
    private static final Set<String> EXTERNAL = Set.of(
            "LO_EXPORT",
            "LO_IMPORT",
            "PG_LOGICAL_EMIT_MESSAGE",
            "PG_SWITCH_WAL",
            "PG_CREATE_RESTORE_POINT",
            "PG_FILE_WRITE");

    private static final Set<String> EXTERNAL_PREFIXES = Set.of("DBLINK", "HTTP_", "PG_BACKGROUND_");

    public static ReplayTraits of(String sql) {
        return KnownText.of(sql).traits();
    }

    static ReplayTraits read(String sql) {
        if (sql.contains("@noreplay") && NO_REPLAY.matcher(sql).find()) {
            return refused(ReplayRefusal.DISABLED_BY_HINT);
        }
        for (var statement : SqlStatements.of(sql)) {
            if (statement.get(0).is("COPY") || statement.stream().anyMatch(ReplayTraits::isExternal)) {
                return refused(ReplayRefusal.EXTERNAL_EFFECT);
            }
        }
        InsertText insert = InsertText.parse(sql).orElse(null);
        DrawText draw = insert != null ? null : DrawText.parse(sql).orElse(null);
        return insert == null && draw == null ? USUAL : new ReplayTraits(null, insert, draw);
    }

    private static ReplayTraits refused(ReplayRefusal reason) {
        return new ReplayTraits(reason, null, null);
    }

    /** Whether the rows that it returns may hold values that the server made, which have to stay the same. */
    public boolean givesValues() {
        return insert != null || draw != null;
    }

    private static boolean isExternal(Token token) {
        return token.kind() == Token.Kind.WORD
                && (EXTERNAL.contains(token.text())
                        || EXTERNAL_PREFIXES.stream().anyMatch(token.text()::startsWith));
    }

    /** Of a batch of several texts. */
    public ReplayTraits and(ReplayTraits other) {
        return refusal != null || other.refusal == null ? this : other;
    }
}
