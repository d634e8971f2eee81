/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.tests.fuzz;

import java.sql.PreparedStatement;
import java.sql.Statement;
import java.util.Arrays;

/** Texts of which the generated keys are read. */
final class KeysWays {

    private KeysWays() {}

    static final Way KEYS = new Way(
            (text, play) -> {
                try (PreparedStatement s =
                        play.connection().prepareStatement(text.marked(), Statement.RETURN_GENERATED_KEYS)) {
                    text.bind(s, play);
                    play.note(s.executeUpdate());
                    Seen.keys(s, play);
                }
            },
            text -> Way.prepared(text, ", Statement.RETURN_GENERATED_KEYS")
                    + "see(s.executeUpdate());\nkeys(s.getGeneratedKeys());\n}");

    static final Way KEYS_BY_NAME = new Way(
            (text, play) -> {
                try (PreparedStatement s = play.connection().prepareStatement(text.marked(), new String[] {"id"})) {
                    text.bind(s, play);
                    play.note(s.executeUpdate());
                    Seen.keys(s, play);
                }
            },
            text -> Way.prepared(text, ", new String[] {\"id\"}")
                    + "see(s.executeUpdate());\nkeys(s.getGeneratedKeys());\n}");

    static final Way KEYS_BY_INDEX = new Way(
            (text, play) -> {
                try (Statement s = play.connection().createStatement()) {
                    play.note(s.executeUpdate(text.literal(play), new int[] {1}));
                    Seen.keys(s, play);
                }
            },
            text -> "try (Statement s = connection.createStatement()) { see(s.executeUpdate(" + Carrier.printed(text)
                    + ", new int[] {1})); keys(s.getGeneratedKeys()); }");

    static final Way KEYS_BATCH = new Way(
            (text, play) -> {
                try (PreparedStatement s =
                        play.connection().prepareStatement(text.marked(), Statement.RETURN_GENERATED_KEYS)) {
                    for (int i = 0; i < 2; i++) {
                        text.plus(100 * i).bind(s, play);
                        s.addBatch();
                    }
                    play.note(Arrays.toString(s.executeBatch()));
                    Seen.keys(s, play);
                }
            },
            text -> Way.prepared(text, ", Statement.RETURN_GENERATED_KEYS") + "s.addBatch();\n"
                    + text.plus(100).java() + "s.addBatch();\nsee(s.executeBatch());\nkeys(s.getGeneratedKeys());\n}");
}
