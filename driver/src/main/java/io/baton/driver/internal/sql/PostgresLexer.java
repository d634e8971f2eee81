/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.driver.internal.sql;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * As PostgreSQL cuts (manual, "Lexical Structure"; {@code scan.l}), exactly: whoever read a text otherwise than the server does would
 * take a part of it for a comment or a string. Names come out as the server compares them: folded, without the escapes of
 * {@code U&"..."}, cut to their longest length.
 */
final class PostgresLexer extends SqlLexer {

    /** Whether a backslash in a plain string takes the meaning from the character behind it: standard_conforming_strings is off. */
    private final boolean backslashes;

    private boolean impossible;
    /** What the name in Unicode escapes is that was skipped last. */
    private @Nullable String unescaped;

    PostgresLexer(String sql) {
        this(sql, false);
    }

    PostgresLexer(String sql, boolean backslashes) {
        super(sql);
        this.backslashes = backslashes;
    }

    /** Whether the server cannot have read it so: something does not end, or a backslash stands where none can. */
    boolean isImpossible() {
        return impossible || at > sql.length();
    }

    /** Others, such as a no-break space, are letters to the server. */
    @Override
    boolean isSpace(char c) {
        return c == ' ' || (c >= '\t' && c <= '\r');
    }

    @Override
    boolean skipComment() {
        if (isHere("--")) {
            skipLine();
            return true;
        }
        if (isHere("/*")) {
            skipBlockComment();
            return true;
        }
        return false;
    }

    private void skipLine() {
        while (at < sql.length() && !isNewline(sql.charAt(at))) {
            at++;
        }
    }

    private static boolean isNewline(char c) {
        return c == '\n' || c == '\r';
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
        impossible |= depth > 0;
    }

    @Override
    Token.Kind skipToken(char first) {
        if (first == '\'') {
            skipString(backslashes);
            return Token.Kind.LITERAL;
        }
        if (first == '"') {
            skipTerminated('"');
            return Token.Kind.QUOTED_NAME;
        }
        if (first == '$' && dollarTag() != null) {
            skipDollarQuoted();
            return Token.Kind.LITERAL;
        }
        if (isDigit(first)) {
            skipNumber();
            return Token.Kind.WORD;
        }
        if (isNameStart(first)) {
            return skipWordOrPrefixed(first);
        }
        impossible |= first == '\\';
        at++;
        return Token.Kind.SYMBOL;
    }

    /** A word, or a string or name that a letter begins. */
    private Token.Kind skipWordOrPrefixed(char first) {
        char prefix = (char) (first | 0x20);
        if (prefix == 'u' && (isHere("&'", at + 1) || isHere("&\"", at + 1))) {
            int start = at;
            at += 2;
            boolean name = sql.charAt(at) == '"';
            skipTerminated(sql.charAt(at));
            if (name) {
                unescaped = UnicodeEscapes.read(sql.substring(start + 3, Math.max(start + 3, at - 1)), escape());
            }
            return name ? Token.Kind.QUOTED_NAME : Token.Kind.LITERAL;
        }
        boolean quoted = isHere("'", at + 1);
        if (quoted && prefix == 'e') {
            at++;
            skipString(true);
            return Token.Kind.LITERAL;
        }
        if (quoted && (prefix == 'b' || prefix == 'x')) {
            at++;
            skipString(false);
            return Token.Kind.LITERAL;
        }
        while (at < sql.length() && isNamePart(sql.charAt(at))) {
            at++;
        }
        return Token.Kind.WORD;
    }

    /** The escape character that a UESCAPE clause behind the name tells, which is skipped then. */
    private char escape() {
        int behind = at;
        while (at < sql.length() && (isSpace(sql.charAt(at)) || skipComment())) {
            at += at < sql.length() && isSpace(sql.charAt(at)) ? 1 : 0;
        }
        if (sql.regionMatches(true, at, "UESCAPE", 0, 7)) {
            int quote = sql.indexOf('\'', at + 7);
            if (quote > 0 && quote + 2 < sql.length() && sql.charAt(quote + 2) == '\'') {
                at = quote + 3;
                return sql.charAt(quote + 1);
            }
        }
        at = behind;
        return '\\';
    }

    /** With the pieces that go on behind a new line, which are cut as the first one is. */
    private void skipString(boolean escapes) {
        do {
            if (escapes) {
                skipEscaped('\'');
                impossible |= at > sql.length();
            } else {
                skipTerminated('\'');
            }
        } while (skipToContinuation());
    }

    private void skipTerminated(char mark) {
        do {
            int end = sql.indexOf(mark, at + 1);
            impossible |= end < 0;
            at = end < 0 ? sql.length() : end + 1;
        } while (at < sql.length() && sql.charAt(at) == mark);
    }

    /** To the quotation mark behind white space with a new line in it; stays where there is none. */
    private boolean skipToContinuation() {
        int end = at;
        boolean newline = false;
        while (at < sql.length()) {
            char c = sql.charAt(at);
            if (isHere("--")) {
                skipLine();
            } else if (isSpace(c)) {
                newline |= isNewline(c);
                at++;
            } else if (c == '\'' && newline) {
                return true;
            } else {
                break;
            }
        }
        at = end;
        return false;
    }

    /** {@code 1}, {@code 1.5e-3}, {@code 0x1F}, {@code 1_000}. Before PostgreSQL 15 a word could follow at once. */
    private void skipNumber() {
        boolean radix = sql.charAt(at) == '0' && at + 1 < sql.length() && "xXoObB".indexOf(sql.charAt(at + 1)) >= 0;
        if (radix && at + 2 < sql.length() && Character.digit(sql.charAt(at + 2), 16) >= 0) {
            at += 2;
            while (at < sql.length() && (Character.digit(sql.charAt(at), 16) >= 0 || sql.charAt(at) == '_')) {
                at++;
            }
            return;
        }
        skipDigits();
        if (isHere(".") && !isHere("..")) {
            at++;
            skipDigits();
        }
        int exponent = isHere("e") || isHere("E") ? at + 1 : -1;
        int digits = exponent > 0 && (isHere("+", exponent) || isHere("-", exponent)) ? exponent + 1 : exponent;
        if (digits > 0 && digits < sql.length() && isDigit(sql.charAt(digits))) {
            at = digits;
            skipDigits();
        }
    }

    private void skipDigits() {
        while (at < sql.length()
                && (isDigit(sql.charAt(at))
                        || (sql.charAt(at) == '_' && at + 1 < sql.length() && isDigit(sql.charAt(at + 1))))) {
            at++;
        }
    }

    /** {@code $$} or {@code $tag$} at the current position; null for a parameter such as {@code $1} or a lone dollar. */
    private @Nullable String dollarTag() {
        int end = at + 1;
        while (end < sql.length() && isNamePart(sql.charAt(end)) && sql.charAt(end) != '$') {
            end++;
        }
        boolean closed = end < sql.length() && sql.charAt(end) == '$';
        boolean parameter = end > at + 1 && isDigit(sql.charAt(at + 1));
        return closed && !parameter ? sql.substring(at, end + 1) : null;
    }

    private void skipDollarQuoted() {
        String tag = Objects.requireNonNull(dollarTag());
        int end = sql.indexOf(tag, at + tag.length());
        impossible |= end < 0;
        at = end < 0 ? sql.length() : end + tag.length();
    }

    @Override
    String textOf(Token.Kind kind, int start, int end) {
        String name = unescaped;
        unescaped = null;
        if (name != null) {
            return '"' + PostgresNames.cut(name).replace("\"", "\"\"") + '"';
        }
        String source = sql.substring(start, end);
        return switch (kind) {
            case WORD -> PostgresNames.cut(PostgresNames.upper(source));
            case QUOTED_NAME -> PostgresNames.cutQuoted(source);
            case LITERAL, SYMBOL -> source;
        };
    }

    private boolean isHere(String text, int from) {
        return sql.startsWith(text, from);
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    private static boolean isNameStart(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || c >= 0x80;
    }

    private static boolean isNamePart(char c) {
        return isNameStart(c) || isDigit(c) || c == '$';
    }
}
