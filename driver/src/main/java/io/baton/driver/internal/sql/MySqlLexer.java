/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.driver.internal.sql;

/**
 * As MySQL and MariaDB cut: names in backticks, strings in either quotation mark with backslashes, comments that do not nest,
 * and comments whose content is run (MySQL manual, "Comments", "String Literals"; MariaDB manual, "Comment Syntax").
 */
final class MySqlLexer extends SqlLexer {

    /** Within a comment whose content the server runs. */
    private boolean executable;

    MySqlLexer(String sql) {
        super(sql);
    }

    @Override
    boolean skipComment() {
        if (isHere("#") || isDashes()) {
            skipTo("\n", at);
            return true;
        }
        if (isHere("/*!") || isHere("/*M!")) {
            at = sql.indexOf('!', at) + 1;
            while (at < sql.length() && Character.isDigit(sql.charAt(at))) {
                at++;
            }
            executable = true;
            return true;
        }
        if (isHere("/*")) {
            skipTo("*/", at + 2);
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
        return isHere("--") && (at + 2 >= sql.length() || sql.charAt(at + 2) <= ' ');
    }

    @Override
    Token.Kind skipToken(char first) {
        if (first == '\'' || first == '"') {
            skipEscaped(first);
            return Token.Kind.LITERAL;
        }
        if (first == '`') {
            skipQuoted('`');
            return Token.Kind.QUOTED_NAME;
        }
        if (isWordStart(first) || first == '$') {
            skipWord();
            return Token.Kind.WORD;
        }
        at++;
        return Token.Kind.SYMBOL;
    }
}
