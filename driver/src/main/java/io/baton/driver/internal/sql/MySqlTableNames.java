/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.driver.internal.sql;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/** The names of tables in a CREATE or DROP of MySQL or MariaDB, with their schema where they have one: names without are others. */
final class MySqlTableNames {

    private static final Set<String> BEFORE =
            Set.of("TABLE", "TABLES", "TEMPORARY", "OR", "REPLACE", "SEQUENCE", "VIEW");

    private final String sql;
    private final List<Token> tokens;
    private int at = 1;

    MySqlTableNames(String sql, List<Token> tokens) {
        this.sql = sql;
        this.tokens = tokens;
    }

    String created() {
        skipToName();
        return next();
    }

    List<String> dropped() {
        List<String> names = new ArrayList<>();
        skipToName();
        do {
            names.add(next());
        } while (is(at++, ","));
        return names;
    }

    private void skipToName() {
        while (at < tokens.size() && BEFORE.contains(tokens.get(at).text())) {
            at++;
        }
        if (is(at, "IF")) {
            at += is(at + 1, "NOT") ? 3 : 2; // EXISTS
        }
    }

    private String next() {
        String name = name(at++);
        while (is(at, ".")) {
            name += '.' + name(at + 1);
            at += 2;
        }
        return name;
    }

    private boolean is(int place, String word) {
        return place < tokens.size() && tokens.get(place).is(word);
    }

    /** As it is written but for quotation marks that it can do without: whether its case matters depends on the server. */
    private String name(int place) {
        if (place >= tokens.size()) {
            return "";
        }
        Token token = tokens.get(place);
        String plain = Objects.requireNonNullElse(token.name(), "");
        boolean unquoted = token.kind() == Token.Kind.QUOTED_NAME && plain.indexOf('.') < 0;
        return unquoted ? plain : sql.substring(token.start(), token.end());
    }
}
