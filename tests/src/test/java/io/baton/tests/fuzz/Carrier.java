/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.tests.fuzz;

import java.sql.CallableStatement;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;

/** How a text gets to the server. */
enum Carrier {
    EXECUTE("rwuc", 6) {
        @Override
        void run(Text text, Play play) throws SQLException {
            try (Statement s = play.connection().createStatement()) {
                Seen.all(s, s.execute(text.literal(play)), play);
            }
        }

        @Override
        String java(Text text) {
            return "try (Statement s = connection.createStatement()) { all(s, s.execute(" + printed(text) + ")); }";
        }
    },
    UPDATE("wu", 3) {
        @Override
        void run(Text text, Play play) throws SQLException {
            try (Statement s = play.connection().createStatement()) {
                play.note(s.executeUpdate(text.literal(play)));
            }
        }

        @Override
        String java(Text text) {
            return "try (Statement s = connection.createStatement()) { see(s.executeUpdate(" + printed(text) + ")); }";
        }
    },
    WARNED("rwuc", 2) {
        @Override
        void run(Text text, Play play) throws SQLException {
            try (Statement s = play.connection().createStatement()) {
                boolean rows = s.execute(text.literal(play));
                Seen.warnings(s.getWarnings(), play);
                Seen.all(s, rows, play);
            }
        }

        @Override
        String java(Text text) {
            return "try (Statement s = connection.createStatement()) { boolean r = s.execute(" + printed(text)
                    + "); see(s.getWarnings()); all(s, r); }";
        }
    },
    PREPARED("rwuc", 8) {
        @Override
        void run(Text text, Play play) throws SQLException {
            try (PreparedStatement s = play.connection().prepareStatement(text.marked())) {
                Runnable later = text.bind(s, play);
                boolean rows = s.execute();
                later.run();
                Seen.all(s, rows, play);
            }
        }

        @Override
        String java(Text text) {
            return prepared(text, "") + "all(s, s.execute());\n}";
        }
    },
    KEPT("rw", 5) {
        @Override
        void run(Text text, Play play) throws SQLException {
            PreparedStatement s = play.connection().prepareStatement(text.marked());
            play.kept = s;
            play.keptText = text;
            Runnable later = text.bind(s, play);
            boolean rows = s.execute();
            later.run();
            Seen.all(s, rows, play);
        }

        @Override
        String java(Text text) {
            return "kept = connection.prepareStatement(" + Text.quoted(text.marked()) + "); s = kept;\n" + text.java()
                    + "all(s, s.execute());";
        }
    },
    BATCH("w", 5) {
        @Override
        void run(Text text, Play play) throws SQLException {
            try (PreparedStatement s = play.connection().prepareStatement(text.marked())) {
                for (int i = 0; i < 3; i++) {
                    Runnable later = text.plus(100 * i).bind(s, play);
                    s.addBatch();
                    later.run();
                }
                play.note(Arrays.toString(s.executeBatch()));
            }
        }

        @Override
        String java(Text text) {
            return prepared(text, "") + "s.addBatch();\n" + text.plus(100).java() + "s.addBatch();\n"
                    + text.plus(200).java() + "s.addBatch();\nsee(s.executeBatch());\n}";
        }
    },
    TEXT_BATCH("wu", 2) {
        @Override
        void run(Text text, Play play) throws SQLException {
            try (Statement s = play.connection().createStatement()) {
                s.addBatch(text.literal(play));
                s.addBatch(text.plus(100).literal(play));
                play.note(Arrays.toString(s.executeBatch()));
            }
        }

        @Override
        String java(Text text) {
            return "try (Statement s = connection.createStatement()) { s.addBatch(" + printed(text) + "); s.addBatch("
                    + printed(text.plus(100)) + "); see(s.executeBatch()); }";
        }
    },
    KEYS("w", 4) {
        @Override
        void run(Text text, Play play) throws SQLException {
            try (PreparedStatement s =
                    play.connection().prepareStatement(text.marked(), Statement.RETURN_GENERATED_KEYS)) {
                text.bind(s, play);
                play.note(s.executeUpdate());
                Seen.keys(s, play);
            }
        }

        @Override
        String java(Text text) {
            return prepared(text, ", Statement.RETURN_GENERATED_KEYS")
                    + "see(s.executeUpdate());\nkeys(s.getGeneratedKeys());\n}";
        }
    },
    KEYS_BY_NAME("w", 3) {
        @Override
        void run(Text text, Play play) throws SQLException {
            try (PreparedStatement s = play.connection().prepareStatement(text.marked(), new String[] {"id"})) {
                text.bind(s, play);
                play.note(s.executeUpdate());
                Seen.keys(s, play);
            }
        }

        @Override
        String java(Text text) {
            return prepared(text, ", new String[] {\"id\"}")
                    + "see(s.executeUpdate());\nkeys(s.getGeneratedKeys());\n}";
        }
    },
    KEYS_BY_INDEX("w", 1) {
        @Override
        void run(Text text, Play play) throws SQLException {
            try (Statement s = play.connection().createStatement()) {
                play.note(s.executeUpdate(text.literal(play), new int[] {1}));
                Seen.keys(s, play);
            }
        }

        @Override
        String java(Text text) {
            return "try (Statement s = connection.createStatement()) { see(s.executeUpdate(" + printed(text)
                    + ", new int[] {1})); keys(s.getGeneratedKeys()); }";
        }
    },
    KEYS_BATCH("w", 2) {
        @Override
        void run(Text text, Play play) throws SQLException {
            try (PreparedStatement s =
                    play.connection().prepareStatement(text.marked(), Statement.RETURN_GENERATED_KEYS)) {
                for (int i = 0; i < 2; i++) {
                    text.plus(100 * i).bind(s, play);
                    s.addBatch();
                }
                play.note(Arrays.toString(s.executeBatch()));
                Seen.keys(s, play);
            }
        }

        @Override
        String java(Text text) {
            return prepared(text, ", Statement.RETURN_GENERATED_KEYS") + "s.addBatch();\n"
                    + text.plus(100).java() + "s.addBatch();\nsee(s.executeBatch());\nkeys(s.getGeneratedKeys());\n}";
        }
    },
    CALLABLE("c", 6) {
        @Override
        void run(Text text, Play play) throws SQLException {
            try (CallableStatement s = play.connection().prepareCall("{" + text.marked() + "}")) {
                Runnable later = text.bind(s, play);
                boolean rows = s.execute();
                later.run();
                Seen.all(s, rows, play);
            }
        }

        @Override
        String java(Text text) {
            return "try (CallableStatement s = connection.prepareCall(" + Text.quoted("{" + text.marked() + "}")
                    + ")) {\n" + text.java() + "all(s, s.execute());\n}";
        }
    },
    FETCHED("r", 3) {
        @Override
        void run(Text text, Play play) throws SQLException {
            PreparedStatement s = play.connection().prepareStatement(text.marked());
            s.setFetchSize(2);
            text.bind(s, play);
            play.open = s.executeQuery();
            Seen.rows(play.open, play, 1);
        }

        @Override
        String java(Text text) {
            return "s = connection.prepareStatement(" + Text.quoted(text.marked()) + "); s.setFetchSize(2);\n"
                    + text.java() + "open = s.executeQuery(); see(open, 1);";
        }
    },
    SCROLLED("r", 2) {
        @Override
        void run(Text text, Play play) throws SQLException {
            try (PreparedStatement s = play.connection()
                    .prepareStatement(text.marked(), ResultSet.TYPE_SCROLL_INSENSITIVE, ResultSet.CONCUR_READ_ONLY)) {
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
        }

        @Override
        String java(Text text) {
            return prepared(text, ", ResultSet.TYPE_SCROLL_INSENSITIVE, ResultSet.CONCUR_READ_ONLY")
                    + "ResultSet r = s.executeQuery(); see(r.last()); see(r.getRow()); see(r.absolute(1));"
                    + " see(r.relative(1)); if (r.previous()) { see(r); }\n}";
        }
    },
    PEEKED("r", 2) {
        @Override
        void run(Text text, Play play) throws SQLException {
            try (PreparedStatement s = play.connection().prepareStatement(text.marked())) {
                text.bind(s, play);
                ResultSet rows = s.executeQuery();
                play.note(rows.isBeforeFirst());
            }
        }

        @Override
        String java(Text text) {
            return prepared(text, "") + "see(s.executeQuery().isBeforeFirst());\n}";
        }
    };

    private final String forms;
    private final int weight;

    /** @param forms which texts go that way: r gives rows, w changes rows, u is a utility, c a call */
    Carrier(String forms, int weight) {
        this.forms = forms;
        this.weight = weight;
    }

    boolean takes(char form) {
        return forms.indexOf(form) >= 0;
    }

    int weight() {
        return weight;
    }

    abstract void run(Text text, Play play) throws SQLException;

    abstract String java(Text text);

    /** A text with its values, where a key is one as a variable. */
    static String printed(Text text) {
        return Text.quoted(text.literal(Printer.NOBODYS));
    }

    private static String prepared(Text text, String more) {
        return "try (PreparedStatement s = connection.prepareStatement(" + Text.quoted(text.marked()) + more + ")) {\n"
                + text.java();
    }
}
