/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.driver.internal.sql;

import org.jspecify.annotations.Nullable;

/**
 * A piece of SQL.
 *
 * @param text a word in upper case; a quoted identifier with its quotes; a literal as it stands; else one character
 * @param start where it begins in the source
 * @param end behind its last character
 */
record Token(Kind kind, String text, int start, int end) {

    enum Kind {
        WORD,
        QUOTED_NAME,
        /** A string, in whatever form. */
        LITERAL,
        SYMBOL
    }

    boolean is(String word) {
        return kind != Kind.LITERAL && text.equals(word);
    }

    boolean isLiteral() {
        return kind == Kind.LITERAL;
    }

    /** A name as the server would fold it; null when this is none. */
    @Nullable
    String name() {
        return switch (kind) {
            case WORD -> text.toLowerCase(java.util.Locale.ROOT);
            case QUOTED_NAME ->
                text.substring(1, Math.max(1, text.length() - 1))
                        .replace(text.substring(0, 1).repeat(2), text.substring(0, 1));
            case LITERAL, SYMBOL -> null;
        };
    }
}
