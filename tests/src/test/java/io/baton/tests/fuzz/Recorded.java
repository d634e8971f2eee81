/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.tests.fuzz;

import java.util.List;

/**
 * What the vendor's driver showed and left without a fault.
 *
 * @param notes what was seen, by step
 * @param states what was in the database before each step, and in the end
 * @param open which transaction was open then; empty if none was
 * @param autoCommit the mode before each step, and in the end
 * @param next what the database does with the next row of each table, in the end
 */
record Recorded(List<String> notes, List<String> states, List<String> open, List<Boolean> autoCommit, String next) {

    /** In place of the number of a state that is of no interest. */
    static final int NO_STATE = -1;

    static final String ABORTED = "aborted";

    /** Instead of a state for which one would have had to wait: nothing is known of it. */
    static final String LOCKED = "locked";

    /** Everything that is known. */
    String whole() {
        return until(notes.size(), notes.size()) + (isKnown(notes.size()) ? next : "");
    }

    /** What was seen before a step, and a state. */
    String until(int step, int state) {
        return seen(step) + (isKnown(state) ? "\n= " + states.get(state) : "");
    }

    boolean isKnown(int state) {
        return state != NO_STATE && !states.get(state).equals(LOCKED);
    }

    private String seen(int steps) {
        return joined(notes.subList(0, steps));
    }

    /** The step from which a transaction is done again that was open before that one; -1 if it began in a middle of one. */
    int beginning(int step) {
        int first = step;
        String transaction = open.get(first);
        while (first > 0 && isIn(transaction, open.get(first))) {
            transaction = open.get(first);
            first--;
        }
        return step == first || open.get(first).isEmpty() ? first : -1;
    }

    /** One that was aborted has no time at which it began any more. */
    private static boolean isIn(String transaction, String open) {
        return !open.isEmpty() && (open.equals(transaction) || transaction.contains(ABORTED) || open.contains(ABORTED));
    }

    static String joined(List<String> notes) {
        StringBuilder all = new StringBuilder();
        for (int i = 0; i < notes.size(); i++) {
            all.append("\n@").append(i).append(' ').append(notes.get(i));
        }
        return all.toString();
    }
}
