/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.driver.internal.sql;

/**
 * As MySQL and MariaDB cut: names in backticks, strings in either quotation mark, comments that do not nest, and comments whose
 * content is run (MySQL manual, "Comments", "String Literals"; MariaDB manual, "Comment Syntax"; {@code sql_lex.cc} of both). Where
 * the session's {@code sql_mode} or the server's version decide, they are given.
 */
final class MySqlLexer extends SqlLexer {

    /**
     * How a server reads.
     *
     * @param escapes whether a backslash escapes in strings, unless {@code NO_BACKSLASH_ESCAPES} is set
     * @param escapesInDoubleQuotes false as well with {@code ANSI_QUOTES}, where those are names
     * @param conditional whether it runs the content of comments that are for some versions only
     */
    record Way(boolean escapes, boolean escapesInDoubleQuotes, boolean conditional) {}

    /** Every server from MySQL 5.7 and MariaDB 10 on runs what is for servers older than that; MariaDB nothing from there on. */
    private static final int RUN_BY_ALL = 50_700;

    private final Way way;
    /** Within a comment whose content the server runs. */
    private boolean executable;

    private boolean depends;
    private boolean impossible;
    private boolean unsure;

    MySqlLexer(String sql, Way way) {
        super(sql);
        this.way = way;
    }

    /** Whether another server, or the same in another {@code sql_mode}, may cut it otherwise. */
    boolean depends() {
        return depends;
    }

    /** Whether the server would refuse it, read like this: a quotation mark is not closed, or a backslash stands for itself. */
    boolean isImpossible() {
        return impossible;
    }

    /** Whether it has something whose end is not known. */
    boolean isUnsure() {
        return unsure || executable;
    }

    /** To the server, others are letters. */
    @Override
    boolean isSpace(char c) {
        return c == ' ' || (c >= '\t' && c <= '\r');
    }

    @Override
    boolean skipComment() {
        if (isHere("#") || isDashes()) {
            skipTo("\n", at);
            return true;
        }
        if (isHere("/*!") || isHere("/*M!")) {
            skipExecutable();
            return true;
        }
        if (isHere("/*")) {
            unsure |= executable;
            skipTo("*/", at + 2);
            unsure |= !sql.startsWith("*/", at - 2);
            return true;
        }
        if (executable && isHere("*/")) {
            at += 2;
            executable = false;
            return true;
        }
        return false;
    }

    /** Two dashes are two minus signs unless something blank follows. */
    private boolean isDashes() {
        return isHere("--") && (at + 2 >= sql.length() || sql.charAt(at + 2) <= ' ' || sql.charAt(at + 2) == 0x7f);
    }

    private void skipExecutable() {
        unsure |= executable;
        boolean ofMariaDb = isHere("/*M");
        int content = sql.indexOf('!', at) + 1;
        int digits = content;
        while (digits < sql.length() && isDigit(sql.charAt(digits))) {
            digits++;
        }
        int length = digits - content;
        unsure |= length != 0 && length != 5 && length != 6;
        boolean always = !ofMariaDb
                && (length == 0 || (length == 5 && Integer.parseInt(sql.substring(content, digits)) < RUN_BY_ALL));
        depends |= !always;
        if (always || way.conditional()) {
            at = digits;
            executable = true;
        } else {
            skipTo("*/", content);
            unsure |=
                    !sql.startsWith("*/", at - 2) || sql.substring(content, at).contains("/*"); // They nest there.
        }
    }

    @Override
    Token.Kind skipToken(char first) {
        if (first == '\'') {
            skipString(first, way.escapes());
            return Token.Kind.LITERAL;
        }
        if (first == '"') {
            skipString(first, way.escapesInDoubleQuotes());
            return Token.Kind.LITERAL;
        }
        if (first == '`') {
            skipString(first, false);
            return Token.Kind.QUOTED_NAME;
        }
        if (isNamePart(first)) {
            skipName();
            return Token.Kind.WORD;
        }
        at++;
        unsure |= first == 0;
        impossible |= first == '\\' && !isHere("N"); // \N is NULL.
        return Token.Kind.SYMBOL;
    }

    /** A doubled quotation mark is one character of the content. */
    private void skipString(char mark, boolean escapes) {
        do {
            at++;
            while (at < sql.length() && sql.charAt(at) != mark) {
                boolean backslash = mark != '`' && sql.charAt(at) == '\\';
                depends |= backslash;
                at += backslash && escapes ? 2 : 1;
            }
            impossible |= at >= sql.length();
            at++;
        } while (at < sql.length() && sql.charAt(at) == mark);
    }

    /** With two dollar signs, MySQL may take it for the beginning of a string. */
    private void skipName() {
        boolean dollar = sql.charAt(at) == '$';
        int start = at;
        while (at < sql.length() && isNamePart(sql.charAt(at))) {
            at++;
        }
        unsure |= dollar && sql.indexOf('$', start + 1) >= 0;
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    private static boolean isNamePart(char c) {
        return isDigit(c) || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || c == '$' || c >= 0x80;
    }
}
