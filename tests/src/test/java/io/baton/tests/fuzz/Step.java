/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.tests.fuzz;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** One thing that a program does. */
sealed interface Step {

    void run(Play play) throws SQLException;

    /** As one writes it by hand. */
    String java();

    /** The name of the feature that it belongs to. */
    String feature();

    /** A text that is sent in one of the ways that there are. */
    record Sent(String feature, Carrier carrier, Text text) implements Step {
        @Override
        public void run(Play play) throws SQLException {
            carrier.run(text, play);
        }

        @Override
        public String java() {
            return carrier.java(text);
        }
    }

    /** A method of the API. */
    record Called(Call call, int n) implements Step {
        @Override
        public void run(Play play) throws SQLException {
            call.run(play, n);
        }

        @Override
        public String java() {
            return call.java(n);
        }

        @Override
        public String feature() {
            return call.name();
        }
    }

    /** What somebody else does meanwhile. */
    record Others(Text text) implements Step {
        @Override
        public void run(Play play) throws SQLException {
            try (Statement statement = play.other().createStatement()) {
                statement.execute(text.literal(play));
            }
        }

        @Override
        public String java() {
            return "try (Statement s = other.createStatement()) { s.execute(" + Carrier.printed(text) + "); }";
        }

        @Override
        public String feature() {
            return "others";
        }
    }

    /** What the session is like in the end. */
    record Examined(String query) implements Step {
        @Override
        public void run(Play play) throws SQLException {
            try (Statement statement = play.connection().createStatement();
                    ResultSet rows = statement.executeQuery(query)) {
                Seen.rows(rows, play, Integer.MAX_VALUE);
            }
        }

        @Override
        public String java() {
            return "see(" + Text.quoted(query) + ");";
        }

        @Override
        public String feature() {
            return "examined";
        }
    }
}
