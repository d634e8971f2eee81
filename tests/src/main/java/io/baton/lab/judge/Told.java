/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.lab.judge;

import java.sql.SQLException;

/** What an application was told about a transaction. */
public enum Told {
    /** The commit returned: all of it is there, once. */
    DONE,
    /** Anything but 08007 was thrown: nothing of it is there, nor will be. */
    LOST,
    /** 08007 was thrown: all of it or nothing. */
    UNKNOWN;

    private static final String RESOLUTION_UNKNOWN = "08007";

    /** From what was thrown, in which frameworks wrap the driver's exception. */
    public static Told by(Throwable thrown) {
        return RESOLUTION_UNKNOWN.equals(state(thrown)) ? UNKNOWN : LOST;
    }

    /** The SQLState of the outermost SQLException; the class's name if there is none. */
    public static String state(Throwable thrown) {
        for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
            String state = cause instanceof SQLException e ? e.getSQLState() : null;
            if (state != null) {
                return state;
            }
        }
        return thrown.getClass().getSimpleName();
    }
}
