/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.driver.internal.session;

import io.baton.driver.internal.sql.SqlGrammar;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;

/**
 * Which texts a session has run, with a bit for the names in each ({@code KnownText.shape}): when it is lost, the catalogue says what those
 * may have left in it that no text shows. Used by the thread that uses the connection.
 */
final class RanTexts {

    private static final long[] NONE = {};

    private long[] ever = NONE;
    /** Since the open transaction began, or earlier. */
    private long[] open = NONE;

    void ran(int shape) {
        int word = shape >> 6;
        if (word >= ever.length) {
            ever = Arrays.copyOf(ever, word + 1);
            open = Arrays.copyOf(open, word + 1);
        }
        long bit = 1L << shape;
        ever[word] |= bit;
        open[word] |= bit;
    }

    void transactionEnds() {
        Arrays.fill(open, 0);
    }

    /** Something to compare, to see whether another text was run. */
    int count() {
        return Arrays.stream(ever).mapToInt(Long::bitCount).sum();
    }

    Set<String> namesEver(SqlGrammar grammar) {
        return names(ever, grammar);
    }

    Set<String> namesInTransaction(SqlGrammar grammar) {
        return names(open, grammar);
    }

    private static Set<String> names(long[] bits, SqlGrammar grammar) {
        Set<String> names = new HashSet<>();
        for (int shape = 0; shape < bits.length * Long.SIZE; shape++) {
            if ((bits[shape >> 6] & 1L << shape) != 0) {
                names.addAll(grammar.namesOf(shape));
            }
        }
        return names;
    }
}
