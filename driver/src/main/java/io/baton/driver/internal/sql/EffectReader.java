/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.driver.internal.sql;

import io.baton.driver.internal.sql.SessionEffect.Assign;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** Reads the {@link SessionEffect}s of one statement. */
abstract class EffectReader {

    final String sql;
    final List<Token> tokens;
    private final List<SessionEffect> effects = new ArrayList<>();

    EffectReader(String sql, List<Token> tokens) {
        this.sql = sql;
        this.tokens = tokens;
    }

    abstract List<SessionEffect> read();

    final List<SessionEffect> effects() {
        return effects;
    }

    final boolean has(int at, String word) {
        return at >= 0 && at < tokens.size() && tokens.get(at).is(word);
    }

    final String name(int at) {
        return at < tokens.size() ? Objects.requireNonNullElse(tokens.get(at).name(), "") : "";
    }

    final String source(int at) {
        return at < tokens.size()
                ? sql.substring(tokens.get(at).start(), tokens.get(at).end())
                : "";
    }

    final String text() {
        return sql.substring(
                tokens.get(0).start(), tokens.get(tokens.size() - 1).end());
    }

    /** Where the parenthesis closes that was opened before that place; the number of tokens if it does not. */
    final int endOfArguments(int at) {
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

    final void assign(String variable, String setting) {
        add(new Assign(variable, new Restoration.RunSql(setting)));
    }

    final void add(SessionEffect effect) {
        effects.add(effect);
    }

    /** As they stand between the parentheses; parameters are unknown and never released one by one. */
    final String arguments(int open) {
        int close = open;
        while (close < tokens.size() && !has(close, ")")) {
            close++;
        }
        return close == tokens.size()
                ? ""
                : sql.substring(tokens.get(open).end(), tokens.get(close).start())
                        .strip();
    }
}
