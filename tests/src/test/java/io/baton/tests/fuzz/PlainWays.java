/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.tests.fuzz;

import java.sql.CallableStatement;
import java.sql.Statement;
import java.util.Arrays;

/** Texts with the values in them, and calls. */
final class PlainWays {

    private PlainWays() {}

    static final Way EXECUTE = new Way(
            (text, play) -> {
                try (Statement s = play.connection().createStatement()) {
                    Seen.all(s, s.execute(text.literal(play)), play);
                }
            },
            text -> "try (Statement s = connection.createStatement()) { all(s, s.execute(" + Carrier.printed(text)
                    + ")); }");

    static final Way UPDATE = new Way(
            (text, play) -> {
                try (Statement s = play.connection().createStatement()) {
                    play.note(s.executeUpdate(text.literal(play)));
                }
            },
            text -> "try (Statement s = connection.createStatement()) { see(s.executeUpdate(" + Carrier.printed(text)
                    + ")); }");

    static final Way WARNED = new Way(
            (text, play) -> {
                try (Statement s = play.connection().createStatement()) {
                    boolean rows = s.execute(text.literal(play));
                    Seen.warnings(s.getWarnings(), play);
                    Seen.all(s, rows, play);
                }
            },
            text -> "try (Statement s = connection.createStatement()) { boolean r = s.execute(" + Carrier.printed(text)
                    + "); see(s.getWarnings()); all(s, r); }");

    static final Way TEXT_BATCH = new Way(
            (text, play) -> {
                try (Statement s = play.connection().createStatement()) {
                    s.addBatch(text.literal(play));
                    s.addBatch(text.plus(100).literal(play));
                    play.note(Arrays.toString(s.executeBatch()));
                }
            },
            text -> "try (Statement s = connection.createStatement()) { s.addBatch(" + Carrier.printed(text)
                    + "); s.addBatch(" + Carrier.printed(text.plus(100)) + "); see(s.executeBatch()); }");

    static final Way CALLABLE = new Way(
            (text, play) -> {
                try (CallableStatement s = play.connection().prepareCall("{" + text.marked() + "}")) {
                    Runnable later = text.bind(s, play);
                    boolean rows = s.execute();
                    later.run();
                    Seen.all(s, rows, play);
                }
            },
            text -> "try (CallableStatement s = connection.prepareCall(" + Text.quoted("{" + text.marked() + "}")
                    + ")) {\n" + text.java() + "all(s, s.execute());\n}");
}
