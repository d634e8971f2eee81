/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.driver.internal.sql;

/** Whether a text can write. */
public enum Access {
    /** It reads, sets variables of the session or moves within the transaction, and nothing else. */
    READS,
    /** It reads and calls functions: what those do is not in the text. */
    LOOKS_LIKE_READING,
    MAY_WRITE;

    /** First letters of what certainly is no reading: INSERT, UPDATE, DELETE, MERGE; such texts are not cut into tokens. */
    private static final String WRITING = "IiUuDdMm";

    static Access read(String sql, SqlGrammar grammar) {
        if (!sql.isEmpty() && WRITING.indexOf(sql.charAt(0)) >= 0) {
            return MAY_WRITE;
        }
        SqlText text = grammar.text(sql);
        if (text.onlyReads() || text.onlySets() || text.movesWithinTransaction()) {
            return READS;
        }
        return text.looksLikeReading() ? LOOKS_LIKE_READING : MAY_WRITE;
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
