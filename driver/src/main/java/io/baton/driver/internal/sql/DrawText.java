/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.driver.internal.sql;

import java.util.List;
import java.util.Optional;

/**
 * {@code SELECT nextval('sequence')} of PostgreSQL and nothing else: the way to draw a key before the row is written.
 *
 * @param sequence the name as a literal, with its quotation marks
 * @param label the name of the column that it returns, quoted
 */
public record DrawText(String sequence, String label) implements Generation {

    /** The sequence as a cast to regclass takes it. */
    public String name() {
        return sequence.substring(1, sequence.length() - 1).replace("''", "'");
    }

    /** Empty when it is something else. */
    public static Optional<DrawText> parse(String sql) {
        List<List<Token>> statements = PostgresGrammar.INSTANCE.statements(sql);
        if (statements.size() != 1) {
            return Optional.empty();
        }
        List<Token> tokens = statements.get(0);
        boolean draws = tokens.size() >= 5
                && tokens.get(0).is("SELECT")
                && tokens.get(1).is("NEXTVAL")
                && tokens.get(2).is("(")
                && tokens.get(3).text().startsWith("'")
                && tokens.get(4).is(")");
        int label = tokens.size() > 5 && tokens.get(5).is("AS") ? 6 : 5;
        if (!draws || tokens.size() > label + 1) {
            return Optional.empty();
        }
        String name =
                tokens.size() == 5 ? "nextval" : tokens.get(tokens.size() - 1).name();
        return name == null
                ? Optional.empty()
                : Optional.of(new DrawText(tokens.get(3).text(), '"' + name.replace("\"", "\"\"") + '"'));
    }

    /** What returns that value as drawing it did. */
    public String giving(long value) {
        return "SELECT '" + value + "'::bigint AS " + label;
    }
}
