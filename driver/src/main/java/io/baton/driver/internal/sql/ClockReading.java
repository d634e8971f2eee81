/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.driver.internal.sql;

import java.util.List;
import java.util.Set;

/** A query of MySQL that returns the time of its statement, such as {@code SELECT NOW(6)}. */
public record ClockReading() implements Generation {

    private static final Set<String> CLOCKS = Set.of(
            "NOW",
            "CURRENT_TIMESTAMP",
            "LOCALTIME",
            "LOCALTIMESTAMP",
            "CURDATE",
            "CURRENT_DATE",
            "CURTIME",
            "CURRENT_TIME",
            "UTC_TIMESTAMP",
            "UNIX_TIMESTAMP");

    /** Whether it stands in the list of what is selected. */
    static boolean isIn(List<Token> statement) {
        return statement.get(0).is("SELECT")
                && statement.stream()
                        .takeWhile(token -> !token.is("FROM"))
                        .anyMatch(token -> token.kind() == Token.Kind.WORD && CLOCKS.contains(token.text()));
    }
}
