/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.tests.fuzz;

import java.sql.PreparedStatement;
import java.sql.ResultSet;

/** Queries of which the rows are read in other ways. */
final class ReadWays {

    private ReadWays() {}

    static final Way FETCHED = new Way(
            (text, play) -> {
                PreparedStatement s = play.connection().prepareStatement(text.marked());
                s.setFetchSize(2);
                text.bind(s, play);
                play.open = s.executeQuery();
                Seen.rows(play.open, play, 1);
            },
            text -> "s = connection.prepareStatement(" + Text.quoted(text.marked()) + "); s.setFetchSize(2);\n"
                    + text.java() + "open = s.executeQuery(); see(open, 1);");

    static final Way SCROLLED = new Way(
            (text, play) -> {
                try (PreparedStatement s = play.connection()
                        .prepareStatement(
                                text.marked(), ResultSet.TYPE_SCROLL_INSENSITIVE, ResultSet.CONCUR_READ_ONLY)) {
                    text.bind(s, play);
                    ResultSet rows = s.executeQuery();
                    play.note(rows.last());
                    play.note(rows.getRow());
                    play.note(rows.absolute(1));
                    play.note(rows.relative(1));
                    if (rows.previous()) {
                        Seen.row(rows, play);
                    }
                }
            },
            text -> Way.prepared(text, ", ResultSet.TYPE_SCROLL_INSENSITIVE, ResultSet.CONCUR_READ_ONLY")
                    + "ResultSet r = s.executeQuery(); see(r.last()); see(r.getRow()); see(r.absolute(1));"
                    + " see(r.relative(1)); if (r.previous()) { see(r); }\n}");

    static final Way PEEKED = new Way(
            (text, play) -> {
                try (PreparedStatement s = play.connection().prepareStatement(text.marked())) {
                    text.bind(s, play);
                    ResultSet rows = s.executeQuery();
                    play.note(rows.isBeforeFirst());
                }
            },
            text -> Way.prepared(text, "") + "see(s.executeQuery().isBeforeFirst());\n}");
}
