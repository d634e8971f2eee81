/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.driver.internal.catalogue;

import io.baton.driver.internal.sql.SqlGrammar;
import io.baton.driver.internal.sql.SqlText;
import java.sql.Connection;
import java.util.Collection;
import org.jspecify.annotations.Nullable;

/**
 * MySQL and MariaDB need not be asked. They open every table of a statement before they run it, those of its functions, views and
 * triggers included, and refuse the whole statement in a READ ONLY transaction if one of them is for writing, be it that it would
 * not come to that, or that a handler waits for the error. So what is not refused cannot have written. No stored function can
 * take the place of one of the server's own without its schema before it.
 */
final class MySqlCatalogue implements Catalogue {

    private final SqlGrammar grammar;

    MySqlCatalogue(SqlGrammar grammar) {
        this.grammar = grammar;
    }

    @Override
    public boolean temporaryObjectsRunCode() {
        return false;
    }

    @Override
    public Conduct conduct(Collection<String> texts, boolean declaredReadOnly, Connection session) {
        return texts.stream()
                        .allMatch(text ->
                                !grammar.mentions(text).escapes() && isKnown(grammar.text(text), declaredReadOnly))
                ? Conduct.READS
                : Conduct.UNCLEAR;
    }

    private static boolean isKnown(SqlText text, boolean declaredReadOnly) {
        return text.onlyReads()
                || text.onlySets()
                || text.movesWithinTransaction()
                || (declaredReadOnly && text.looksLikeReading());
    }

    /** Tables of other servers (FEDERATED, CONNECT) are no part of a transaction: they are written to at once. */
    @Override
    public boolean reachesOthers(@Nullable Collection<String> texts, Connection session) {
        return false;
    }
}
