/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.driver.internal.outcome;

import io.baton.topology.dialect.Backlog;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Whether a server that was promoted has applied all that it had received before, so that what it does not show will not come.
 * One per cluster. Thread-safe.
 *
 * <p>A session with the right to see the state of replication is told. Without it there is only this: as long as replication is
 * stopped and nothing moves, either all was applied, or somebody left the rest alone and may go on with it.
 */
final class AppliedLog {

    private record Rest(String server, long since) {}

    private volatile @Nullable Rest rest;

    /**
     * Takes in what the primary said just now.
     *
     * @param server which one it is
     * @param patience for how long it must have been at rest where that is all that can be known
     */
    boolean isAllApplied(String server, Backlog backlog, Duration patience) {
        return switch (backlog) {
            case NONE -> true;
            case MORE -> {
                rest = null;
                yield false;
            }
            case AT_REST -> restsFor(server, System.nanoTime()) >= patience.toNanos();
        };
    }

    private long restsFor(String server, long now) {
        Rest known = rest;
        if (known == null || !known.server.equals(server)) {
            known = new Rest(server, now);
            rest = known;
        }
        return now - known.since;
    }
}
