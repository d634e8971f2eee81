/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.driver.internal.sql;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** As PostgreSQL cuts: with nested comments, dollar-quoted bodies and escape strings (manual, "Lexical Structure"). */
final class PostgresLexer extends SqlLexer {

    PostgresLexer(String sql) {
        super(sql);
    }

    @Override
    boolean skipComment() {
        if (isHere("--")) {
            skipTo("\n", at);
            return true;
        }
        if (isHere("/*")) {
            skipBlockComment();
            return true;
        }
        return false;
    }

    @Override
    Token.Kind skipToken(char first) {
        if (first == '\'') {
            skipQuoted('\'');
        } else if (first == '"') {
            skipQuoted('"');
            return Token.Kind.QUOTED_NAME;
        } else if (first == '$' && dollarTag() != null) {
            skipDollarQuoted();
        } else if (isWordStart(first)) {
            return skipWordOrEscapeString();
        } else {
            at++;
            return Token.Kind.SYMBOL;
        }
        return Token.Kind.LITERAL;
    }

    /** A word, or the escape string that the letter E begins. */
    private Token.Kind skipWordOrEscapeString() {
        int start = at;
        skipWord();
        boolean escape = at == start + 1 && (sql.charAt(start) | 0x20) == 'e';
        if (escape && at < sql.length() && sql.charAt(at) == '\'') {
            skipEscaped('\'');
            return Token.Kind.LITERAL;
        }
        return Token.Kind.WORD;
    }

    private void skipBlockComment() {
        int depth = 0;
        do {
            if (isHere("/*")) {
                depth++;
                at += 2;
            } else if (isHere("*/")) {
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
}
