/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.driver.internal.sql;

import java.util.Set;

/**
 * A call of {@code set_config(name, value, is_local)}. What it sets is in the text only where the statement is that call and nothing
 * else: within another expression it may never run, or run with other values.
 */
final class ConfigCall {

    private static final Set<String> OF_BOUND_VALUE =
            Set.of("?", ":", "CAST", "(", ")", "AS", "TEXT", "VARCHAR", "UUID", "INT", "INTEGER", "BIGINT");

    private final EffectReader reader;
    private final int name;
    private final int last;

    /** @param open where the parenthesis opens behind the function's name */
    ConfigCall(EffectReader reader, int open) {
        this.reader = reader;
        this.name = open + 1;
        this.last = reader.endOfArguments(name) - 1;
    }

    /** Whether what it sets ends with the transaction, whatever that is. */
    boolean isLocal() {
        return reader.has(last, "TRUE") && reader.has(last - 1, ",");
    }

    private boolean isLasting() {
        return reader.has(last, "FALSE") && reader.has(last - 1, ",") && reader.has(name + 1, ",");
    }

    /** The effect when it is the whole statement; null when it is not all of it that is known. */
    @org.jspecify.annotations.Nullable
    SessionEffect whole(boolean alone) {
        String variable = variable();
        if (variable.isEmpty() || !isLasting() || !isWholeStatement()) {
            return null;
        }
        int value = name + 2;
        boolean literal = last == value + 2 && (isPlain(value) || reader.has(value, "NULL"));
        if (literal) {
            String call = reader.sql.substring(
                    reader.tokens.get(name).start(), reader.tokens.get(last + 1).end());
            return new SessionEffect.Assign(variable, new Restoration.RunSql("SELECT pg_catalog.set_config(" + call));
        }
        boolean bound = value < last - 1
                && reader.tokens.subList(value, last - 1).stream()
                        .allMatch(token -> !token.isLiteral() && OF_BOUND_VALUE.contains(token.text()));
        return bound && alone ? new SessionEffect.AssignBound(variable) : null;
    }

    /** The number of the parameter that names the variable; 0 when none does. */
    int parameter() {
        if (!reader.has(name, "?") || !reader.has(name + 1, ",")) {
            return 0;
        }
        return (int) reader.tokens.subList(0, name + 1).stream()
                .filter(token -> token.is("?"))
                .count();
    }

    /** As the literal says; empty when it is none, or one that has to be read by the server. */
    String variable() {
        if (!isPlain(name)) {
            return "";
        }
        String literal = reader.tokens.get(name).text();
        String content = literal.substring(1, literal.length() - 1);
        boolean usual = content.chars().allMatch(c -> Character.isLetterOrDigit(c) || c == '_' || c == '.' || c == '$');
        return usual ? PostgresNames.lower(content) : "";
    }

    /** A string in plain quotation marks, in one piece, that reads the same under every setting. */
    private boolean isPlain(int at) {
        if (at >= reader.tokens.size() || !reader.tokens.get(at).isLiteral()) {
            return false;
        }
        String text = reader.tokens.get(at).text();
        return text.startsWith("'")
                && text.endsWith("'")
                && text.indexOf('\\') < 0
                && text.indexOf('\n') < 0
                && text.indexOf('\r') < 0;
    }

    private boolean isWholeStatement() {
        int begin = name - 2;
        if (reader.has(begin - 1, ".") && reader.name(begin - 2).equals("pg_catalog")) {
            begin -= 2;
        }
        boolean ends = last + 2 == reader.tokens.size()
                || (reader.has(last + 2, "AS")
                        && last + 4 == reader.tokens.size()
                        && !reader.name(last + 3).isEmpty());
        return begin == 1 && reader.has(0, "SELECT") && ends;
    }
}
