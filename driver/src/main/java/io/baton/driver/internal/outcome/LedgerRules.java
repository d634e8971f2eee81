/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.driver.internal.outcome;

import io.baton.topology.TimelineEpoch;
import java.time.Duration;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What became of a COMMIT whose transaction wrote an entry into the ledger. Pure.
 *
 * <p>The entry is there exactly if the transaction is: they are committed, replicated and lost together. Where it is not, a mark
 * is put in its place, which the primary key lets only one of the two do: after that the transaction cannot commit any more. The
 * mark is for a COMMIT that somebody waits for; whoever only looks for what was acknowledged needs none.
 */
final class LedgerRules {

    /** How long entries are kept; only those of half that age are judged, so that clocks may differ by as much. */
    static final Duration KEPT = Duration.ofHours(1);

    private LedgerRules() {}

    /** Whether the entry would be so old that it may have been cleaned away. */
    static boolean isPerhapsCleaned(UUID entry) {
        return TimeOrderedUuid.ageOf(entry).compareTo(KEPT.dividedBy(2)) > 0;
    }

    /** What was found in the place of an entry. */
    enum Place {
        ENTRY,
        /** The mark, put there now or before. */
        MARK,
        /** A transaction that is not over has put something there. */
        HELD,
        /** Nothing, and nothing will come there. */
        NOTHING,
        /** Nothing yet: what the server has received from its former primary is not all applied, or may not be. */
        PERHAPS_ON_ITS_WAY,
        /** Nothing, and the entry would be so old that it may have been cleaned away. */
        PERHAPS_CLEANED,
        /** What is there proves nothing: the table is not one that is committed, replicated and lost with the rest. */
        NO_LEDGER
    }

    /** Why nothing must be looked for or marked there; null when it may be. */
    static @Nullable Decision objection(TimelineEpoch then, TimelineEpoch now) {
        if (now.systemIdentifier() != then.systemIdentifier()) {
            return Decision.OTHER_CLUSTER;
        }
        return now.timeline() < then.timeline() ? Decision.HISTORY_WENT_BACK : null;
    }

    static Decision decide(Place found) {
        return switch (found) {
            case ENTRY -> Decision.IN_LEDGER;
            case MARK, NOTHING -> Decision.NOT_IN_LEDGER;
            case HELD -> Decision.RUNNING;
            case PERHAPS_ON_ITS_WAY -> Decision.BEING_APPLIED;
            case PERHAPS_CLEANED -> Decision.FORGOTTEN;
            case NO_LEDGER -> Decision.NO_LEDGER;
        };
    }
}
