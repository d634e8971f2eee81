/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.driver.internal.sql;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * {@code SELECT nextval('sequence')} of PostgreSQL and nothing else: the way to draw a key before the row is written.
 *
 * @param sequence the name as a literal, with its quotation marks
 * @param label the name of the column that it returns, quoted
 */
public record DrawText(String sequence, String label) implements Generation {

    /** The sequence as a cast to regclass takes it. */
    public String name() {
        return unquoted(sequence);
    }

    /** The sequence that the expression {@code nextval('sequence')} draws from; null when it is another one. */
    static @Nullable String sequenceDrawnBy(List<Token> expression) {
        boolean draws = expression.size() == 4
                && expression.get(0).is("NEXTVAL")
                && expression.get(1).is("(")
                && isPlainLiteral(expression.get(2))
                && expression.get(3).is(")");
        return draws ? unquoted(expression.get(2).text()) : null;
    }

    private static boolean isPlainLiteral(Token token) {
        return token.isLiteral() && token.text().startsWith("'") && token.text().indexOf('\\') < 0;
    }

    private static String unquoted(String literal) {
        return literal.substring(1, literal.length() - 1).replace("''", "'");
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
                && isPlainLiteral(tokens.get(3))
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

    @Override
    public boolean needsMark() {
        return true;
    }

    /** What returns that value as drawing it did. */
    public String giving(long value) {
        return "SELECT '" + value + "'::bigint AS " + label;
    }
}
