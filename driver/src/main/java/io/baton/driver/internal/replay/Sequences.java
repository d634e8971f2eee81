/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.driver.internal.replay;

import io.baton.driver.ReplayRefusal;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;

/**
 * Draws sequences past values that were seen, so that they are not handed out again. Needs the right to draw and no other.
 */
final class Sequences {

    /** A sequence that is further behind was reset by somebody, and is not ours to move. */
    private static final long MOST_DRAWN = 100_000;

    private final Connection connection;
    /** The last value drawn here, by sequence. */
    private final Map<String, Long> drawn = new HashMap<>();

    Sequences(Connection connection) {
        this.connection = connection;
    }

    /**
     * Draws until the sequence is at the value or past it.
     *
     * @return whether the value itself was drawn, so that it is certainly nobody else's
     */
    boolean drawPast(String sequence, long value) throws SQLException, ReplayRefused {
        Long before = drawn.get(sequence);
        long increment = number("SELECT seqincrement FROM pg_sequence WHERE seqrelid = ?::regclass", sequence);
        if (before != null && isAt(before, value, increment)) {
            return false;
        }
        long last = number("SELECT nextval(?::regclass)", sequence);
        boolean hit = last == value;
        if (!isAt(last, value, increment)) {
            long missing = -Math.floorDiv(last - value, increment);
            if (missing > MOST_DRAWN) {
                throw new ReplayRefused(ReplayRefusal.VALUE_TAKEN, sequence + " is far behind");
            }
            hit = number(
                            "SELECT count(*) FROM generate_series(1, " + missing + ") WHERE nextval(?::regclass) = "
                                    + value,
                            sequence)
                    > 0;
            last = value;
        }
        drawn.put(sequence, last);
        return hit;
    }

    private static boolean isAt(long last, long value, long increment) {
        return increment > 0 ? last >= value : last <= value;
    }

    private long number(String sql, String sequence) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setString(1, sequence);
            try (ResultSet row = statement.executeQuery()) {
                row.next();
                return row.getLong(1);
            }
        }
    }
}
