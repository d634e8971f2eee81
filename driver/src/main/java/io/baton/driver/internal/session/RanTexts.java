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

    /** In transactions that have ended, and outside of them. */
    private long[] ended = NONE;
    /** Since the open transaction began, or earlier. */
    private long[] open = NONE;

    private int different;

    void ran(int shape) {
        int word = shape >> 6;
        if (word >= open.length) {
            ended = Arrays.copyOf(ended, word + 1);
            open = Arrays.copyOf(open, word + 1);
        }
        long bit = 1L << shape;
        if (((ended[word] | open[word]) & bit) == 0) {
            different++;
        }
        open[word] |= bit;
    }

    void transactionEnds() {
        for (int word = 0; word < open.length; word++) {
            ended[word] |= open[word];
            open[word] = 0;
        }
    }

    /** It is gone with its session, and so is what its texts left there, which nobody can count on. */
    void transactionIsLost() {
        Arrays.fill(open, 0);
    }

    /** Something to compare, to see whether another text was run. */
    int count() {
        return different;
    }

    Set<String> namesEver(SqlGrammar grammar) {
        Set<String> names = names(ended, grammar);
        names.addAll(names(open, grammar));
        return names;
    }

    /** Without those of the open transaction. */
    Set<String> namesInEnded(SqlGrammar grammar) {
        return names(ended, grammar);
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
