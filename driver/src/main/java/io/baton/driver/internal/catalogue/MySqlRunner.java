/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.driver.internal.catalogue;

import io.baton.driver.internal.sql.MySqlNames;
import io.baton.driver.internal.sql.MySqlProgram;
import io.baton.driver.internal.sql.TextNames;
import java.util.Collections;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Something of MySQL or MariaDB that runs a body when a text has its name.
 *
 * @param name of the routine or the view, of a trigger's table
 */
record MySqlRunner(Kind kind, String name, MySqlProgram body) {

    enum Kind {
        ROUTINE("routine "),
        /** Its name stands before a point. */
        PACKAGE("package "),
        /** Runs only when its table is written to. */
        TRIGGER("a trigger of "),
        VIEW("view ");

        private final String words;

        Kind(String words) {
            this.words = words;
        }
    }

    /** @param source null or empty when the role may not read it */
    static MySqlRunner of(Kind kind, String name, @Nullable String source, Set<String> parameters) {
        return new MySqlRunner(kind, name, MySqlProgram.of(source, parameters));
    }

    /** For people. */
    String description() {
        return kind.words + name;
    }

    String called() {
        return TextNames.folded(name) + '(';
    }

    /** How it shows in texts that run it. */
    Set<String> names() {
        return switch (kind) {
            case ROUTINE -> Set.of(called());
            case TRIGGER -> Set.of(MySqlNames.written(name));
            case VIEW, PACKAGE -> Set.of(called(), TextNames.folded(name));
        };
    }

    /** @param routines those that the role sees, as {@code f(} */
    boolean isReadable(Set<String> routines) {
        return body.isReadable() && routines.containsAll(body.callsElsewhere());
    }

    /** How it shows in texts that come to one of these names by it; who writes to a view writes to its tables. */
    Set<String> leadingTo(Set<String> others) {
        Set<String> its = body.names();
        if (!Collections.disjoint(its, others)) {
            return names();
        }
        Set<String> written = new HashSet<>();
        its.forEach(table -> written.add(MySqlNames.written(table)));
        boolean writes = kind == Kind.VIEW && !Collections.disjoint(written, others);
        return writes ? Set.of(MySqlNames.written(name)) : Set.of();
    }
}
