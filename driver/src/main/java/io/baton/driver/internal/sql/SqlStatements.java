/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.driver.internal.sql;

import java.util.ArrayList;
import java.util.List;

/** Cuts a script into its statements. */
final class SqlStatements {
    private SqlStatements() {}

    /** The tokens of each statement; empty statements are left out. */
    static List<List<Token>> of(String sql) {
        List<List<Token>> statements = new ArrayList<>();
        List<Token> current = new ArrayList<>();
        for (Token token : new SqlLexer(sql).tokens()) {
            if (!token.is(";")) {
                current.add(token);
            } else if (!current.isEmpty()) {
                statements.add(current);
                current = new ArrayList<>();
            }
        }
        if (!current.isEmpty()) {
            statements.add(current);
        }
        return statements;
    }
}
