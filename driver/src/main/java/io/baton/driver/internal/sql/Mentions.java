/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.driver.internal.sql;

import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * What a text mentions, be it an application's or the source of a function: every name that it may use, as the server folds
 * them, and what its words say. More names than it uses do no harm; one fewer would.
 *
 * @param names words and quoted names, whatever they stand for
 * @param writes whether a word of it may write, to what a transaction undoes
 * @param escapes whether it may do what a READ ONLY transaction allows and a rollback does not undo, or may hide what the server
 *     refuses it, or cannot be read
 */
public record Mentions(Set<String> names, boolean writes, boolean escapes) {

    private static final Set<String> WRITING = Set.of("""
            INSERT UPDATE DELETE MERGE TRUNCATE CREATE ALTER DROP GRANT REVOKE REFRESH REINDEX CLUSTER COMMENT INTO IMPORT
            ANALYZE VACUUM REASSIGN
            """.strip().split("\\s+"));

    /** {@code ON CONFLICT DO ..}, unlike {@code DO} with code. */
    private static final Set<String> BEHIND_DO = Set.of("NOTHING", "UPDATE");

    /** Code that nobody has read is run, something leaves the transaction, or a mode is set. */
    private static final Set<String> ESCAPING = Set.of("""
            EXECUTE NOTIFY LISTEN UNLISTEN COPY CALL LOAD PREPARE PREPARED HOLD HANDLER OUTFILE DUMPFILE WRITE COMMIT
            """.strip().split("\\s+"));

    /** @param ambiguous whether it means different things under different settings of the server */
    static Mentions of(String sql, List<Token> tokens, boolean ambiguous) {
        Set<String> names = new HashSet<>();
        boolean writes = false;
        boolean escapes = false;
        for (int i = 0; i < tokens.size(); i++) {
            Token token = tokens.get(i);
            String name = token.name();
            if (name != null) {
                names.add(name);
            }
            if (token.kind() == Token.Kind.WORD) {
                writes |= WRITING.contains(token.text());
                escapes |= ESCAPING.contains(token.text()) || runsCode(tokens, i) || catchesErrors(tokens, i);
            }
        }
        return new Mentions(names, writes, escapes || ambiguous || looksAtMode(sql));
    }

    private static boolean runsCode(List<Token> tokens, int i) {
        boolean next = i + 1 < tokens.size();
        return tokens.get(i).is("DO")
                && !(next && BEHIND_DO.contains(tokens.get(i + 1).text()));
    }

    /** {@code EXCEPTION WHEN ..} of PL/pgSQL: a refusal would be taken for something else. */
    private static boolean catchesErrors(List<Token> tokens, int i) {
        return tokens.get(i).is("EXCEPTION")
                && i + 1 < tokens.size()
                && tokens.get(i + 1).is("WHEN");
    }

    /** Who knows that it must not write may do something else instead. */
    private static boolean looksAtMode(String sql) {
        return sql.toLowerCase(Locale.ROOT).contains("read_only");
    }
}
