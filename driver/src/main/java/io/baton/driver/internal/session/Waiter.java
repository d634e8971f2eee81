/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.driver.internal.session;

import io.baton.topology.time.Deadline;
import org.jspecify.annotations.Nullable;

/** On whose behalf a session waits for a node. */
public interface Waiter {

    /** Waits as long as the failover timeout lets it. */
    Waiter PATIENT = new Waiter() {};

    /** The limit that the application set for the call; null when it set none. */
    default @Nullable Deadline limit() {
        return null;
    }

    default boolean isCancelled() {
        return false;
    }

    /** From now on, {@link #isCancelled} is looked at. */
    default void waitingBegins() {}

    default void waitingEnded() {}
}
