/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.driver.internal.sql;

import java.util.List;
import java.util.Set;

/** Whether a text can write. */
public enum Access {
    /** It reads, sets variables of the session or moves within the transaction, and nothing else. */
    READS,
    /** It reads and calls functions: what those do is not in the text. */
    LOOKS_LIKE_READING,
    MAY_WRITE;

    /** First letters of what certainly is no reading: INSERT, UPDATE, DELETE, MERGE; such texts are not cut into tokens. */
    private static final String WRITING = "IiUuDdMm";

    private static final Set<String> WITHIN_TRANSACTION =
            Set.of("BEGIN", "START", "SAVEPOINT", "RELEASE", "ROLLBACK", "ABORT", "COMMIT", "END");

    /** What that text can do, found out once as far as {@link KnownText} remembers it. */
    public static Access of(String sql) {
        return KnownText.of(sql).access();
    }

    static Access read(String sql) {
        if (!sql.isEmpty() && WRITING.indexOf(sql.charAt(0)) >= 0) {
            return MAY_WRITE;
        }
        SqlText text = SqlText.of(sql);
        if (text.onlyReads() || text.onlySets() || isWithinTransaction(sql)) {
            return READS;
        }
        return text.looksLikeReading() ? LOOKS_LIKE_READING : MAY_WRITE;
    }

    private static boolean isWithinTransaction(String sql) {
        List<List<Token>> statements = SqlStatements.of(sql);
        return !statements.isEmpty()
                && statements.stream()
                        .allMatch(statement ->
                                WITHIN_TRANSACTION.contains(statement.get(0).text()));
    }

    /**
     * Whether it is to be taken for a write.
     *
     * @param declaredReadOnly whether the application said of the connection that it only reads
     */
    public boolean mayWrite(boolean declaredReadOnly) {
        return this == MAY_WRITE || (this == LOOKS_LIKE_READING && !declaredReadOnly);
    }
}
