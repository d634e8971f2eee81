/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.tests.fuzz;

import io.baton.tests.answers.Told;
import java.util.List;

/**
 * How a program ended through Baton.
 *
 * @param told what it was told last; its checkpoints are the steps that were done before
 * @param state what was in the database then
 * @param struck the step at which the fault happened; -1 if it did not
 * @param marks how many messages there were before each step, and in the end
 * @param next what the database does with the next rows, if nothing was told
 * @param again what was told, seen and left when the transaction was done again; empty if it was not
 */
record Ending(
        Told told,
        List<String> notes,
        String state,
        boolean closed,
        int struck,
        List<Mark> marks,
        String next,
        String again) {

    /** So many messages had gone each way. */
    record Mark(int toServer, int toClient) {

        int messages(boolean server) {
            return server ? toServer : toClient;
        }
    }

    Ending(Told told, List<String> notes, String state, boolean closed, int struck, List<Mark> marks) {
        this(told, notes, state, closed, struck, marks, "", "");
    }

    Ending next(String seen) {
        return new Ending(told, notes, state, closed, struck, marks, seen, again);
    }

    Ending again(String seen) {
        return new Ending(told, notes, state, closed, struck, marks, next, seen);
    }

    /** What was seen before a step, and the state if it is of interest. */
    String until(int step, boolean withState) {
        return withState ? until(step) : Recorded.joined(notes.subList(0, step));
    }

    /** All that a record of the vendor's driver knows. */
    String whole(Recorded expected) {
        boolean known = expected.isKnown(expected.notes().size());
        return until(notes.size(), known) + (known ? next : "");
    }

    String until(int step) {
        return Recorded.joined(notes.subList(0, step)) + "\n= " + state;
    }
}
