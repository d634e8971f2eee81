/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.driver.internal.catalogue;

import io.baton.driver.internal.sql.Mentions;
import io.baton.driver.internal.sql.SqlGrammar;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Follows the names in texts to functions, views, policies, triggers and what these mention in turn. By name alone, whatever the
 * schema and the arguments: of several functions of a name all count. What is called without a name, such as operators, casts and
 * comparisons that the application made, counts always.
 */
final class PostgresCatalogue implements Catalogue {

    /** Nobody nests views and functions so deep. */
    private static final int MOST_ROUNDS = 20;

    private static final int LONGEST_NAME = 63;

    private final SqlGrammar grammar;

    PostgresCatalogue(SqlGrammar grammar) {
        this.grammar = grammar;
    }

    @Override
    public boolean temporaryObjectsRunCode() {
        return true;
    }

    @Override
    public Conduct conduct(Collection<String> texts, boolean declaredReadOnly, Connection session) throws SQLException {
        Search search = new Search(false);
        search.follow(texts, session);
        return search.foreign ? Conduct.UNCLEAR : search.conduct;
    }

    @Override
    public boolean reachesOthers(@Nullable Collection<String> texts, Connection session) throws SQLException {
        try (PreparedStatement any = session.prepareStatement(PostgresQueries.ANY_FOREIGN_TABLE);
                ResultSet row = any.executeQuery()) {
            row.next();
            if (!row.getBoolean(1)) {
                return false;
            }
        }
        if (texts == null) {
            return true;
        }
        Search search = new Search(true);
        search.follow(texts, session);
        return search.foreign;
    }

    /** From names to sources to names, until there is nothing new. */
    private final class Search {

        private final boolean ofWrites;
        private final Set<String> known = new HashSet<>();
        private Conduct conduct = Conduct.READS;
        private boolean foreign;

        Search(boolean ofWrites) {
            this.ofWrites = ofWrites;
        }

        void follow(Collection<String> texts, Connection session) throws SQLException {
            Set<String> names = new HashSet<>();
            for (String text : texts) {
                take(text, names);
            }
            for (int round = 0; round == 0 || !names.isEmpty(); round++) {
                if (round == MOST_ROUNDS) {
                    conduct = Conduct.UNCLEAR;
                    foreign |= ofWrites;
                    return;
                }
                names = ask(names, round == 0, session);
            }
        }

        private void take(String text, Set<String> names) {
            Mentions mentions = grammar.mentions(text);
            conduct = conduct.and(
                    mentions.escapes() ? Conduct.UNCLEAR : mentions.writes() ? Conduct.MAY_WRITE : Conduct.READS);
            foreign |= ofWrites && mentions.escapes();
            for (String name : mentions.names()) {
                if (!isPlain(name)) {
                    conduct = Conduct.UNCLEAR;
                }
                if (known.add(name)) {
                    names.add(name);
                }
            }
        }

        /** The server cuts longer names off, and folds other letters as its locale wants it. */
        private static boolean isPlain(String name) {
            return name.length() <= LONGEST_NAME && name.chars().allMatch(c -> c < 128);
        }

        private Set<String> ask(Set<String> names, boolean first, Connection session) throws SQLException {
            Set<String> next = new HashSet<>();
            try (PreparedStatement statement = session.prepareStatement(PostgresQueries.BEHIND_NAMES)) {
                Array array = session.createArrayOf("text", names.toArray());
                statement.setArray(1, array);
                statement.setBoolean(2, first);
                statement.setBoolean(3, ofWrites);
                try (ResultSet rows = statement.executeQuery()) {
                    while (rows.next()) {
                        switch (rows.getString(1)) {
                            case "source" -> take(rows.getString(2), next);
                            case "writes" -> conduct = conduct.and(Conduct.MAY_WRITE);
                            case "foreign" -> foreign = true;
                            default -> conduct = Conduct.UNCLEAR;
                        }
                    }
                }
            }
            return next;
        }
    }
}
