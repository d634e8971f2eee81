/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.driver.internal.outcome;

import io.baton.topology.GtidEpoch;
import io.baton.topology.dialect.Answer;
import org.jspecify.annotations.Nullable;

/** How far a node is in what is replicated. */
sealed interface LogProgress {

    /** What the answer says of it; null when nothing. */
    static @Nullable LogProgress of(Answer answer) {
        if (answer.log() != null) {
            return new Position(answer.log().end());
        }
        return answer.epoch() instanceof GtidEpoch executed ? new Transactions(executed) : null;
    }

    /** Whether it has everything that the other one had. */
    boolean reaches(LogProgress other);

    /** The end of the log, or of what was replayed of it. */
    record Position(long end) implements LogProgress {
        @Override
        public boolean reaches(LogProgress other) {
            return other instanceof Position that && end >= that.end;
        }
    }

    /** The transactions that were executed. */
    record Transactions(GtidEpoch executed) implements LogProgress {
        @Override
        public boolean reaches(LogProgress other) {
            // Without gaps: what is missing in one may be the commit that is asked for.
            return other instanceof Transactions that && executed.executed().contains(that.executed.executed());
        }
    }
}
