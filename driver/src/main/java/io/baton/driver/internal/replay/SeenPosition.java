/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.driver.internal.replay;

import io.baton.driver.ReplayRefusal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What the application was told about the place in a result where it is, such as whether it is the last row. What it was told at
 * earlier places follows from the rows that it has stepped on since.
 */
final class SeenPosition {

    /** There are fewer questions than that; who asks the same one again gets the same answer. */
    private static final int MOST = 16;

    private @Nullable List<Answer> answers;

    /** Something that is asked of a result where it stands. */
    @FunctionalInterface
    public interface Question {
        Object ask(ResultSet rows) throws SQLException;
    }

    private record Answer(Question question, Object answer) {}

    void told(Question question, Object answer) {
        if (answers == null) {
            answers = new ArrayList<>(1);
        }
        if (answers.size() < MOST) {
            answers.add(new Answer(question, answer));
        }
    }

    void left() {
        answers = null;
    }

    /** The result stands where the other one stood. */
    void verify(ResultSet again) throws SQLException, ReplayRefused {
        if (answers != null) {
            for (Answer told : answers) {
                if (!Objects.equals(told.question().ask(again), told.answer())) {
                    throw new ReplayRefused(ReplayRefusal.RESULT_CHANGED, "it ends elsewhere now");
                }
            }
        }
    }
}
