/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.driver.internal.recover;

import io.baton.driver.internal.catalogue.Conduct;
import io.baton.driver.internal.outcome.Decision;
import io.baton.driver.internal.session.ReadFinding;

/** What became of a COMMIT of a transaction that is taken for one that only read. Pure; docs/commit-outcome.md says why. */
final class ReadTransactions {

    private ReadTransactions() {}

    static Decision decide(ReadFinding found) {
        boolean onlyReads = found.conduct() == Conduct.READS;
        return switch (found.kind()) {
            case NONE -> Decision.NOT_READ_AGAIN;
            case LOOKED_AT -> lookedAt(found);
            case SAME -> Decision.READ_AGAIN;
            case REFUSED -> Decision.WRITES_AFTER_ALL;
            case CHANGED -> {
                if (!onlyReads) {
                    yield Decision.MAY_HAVE_WRITTEN;
                }
                yield found.readersCount() ? Decision.READS_OTHERWISE : Decision.ONLY_READ;
            }
        };
    }

    /** The server has said that nothing was written; what writes within a COMMIT cannot be followed. */
    private static Decision lookedAt(ReadFinding found) {
        if (found.conduct() == Conduct.UNCLEAR) {
            return Decision.NOT_FOLLOWED;
        }
        return found.readersCount() ? Decision.READER_TO_REPEAT : Decision.ONLY_READ;
    }
}
