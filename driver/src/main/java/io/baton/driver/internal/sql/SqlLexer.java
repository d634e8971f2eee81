/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.driver.internal.sql;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Cuts SQL into tokens. Leaves out white space and comments. */
abstract class SqlLexer {

    final String sql;
    int at;

    SqlLexer(String sql) {
        this.sql = sql;
    }

    final List<Token> tokens() {
        List<Token> tokens = new ArrayList<>();
        while (at < sql.length()) {
            if (isSpace(sql.charAt(at))) {
                at++;
            } else if (!skipComment()) {
                tokens.add(token());
            }
        }
        return tokens;
    }

    /** Whether there was one here. */
    abstract boolean skipComment();

    /** Goes to behind the token that begins here with that character. */
    abstract Token.Kind skipToken(char first);

    private Token token() {
        int start = at;
        Token.Kind kind = skipToken(sql.charAt(at));
        int end = Math.min(at, sql.length());
        return new Token(kind, textOf(kind, start, end), start, end);
    }

    /** The {@link Token#text} of what stands there. */
    String textOf(Token.Kind kind, int start, int end) {
        String text = sql.substring(start, end);
        return kind == Token.Kind.WORD ? text.toUpperCase(Locale.ROOT) : text;
    }

    /** Whether it only separates tokens. */
    boolean isSpace(char c) {
        return Character.isWhitespace(c);
    }

    final boolean isHere(String text) {
        return sql.startsWith(text, at);
    }

    final void skipWord() {
        while (at < sql.length() && isWordPart(sql.charAt(at))) {
            at++;
        }
    }

    /** A doubled quotation mark is one character of the content. */
    final void skipQuoted(char mark) {
        do {
            skipTo(String.valueOf(mark), at + 1);
        } while (at < sql.length() && sql.charAt(at) == mark);
    }

    /** The same where a backslash takes the meaning from the character behind it. */
    final void skipEscaped(char mark) {
        do {
            at++;
            while (at < sql.length() && sql.charAt(at) != mark) {
                at += sql.charAt(at) == '\\' ? 2 : 1;
            }
            at++;
        } while (at < sql.length() && sql.charAt(at) == mark);
    }

    /** To behind the next occurrence of the end mark, or to the end of the text. */
    final void skipTo(String endMark, int from) {
        int end = sql.indexOf(endMark, from);
        at = end < 0 ? sql.length() : end + endMark.length();
    }

    static boolean isWordStart(char c) {
        return Character.isLetterOrDigit(c) || c == '_';
    }

    static boolean isWordPart(char c) {
        return Character.isLetterOrDigit(c) || c == '_' || c == '$';
    }
}
