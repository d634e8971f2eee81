/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.driver.internal.sql;

import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A query of MySQL that returns the time of its statement and nothing else, such as {@code SELECT NOW(6)}. A date alone, or the
 * time of another zone, would not do: the clock of the session cannot be set by it.
 */
public record ClockReading() implements Generation {

    private static final Set<String> CLOCKS = Set.of("NOW", "CURRENT_TIMESTAMP", "LOCALTIME", "LOCALTIMESTAMP");

    /** Null when it is something else. */
    static @Nullable ClockReading parse(List<Token> tokens) {
        if (tokens.size() < 2
                || !tokens.get(0).is("SELECT")
                || !CLOCKS.contains(tokens.get(1).text())) {
            return null;
        }
        int at = 2;
        if (is("(", at, tokens)) {
            at += is(")", at + 1, tokens) ? 2 : 3;
            if (!is(")", at - 1, tokens)) {
                return null;
            }
        }
        if (is("AS", at, tokens)) {
            at += 2;
        }
        return at == tokens.size() ? new ClockReading() : null;
    }

    private static boolean is(String word, int at, List<Token> tokens) {
        return at < tokens.size() && tokens.get(at).is(word);
    }
}
