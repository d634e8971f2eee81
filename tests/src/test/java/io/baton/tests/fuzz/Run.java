/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.tests.fuzz;

import io.baton.tests.answers.Told;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/** Runs the steps of a program on a connection. What fails is seen by the program, which goes on; what Baton tells ends it. */
final class Run {

    private static final Set<String> TELLING = Set.of("40001", "08007", "08006");

    private final Program program;
    private final Play play;
    private final List<String> notes = new ArrayList<>();
    private final List<Play.Held> held = new ArrayList<>();
    private final IntConsumer began;
    private volatile int at;

    /** @param began is told of each step before it is done */
    Run(Program program, Connection connection, @Nullable Connection other, IntConsumer began) {
        this.program = program;
        this.began = began;
        this.play = new Play(connection, other);
    }

    /** The step that is being done. */
    int at() {
        return at;
    }

    List<String> notes() {
        return notes;
    }

    /** Only one step, whatever comes of it. */
    void step(int n) {
        go(n, "threw 40001 threw 08007 threw 08006");
    }

    /**
     * From one step to the end.
     *
     * @param expected what is expected to be seen, by step
     * @return what the application was told in step {@link #at}
     */
    Told from(int first, List<String> expected) {
        while (notes.size() > first) {
            notes.remove(notes.size() - 1);
            play.holdsAgain(held.remove(held.size() - 1));
        }
        for (int n = first; n < program.steps().size(); n++) {
            Exception told = go(n, expected.get(n));
            if (told != null) {
                return Told.of(told, n);
            }
        }
        return Told.nothing("", notes.size());
    }

    private Exception go(int n, String expected) {
        at = n;
        began.accept(n);
        held.add(play.held());
        Exception told = null;
        try {
            program.steps().get(n).run(play);
        } catch (SQLException e) {
            play.note(Seen.failure(e));
            String state = String.valueOf(e.getSQLState());
            if (TELLING.contains(state) && !expected.contains("threw " + state)) {
                told = e;
            }
        } catch (RuntimeException e) {
            play.note(Seen.failure(e));
        }
        notes.add(play.taken());
        return told;
    }
}
