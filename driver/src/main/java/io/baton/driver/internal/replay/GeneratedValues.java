/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.driver.internal.replay;

import io.baton.driver.internal.outcome.LogMark;
import io.baton.driver.internal.sql.DrawText;
import io.baton.driver.internal.sql.Generation;
import io.baton.driver.internal.sql.InsertText;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Values that the server made and the application has seen: keys, times, random numbers. When their transaction is replayed they
 * are given to the statement, so that they stay what they were.
 */
interface GeneratedValues {

    /** For one replay of a transaction with statements of that kind. */
    static GeneratedValues of(Generation generation, Replaying replaying) {
        boolean inTheText = generation instanceof InsertText || generation instanceof DrawText;
        return inTheText ? new PostgresGeneratedValues(replaying) : new MySqlGeneratedValues(replaying);
    }

    /**
     * Sees to it that the statement, which is run next, generates what was seen.
     *
     * @param mark where the log ended after it; null when nobody asked
     * @return the text to run in its place; empty when it can be run as it is
     * @throws ReplayRefused when a value may belong to somebody else by now
     */
    Optional<String> give(Generation generation, SeenRows seen, @Nullable LogMark mark)
            throws SQLException, ReplayRefused;

    /**
     * Makes sure that the last statement for which values were given has stored them where they were seen.
     *
     * @param again the rows that it returned
     * @throws ReplayRefused when that is not certain
     */
    void confirm(ResultSet again) throws SQLException, ReplayRefused;

    /** Other statements were run, which may have redefined anything. */
    void forget();
}
