/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.driver.internal.session;

import io.baton.topology.time.Deadline;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** On whose behalf a session waits for a node. */
public interface Waiter {

    /** Waits as long as the failover timeout lets it. */
    Waiter PATIENT = new Waiter() {};

    /** The limit that the application set for the call; null when it set none. */
    default @Nullable Deadline limit() {
        return null;
    }

    /** Whether somebody has cancelled the call while it waited. It stays cancelled until the next one begins. */
    default boolean isCancelled() {
        return false;
    }

    /** From now on a cancel ends the wait, and does not go to the server. One wait may be a part of another. */
    default void waitingBegins() {}

    /** From the end of the outermost wait on a cancel goes to the server: look at {@link #isCancelled} before the call goes on. */
    default void waitingEnded() {}

    /**
     * Ends a call that somebody has cancelled.
     *
     * @throws SQLException 57014
     */
    default void requireNotCancelled() throws SQLException {
        if (isCancelled()) {
            throw new SQLException("canceled while waiting for a node", "57014");
        }
    }
}
