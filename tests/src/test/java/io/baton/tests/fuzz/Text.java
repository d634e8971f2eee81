/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.tests.fuzz;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A text for a server with values in it, which are written into it or bound.
 *
 * @param words what stands between the values: one more than there are values
 */
record Text(List<String> words, List<Value> values) {

    /**
     * A value at one place.
     *
     * @param form which of the ways to write it
     */
    record Value(Kind kind, int n, int form, Setter setter) {

        Value plus(int more) {
            return new Value(kind, n + more, form, setter);
        }

        int number(Play play) {
            return kind == Kind.KEY ? play.key() : n;
        }

        String literal(Play play) {
            int number = number(play);
            if (kind == Kind.KEY) {
                return Integer.toString(number);
            }
            List<String> literals = kind.literals(number);
            return literals.get(form % literals.size());
        }
    }

    String literal(Play play) {
        StringBuilder text = new StringBuilder(words.get(0));
        for (int i = 0; i < values.size(); i++) {
            text.append(values.get(i).literal(play)).append(words.get(i + 1));
        }
        return text.toString();
    }

    /** With question marks. */
    String marked() {
        return String.join("?", words);
    }

    /** The same with other values. */
    Text plus(int more) {
        return new Text(words, values.stream().map(v -> v.plus(more)).toList());
    }

    /** Between something else. */
    Text within(String before, String after) {
        List<String> all = new ArrayList<>(words);
        all.set(0, before + all.get(0));
        all.set(all.size() - 1, all.get(all.size() - 1) + after);
        return new Text(all, values);
    }

    /** Binds all; what is returned is to be run when the application uses its objects for something else. */
    Runnable bind(PreparedStatement statement, Play play) throws SQLException {
        List<Runnable> later = new ArrayList<>();
        for (int i = 0; i < values.size(); i++) {
            Value value = values.get(i);
            later.add(value.setter().binder().bind(statement, i + 1, value.number(play)));
        }
        return () -> later.forEach(Runnable::run);
    }

    /** How the values are bound by hand, one a line. */
    String java() {
        StringBuilder lines = new StringBuilder();
        for (int i = 0; i < values.size(); i++) {
            Value value = values.get(i);
            lines.append(value.setter().java(i + 1, value.n())).append('\n');
        }
        return lines.toString();
    }

    static String quoted(String text) {
        return text.chars()
                .mapToObj(c -> switch (c) {
                    case '"' -> "\\\"";
                    case '\\' -> "\\\\";
                    case '\n' -> "\\n";
                    case '\r' -> "\\r";
                    case '\t' -> "\\t";
                    default -> Character.toString(c);
                })
                .collect(Collectors.joining("", "\"", "\""));
    }
}
