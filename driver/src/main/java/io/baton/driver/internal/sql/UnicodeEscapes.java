/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.driver.internal.sql;

/** The content of {@code U&"..."}: {@code \0041}, {@code \+000041}, and the doubled escape character. */
final class UnicodeEscapes {

    private UnicodeEscapes() {}

    /** What is no escape, which the server refuses, stays as it stands. */
    static String read(String content, char escape) {
        StringBuilder read = new StringBuilder(content.length());
        int at = 0;
        while (at < content.length()) {
            char c = content.charAt(at);
            if (c != escape) {
                read.append(c);
                at += c == '"' && content.startsWith("\"\"", at) ? 2 : 1;
            } else if (content.startsWith(String.valueOf(escape), at + 1)) {
                read.append(escape);
                at += 2;
            } else {
                boolean six = content.startsWith("+", at + 1);
                int start = at + (six ? 2 : 1);
                int end = start + (six ? 6 : 4);
                int point = end <= content.length() ? number(content.substring(start, end)) : -1;
                if (Character.isValidCodePoint(point)) {
                    read.appendCodePoint(point);
                    at = end;
                } else {
                    read.append(c);
                    at++;
                }
            }
        }
        return read.toString();
    }

    private static int number(String digits) {
        return digits.chars().allMatch(c -> Character.digit(c, 16) >= 0 && c < 0x80)
                ? Integer.parseInt(digits, 16)
                : -1;
    }
}
