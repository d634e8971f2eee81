/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.driver.internal.catalogue;

import java.sql.Connection;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/**
 * What the catalogue of a cluster said last. It holds for a session that was lost before it was asked; one that is lost later may have
 * used what has been created since. Thread-safe; what is raced for is immutable.
 */
public final class LeavingsMemory {

    private record Answer(Leavings leavings, long askedAt) {}

    private final Source source;
    private volatile @Nullable Answer last;

    /** @param vendor whose URLs have that name */
    public LeavingsMemory(String vendor) {
        source = switch (vendor) {
            case "mysql", "mariadb" -> MySqlLeavings::ask;
            default -> PostgresLeavings::ask;
        };
    }

    @FunctionalInterface
    private interface Source {
        Leavings ask(Connection session) throws SQLException;
    }

    /**
     * What the texts of a session may have left.
     *
     * @param lostAt by {@link System#nanoTime}: when it certainly ran no text any more
     * @param next the session that takes its place
     */
    public Leavings of(long lostAt, Connection next) throws SQLException {
        Answer known = last;
        if (known != null && known.askedAt() - lostAt >= 0) {
            return known.leavings();
        }
        long now = System.nanoTime();
        Leavings leavings = source.ask(next);
        last = new Answer(leavings, now);
        return leavings;
    }
}
