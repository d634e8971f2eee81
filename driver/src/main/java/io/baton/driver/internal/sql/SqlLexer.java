/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.driver.internal.sql;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Cuts SQL into tokens. Leaves out white space and comments, nested ones, too. */
final class SqlLexer {

    private final String sql;
    private int at;

    SqlLexer(String sql) {
        this.sql = sql;
    }

    List<Token> tokens() {
        List<Token> tokens = new ArrayList<>();
        while (at < sql.length()) {
            char c = sql.charAt(at);
            if (Character.isWhitespace(c)) {
                at++;
            } else if (sql.startsWith("--", at)) {
                skipTo("\n", at);
            } else if (sql.startsWith("/*", at)) {
                skipBlockComment();
            } else {
                tokens.add(token(c));
            }
        }
        return tokens;
    }

    private Token token(char c) {
        int start = at;
        Token.Kind kind = Token.Kind.LITERAL;
        if (c == '\'') {
            skipQuoted('\'');
        } else if (c == '"') {
            skipQuoted('"');
            kind = Token.Kind.QUOTED_NAME;
        } else if (c == '$' && dollarTag() != null) {
            skipDollarQuoted();
        } else if (isWordStart(c)) {
            kind = word();
        } else {
            at++;
            kind = Token.Kind.SYMBOL;
        }
        int end = Math.min(at, sql.length());
        String text = sql.substring(start, end);
        return new Token(kind, kind == Token.Kind.WORD ? text.toUpperCase(Locale.ROOT) : text, start, end);
    }

    /** A word, or the escape string that the letter E begins. */
    private Token.Kind word() {
        int start = at;
        while (at < sql.length() && isWordPart(sql.charAt(at))) {
            at++;
        }
        boolean escape = at == start + 1 && (sql.charAt(start) | 0x20) == 'e';
        if (escape && at < sql.length() && sql.charAt(at) == '\'') {
            skipEscapeString();
            return Token.Kind.LITERAL;
        }
        return Token.Kind.WORD;
    }

    /** A doubled quotation mark is one character of the content. */
    private void skipQuoted(char mark) {
        do {
            skipTo(String.valueOf(mark), at + 1);
        } while (at < sql.length() && sql.charAt(at) == mark);
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
