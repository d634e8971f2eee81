/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.driver.internal.sql;

import java.nio.charset.StandardCharsets;

/** How PostgreSQL folds and cuts names. */
final class PostgresNames {

    /** In bytes: the server cuts longer ones, so that two spellings may mean the same (NAMEDATALEN). */
    private static final int LONGEST = 63;

    private PostgresNames() {}

    /** Only ASCII letters are folded: what Java makes of others, such as a long s, is another name to the server. */
    static String upper(String word) {
        char[] folded = null;
        for (int i = 0; i < word.length(); i++) {
            char c = word.charAt(i);
            if (c >= 'a' && c <= 'z') {
                folded = folded == null ? word.toCharArray() : folded;
                folded[i] = (char) (c - 0x20);
            }
        }
        return folded == null ? word : new String(folded);
    }

    /** As {@link #upper}, the other way. */
    static String lower(String word) {
        StringBuilder folded = new StringBuilder(word.length());
        for (int i = 0; i < word.length(); i++) {
            char c = word.charAt(i);
            folded.append(c >= 'A' && c <= 'Z' ? (char) (c + 0x20) : c);
        }
        return folded.toString();
    }

    /** A name without its quotation marks, cut as the server does. */
    static String cut(String name) {
        return name.length() <= LONGEST / 3 ? name : cutBytes(name);
    }

    /** The same with them. */
    static String cutQuoted(String name) {
        if (name.length() <= LONGEST / 3) {
            return name;
        }
        String content = name.substring(1, name.length() - 1).replace("\"\"", "\"");
        return '"' + cutBytes(content).replace("\"", "\"\"") + '"';
    }

    private static String cutBytes(String name) {
        byte[] bytes = name.getBytes(StandardCharsets.UTF_8);
        if (bytes.length <= LONGEST) {
            return name;
        }
        int end = LONGEST;
        while ((bytes[end] & 0xC0) == 0x80) {
            end--; // Not within a character.
        }
        return new String(bytes, 0, end, StandardCharsets.UTF_8);
    }
}
