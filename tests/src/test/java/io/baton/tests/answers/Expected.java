/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.tests.answers;

import java.util.List;

/**
 * What the vendor's driver showed and left without a fault.
 *
 * @param seen what the program returned
 * @param states what there was in the database before the run, at each checkpoint, and in the end
 */
record Expected(String seen, List<String> states) {

    /** What is wrong with such an answer, in words; empty when it is true. */
    String objection(Told told, String state) {
        String before = states.get(Math.min(told.checkpoints(), states.size() - 1));
        String after = states.get(Math.min(told.checkpoints() + 1, states.size() - 1));
        String end = states.get(states.size() - 1);
        return switch (told.kind()) {
            case NOTHING ->
                !told.seen().equals(seen) ? "it should have seen " + seen : !state.equals(end) ? "expected " + end : "";
            case LOST, CONNECTION_LOST -> state.equals(before) ? "" : "told to be lost, expected " + before;
            case UNKNOWN ->
                state.equals(before) || state.equals(after) ? "" : "half done, expected " + before + " or " + after;
            case OTHER -> "told something else";
        };
    }
}
