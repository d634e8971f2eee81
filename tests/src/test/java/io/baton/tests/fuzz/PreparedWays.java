/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.tests.fuzz;

import java.sql.PreparedStatement;
import java.util.Arrays;

/** Texts with bound values. */
final class PreparedWays {

    private PreparedWays() {}

    static final Way PREPARED = new Way(
            (text, play) -> {
                try (PreparedStatement s = play.connection().prepareStatement(text.marked())) {
                    Runnable later = text.bind(s, play);
                    boolean rows = s.execute();
                    later.run();
                    Seen.all(s, rows, play);
                }
            },
            text -> Way.prepared(text, "") + "all(s, s.execute());\n}");

    static final Way KEPT = new Way(
            (text, play) -> {
                PreparedStatement s = play.connection().prepareStatement(text.marked());
                play.kept = s;
                play.keptText = text;
                Runnable later = text.bind(s, play);
                boolean rows = s.execute();
                later.run();
                Seen.all(s, rows, play);
            },
            text -> "kept = connection.prepareStatement(" + Text.quoted(text.marked()) + "); s = kept;\n" + text.java()
                    + "all(s, s.execute());");

    static final Way BATCH = new Way(
            (text, play) -> {
                try (PreparedStatement s = play.connection().prepareStatement(text.marked())) {
                    for (int i = 0; i < 3; i++) {
                        Runnable later = text.plus(100 * i).bind(s, play);
                        s.addBatch();
                        later.run();
                    }
                    play.note(Arrays.toString(s.executeBatch()));
                }
            },
            text -> Way.prepared(text, "") + "s.addBatch();\n" + text.plus(100).java() + "s.addBatch();\n"
                    + text.plus(200).java() + "s.addBatch();\nsee(s.executeBatch());\n}");
}
