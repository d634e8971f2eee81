/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.driver.internal.sql;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * {@code SELECT NEXT VALUE FOR sequence} or {@code SELECT NEXTVAL(sequence)} of MariaDB and nothing else: the way to draw a key
 * before the row is written.
 *
 * @param sequence as it is written
 * @param label the name of the column that it returns
 */
public record SequenceDraw(String sequence, String label) implements Generation {

    /** Null when it is something else. */
    static @Nullable SequenceDraw parse(String sql, List<Token> tokens) {
        boolean standard = starts(tokens, "SELECT", "NEXT", "VALUE", "FOR");
        boolean function = starts(tokens, "SELECT", "NEXTVAL", "(");
        if (!standard && !function) {
            return null;
        }
        int first = standard ? 4 : 3;
        int last = endOfName(tokens, first);
        int end = function ? last + 1 : last;
        boolean closed = last > first && (standard || is(")", last, tokens));
        int label = is("AS", end, tokens) ? end + 1 : end;
        if (!closed || tokens.size() > label + 1 || (label > end && label == tokens.size())) {
            return null;
        }
        String drawn = sql.substring(tokens.get(1).start(), tokens.get(end - 1).end());
        String named = label < tokens.size() ? tokens.get(label).name() : drawn;
        return named == null
                ? null
                : new SequenceDraw(
                        sql.substring(
                                tokens.get(first).start(), tokens.get(last - 1).end()),
                        named);
    }

    private static boolean starts(List<Token> tokens, String... words) {
        for (int i = 0; i < words.length; i++) {
            if (!is(words[i], i, tokens)) {
                return false;
            }
        }
        return true;
    }

    /** Behind the name, which may have a schema. */
    private static int endOfName(List<Token> tokens, int from) {
        int at = from;
        while (at < tokens.size() && tokens.get(at).name() != null) {
            at++;
            if (!is(".", at, tokens)) {
                return at;
            }
            at++;
        }
        return at;
    }

    private static boolean is(String word, int at, List<Token> tokens) {
        return at < tokens.size() && tokens.get(at).is(word);
    }

    /** What returns that value as drawing it did. */
    public String giving(long value) {
        return "SELECT CAST(" + value + " AS SIGNED) AS `" + label.replace("`", "``") + '`';
    }

    @Override
    public boolean needsMark() {
        return true;
    }
}
