/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.driver.internal.replay;

import io.baton.driver.internal.outcome.LogMark;
import io.baton.driver.internal.sql.AutoIncrement;
import io.baton.driver.internal.sql.ClockReading;
import io.baton.driver.internal.sql.DrawText;
import io.baton.driver.internal.sql.Generation;
import io.baton.driver.internal.sql.InsertText;
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
        return switch (Kind.of(generation)) {
            case IN_THE_TEXT -> new PostgresGeneratedValues(replaying);
            case IN_THE_SESSION -> new MySqlGeneratedValues(replaying);
        };
    }

    /** Where a vendor lets them be given. */
    enum Kind {
        IN_THE_TEXT,
        IN_THE_SESSION;

        private static Kind of(Generation generation) {
            if (generation instanceof InsertText || generation instanceof DrawText) {
                return IN_THE_TEXT;
            }
            if (generation instanceof AutoIncrement || generation instanceof ClockReading) {
                return IN_THE_SESSION;
            }
            throw new IllegalArgumentException(generation.toString());
        }
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
}
