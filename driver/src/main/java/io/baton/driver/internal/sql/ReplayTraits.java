/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.driver.internal.sql;

import io.baton.driver.ReplayRefusal;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a text means for the replay of its transaction. Immutable; read once per text, as far as {@link KnownText} remembers.
 *
 * @param refusal why the transaction cannot be replayed after it; null when it can
 * @param generation which values it makes the server generate that can be given again; null when none
 * @param asks what it asks the session for
 */
public record ReplayTraits(
        @Nullable ReplayRefusal refusal, @Nullable Generation generation, LastValue asks) {

    public static final ReplayTraits USUAL = new ReplayTraits(null, null, LastValue.NOTHING);

    private static final Pattern NO_REPLAY = Pattern.compile("/\\*\\s*@noreplay\\s*\\*/");

    static ReplayTraits read(String sql, SqlGrammar grammar) {
        if (forbidsReplay(sql)) {
            return refused(ReplayRefusal.DISABLED_BY_HINT);
        }
        List<List<Token>> statements = grammar.statements(sql);
        if (statements.stream().anyMatch(grammar::isExternal)) {
            return refused(ReplayRefusal.EXTERNAL_EFFECT);
        }
        LastValue asks = LastValue.NOTHING;
        for (List<Token> statement : statements) {
            asks = asks.and(grammar.asks(statement));
        }
        return new ReplayTraits(null, grammar.generation(sql), asks);
    }

    /** Whether it carries the hint that it must not be run a second time. */
    public static boolean forbidsReplay(String sql) {
        return sql.contains("@noreplay") && NO_REPLAY.matcher(sql).find();
    }

    private static ReplayTraits refused(ReplayRefusal reason) {
        return new ReplayTraits(reason, null, LastValue.NOTHING);
    }

    /** Whether the rows that it returns may hold values that the server made, which have to stay the same. */
    public boolean givesValues() {
        return generation != null;
    }

    /** Of a batch of several texts. */
    public ReplayTraits and(ReplayTraits other) {
        if (refusal != null || other.refusal != null) {
            return refusal != null ? this : other;
        }
        return new ReplayTraits(null, generation, asks.and(other.asks));
    }
}
