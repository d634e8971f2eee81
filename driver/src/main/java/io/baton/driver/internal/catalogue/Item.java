/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.driver.internal.catalogue;

import io.baton.driver.internal.sql.TextNames;
import java.util.Set;

/** An object of the catalogue, by its kind and number. */
record Item(Kind kind, long number) {

    enum Kind {
        FUNCTION("function"),
        RELATION("relation"),
        TYPE("type"),
        OPERATOR("operator"),
        CAST("a cast");

        private final String word;

        Kind(String word) {
            this.word = word;
        }

        static Kind of(String letter) {
            return switch (letter) {
                case "f" -> FUNCTION;
                case "r" -> RELATION;
                case "t" -> TYPE;
                case "o" -> OPERATOR;
                default -> CAST;
            };
        }
    }

    /** These are in nearly every text, so that such an operator of the application's cannot be told from the server's. */
    private static final Set<String> USUAL_OPERATORS =
            Set.of("=", "<>", "!=", "<", ">", "<=", ">=", "+", "-", "*", "/", "%", "||");

    /** For people. */
    String described(String name) {
        return name.isEmpty() ? kind.word : kind.word + " " + name;
    }

    /** How it shows in texts that use it. */
    Set<String> names(String name) {
        String folded = TextNames.folded(name);
        return switch (kind) {
            case FUNCTION -> Set.of(folded + "(");
            case RELATION, TYPE -> Set.of(folded, folded + "(");
            case OPERATOR -> Set.of(USUAL_OPERATORS.contains(name) ? TextNames.EVERYTHING : name);
            case CAST -> Set.of(TextNames.EVERYTHING);
        };
    }
}
