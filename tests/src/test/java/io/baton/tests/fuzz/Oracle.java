/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.tests.fuzz;

import io.baton.tests.answers.Told;
import java.util.Optional;

/** Judges by two records of the vendor's driver, whose sequences began elsewhere. Knows no statement. */
record Oracle(Recorded one, Recorded two) {

    /** A program of which the two records differ in more than values says nothing. */
    boolean isUseless() {
        return Limits.stumbles(one) || like(one.whole(), two.whole()).isUseless();
    }

    /** What is wrong without a fault: any difference. */
    Optional<String> objectionWithout(Ending ending) {
        return ending.told().kind() != Told.Kind.NOTHING
                ? Optional.of("told something without a fault")
                : whole().objection(ending.whole(one), true);
    }

    /** What is wrong with a fault: something false. */
    Optional<String> objection(Ending ending, World world, Program program) {
        int step = ending.told().checkpoints();
        if (ending.closed() != ending.told().closes()) {
            return Optional.of("is the connection closed: " + ending.closed());
        }
        String before = ending.until(step, one.isKnown(step));
        return switch (ending.told().kind()) {
            case NOTHING -> whole().objection(ending.whole(one), false);
            case CONNECTION_LOST -> objectionLost(ending, before);
            case LOST -> at(step, step).objection(before, false).or(() -> objectionAgain(ending));
            case UNKNOWN ->
                ending.told().mayBeInPart() ? objectionInPart(ending, world, program) : objectionWhole(ending, before);
            case OTHER -> Optional.of("told something else");
        };
    }

    /** What was executed in auto-commit mode, and whose result was being looked at, is there; in a transaction it need not be. */
    private Optional<String> objectionLost(Ending ending, String before) {
        int step = ending.told().checkpoints();
        boolean executed =
                ending.told().failure() != null && Seen.met(ending.told().failure());
        Optional<String> difference = at(step, step).objection(before, false);
        if (!executed || (difference.isEmpty() && !one.autoCommit().get(step))) {
            return difference;
        }
        return at(step, step + 1).objection(ending.until(step, one.isKnown(step + 1)), false);
    }

    private Optional<String> objectionWhole(Ending ending, String before) {
        int step = ending.told().checkpoints();
        return at(step, step)
                .objection(before, false)
                .flatMap(difference -> at(step, step + 1).objection(ending.until(step, one.isKnown(step + 1)), false))
                .map(after -> "half done: " + after);
    }

    /** What is there nobody can say then, but only of what is more than one thing. */
    private Optional<String> objectionInPart(Ending ending, World world, Program program) {
        int step = ending.told().checkpoints();
        return program.hasParts(world, step)
                ? at(step, Recorded.NO_STATE).objection(ending.until(step, false), false)
                : Optional.of("told to be there in part");
    }

    private Optional<String> objectionAgain(Ending ending) {
        return ending.again().isEmpty()
                ? Optional.empty()
                : like(
                                Told.nothing("", one.notes().size()) + one.whole(),
                                Told.nothing("", one.notes().size()) + two.whole())
                        .objection(ending.again(), false)
                        .map(difference -> "done again it is not the same: " + difference);
    }

    private Likeness whole() {
        return like(one.whole(), two.whole());
    }

    private Likeness at(int step, int state) {
        return like(one.until(step, state), two.until(step, state));
    }

    private static Likeness like(String one, String two) {
        return new Likeness(one, two, Lane.OTHER_BASE - Lane.BASE);
    }
}
