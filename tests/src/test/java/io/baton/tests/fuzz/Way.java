/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.tests.fuzz;

import java.sql.SQLException;
import java.util.function.Function;

/**
 * One way to send a text.
 *
 * @param java as it is written by hand
 */
record Way(Deed deed, Function<Text, String> java) {

    @FunctionalInterface
    interface Deed {
        void run(Text text, Play play) throws SQLException;
    }

    /** How a statement is prepared and bound by hand. */
    static String prepared(Text text, String more) {
        return "try (PreparedStatement s = connection.prepareStatement(" + Text.quoted(text.marked()) + more + ")) {\n"
                + text.java();
    }
}
