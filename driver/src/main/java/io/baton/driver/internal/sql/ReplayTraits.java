/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.driver.internal.sql;

import io.baton.driver.ReplayRefusal;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a text means for the replay of its transaction. Immutable; read once per text, as far as {@link PerText} remembers.
 *
 * @param refusal why the transaction cannot be replayed after it; null when it can
 * @param givesValues whether the rows that it returns may hold values that the server made, which have to stay the same
 */
public record ReplayTraits(@Nullable ReplayRefusal refusal, boolean givesValues) {

    public static final ReplayTraits USUAL = new ReplayTraits(null, false);

    private static final ReplayTraits GIVES_VALUES = new ReplayTraits(null, true);

    private static final PerText<ReplayTraits> KNOWN = new PerText<>(ReplayTraits::read);

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
        return KNOWN.of(sql);
    }

    private static ReplayTraits read(String sql) {
        if (sql.contains("@noreplay") && NO_REPLAY.matcher(sql).find()) {
            return new ReplayTraits(ReplayRefusal.DISABLED_BY_HINT, false);
        }
        boolean values = false;
        for (var statement : SqlStatements.of(sql)) {
            if (statement.get(0).is("COPY") || statement.stream().anyMatch(ReplayTraits::isExternal)) {
                return new ReplayTraits(ReplayRefusal.EXTERNAL_EFFECT, false);
            }
            values |= statement.get(0).is("INSERT") || statement.stream().anyMatch(token -> token.is("NEXTVAL"));
        }
        return values ? GIVES_VALUES : USUAL;
    }

    private static boolean isExternal(Token token) {
        return token.kind() == Token.Kind.WORD
                && (EXTERNAL.contains(token.text())
                        || EXTERNAL_PREFIXES.stream().anyMatch(token.text()::startsWith));
    }

    /** Of a batch of several texts. */
    public ReplayTraits and(ReplayTraits other) {
        return new ReplayTraits(refusal == null ? other.refusal : refusal, givesValues || other.givesValues);
    }
}
