/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.driver.internal.recover;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Cuts SQL into tokens: words in upper case, quoted identifiers with their quotes, single characters otherwise. Leaves out
 * white space, comments (nested ones, too), string literals and dollar-quoted bodies.
 */
final class SqlLexer {

    private final String sql;
    private int at;

    SqlLexer(String sql) {
        this.sql = sql;
    }

    List<String> tokens() {
        List<String> tokens = new ArrayList<>();
        while (at < sql.length()) {
            char c = sql.charAt(at);
            if (Character.isWhitespace(c)) {
                at++;
            } else if (sql.startsWith("--", at)) {
                skipTo("\n", at);
            } else if (sql.startsWith("/*", at)) {
                skipBlockComment();
            } else if (c == '\'') {
                skipString();
            } else if (c == '"') {
                tokens.add(quotedIdentifier());
            } else if (c == '$' && dollarTag() != null) {
                skipDollarQuoted();
            } else if (isWordStart(c)) {
                word(tokens);
            } else {
                tokens.add(String.valueOf(c));
                at++;
            }
        }
        return tokens;
    }

    private void word(List<String> tokens) {
        int start = at;
        while (at < sql.length() && isWordPart(sql.charAt(at))) {
            at++;
        }
        String word = sql.substring(start, at).toUpperCase(Locale.ROOT);
        boolean escapeString = word.equals("E") && at < sql.length() && sql.charAt(at) == '\'';
        if (escapeString) {
            skipEscapeString();
        } else {
            tokens.add(word);
        }
    }

    private void skipString() {
        skipTo("'", at + 1);
    }

    private void skipEscapeString() {
        at++;
        while (at < sql.length() && sql.charAt(at) != '\'') {
            at += sql.charAt(at) == '\\' ? 2 : 1;
        }
        at++;
    }

    private void skipBlockComment() {
        int depth = 0;
        do {
            if (sql.startsWith("/*", at)) {
                depth++;
                at += 2;
            } else if (sql.startsWith("*/", at)) {
                depth--;
                at += 2;
            } else {
                at++;
            }
        } while (depth > 0 && at < sql.length());
    }

    private String quotedIdentifier() {
        int start = at;
        skipTo("\"", at + 1);
        return sql.substring(start, Math.min(at, sql.length()));
    }

    /** {@code $$} or {@code $tag$} at the current position; null for a parameter such as {@code $1} or a lone dollar. */
    private @Nullable String dollarTag() {
        int end = at + 1;
        while (end < sql.length() && isWordPart(sql.charAt(end)) && sql.charAt(end) != '$') {
            end++;
        }
        boolean closed = end < sql.length() && sql.charAt(end) == '$';
        boolean parameter = end > at + 1 && Character.isDigit(sql.charAt(at + 1));
        return closed && !parameter ? sql.substring(at, end + 1) : null;
    }

    private void skipDollarQuoted() {
        String tag = Objects.requireNonNull(dollarTag());
        skipTo(tag, at + tag.length());
    }

    /** To behind the next occurrence of the end mark, or to the end of the text. */
    private void skipTo(String endMark, int from) {
        int end = sql.indexOf(endMark, from);
        at = end < 0 ? sql.length() : end + endMark.length();
    }

    private static boolean isWordStart(char c) {
        return Character.isLetterOrDigit(c) || c == '_';
    }

    private static boolean isWordPart(char c) {
        return Character.isLetterOrDigit(c) || c == '_' || c == '$';
    }
}
