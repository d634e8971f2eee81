/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.lab.judge;

import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** What an application was told about a transaction. */
public enum Told {
    /** The commit returned: all of it is there, once. */
    DONE,
    /** Any SQLState but 08007 was thrown: nothing of it is there, nor will be. */
    LOST,
    /** 08007 was thrown, or something that carries no SQLState: all of it or nothing. */
    UNKNOWN;

    private static final String RESOLUTION_UNKNOWN = "08007";

    /**
     * From what was thrown, in which frameworks wrap the driver's exception. Spring's JdbcTransactionManager hides it: after a
     * failed commit it rolls back, HikariCP has thrown the connection away by then, and the complaint about that, which has
     * no SQLState, is all that the application gets.
     */
    public static Told by(Throwable thrown) {
        String state = sqlState(thrown);
        return state == null || state.equals(RESOLUTION_UNKNOWN) ? UNKNOWN : LOST;
    }

    /** The SQLState of the outermost SQLException that has one; the class's name if none has. */
    public static String state(Throwable thrown) {
        String state = sqlState(thrown);
        return state == null ? thrown.getClass().getSimpleName() : state;
    }

    private static @Nullable String sqlState(Throwable thrown) {
        for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
            String state = cause instanceof SQLException e ? e.getSQLState() : null;
            if (state != null) {
                return state;
            }
        }
        return null;
    }
}
