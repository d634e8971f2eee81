/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.tests.fuzz;

import java.util.List;

/** What a value is; the n-th value of each kind is another one. */
enum Kind {
    INT,
    TEXT,
    BYTES,
    TIME,
    DAY,
    NUMBER,
    UUID,
    JSON,
    INTS,
    FLAG,
    XML,
    SPAN,
    POINT,
    LARGE,
    /** The key that the program was given last. */
    KEY;

    /** As it stands in a database's text or in a string, without quotation marks. */
    String plain(int n) {
        return switch (this) {
            case INT -> Integer.toString(n);
            case KEY -> "0";
            case TEXT -> "text " + n;
            case BYTES, LARGE -> "x" + n;
            case TIME -> "2026-05-04 03:02:%02d.123".formatted(n % 60);
            case DAY -> "2026-05-%02d".formatted(1 + n % 28);
            case NUMBER -> n + ".250";
            case UUID -> "00000000-0000-4000-8000-%012d".formatted(n);
            case JSON -> "{\"n\": " + n + "}";
            case INTS -> "{" + n + "," + (n + 1) + "}";
            case FLAG -> Boolean.toString(n % 2 == 0);
            case XML -> "<n>" + n + "</n>";
            case SPAN -> n % 24 + " hours";
            case POINT -> "(" + n + ",1)";
        };
    }

    /** Ways to write it in a text; one of them is taken. */
    List<String> literals(int n) {
        String plain = plain(n);
        return switch (this) {
            case INT -> List.of(plain, plain, "(" + plain + ")", "+" + plain, plain + " -- ?\n", "/* ; */ " + plain);
            case TEXT ->
                List.of(
                        "'" + plain + "'",
                        "'" + plain + " -- ''? ; $$ /*'",
                        "'" + plain + "' /* '? */",
                        "'a\"b " + plain + "'");
            default -> List.of("'" + plain + "'");
        };
    }
}
