/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.driver.internal.outcome;

import io.baton.driver.CommitOutcome;
import io.baton.topology.GtidEpoch;
import io.baton.topology.NodeAddress;
import io.baton.topology.TimelineEpoch;
import io.baton.topology.dialect.Answer;
import io.baton.topology.dialect.Dialect;
import io.baton.topology.history.ClusterHistory;
import io.baton.topology.history.LogReading;
import io.baton.topology.history.PrimaryRun;
import java.sql.Connection;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/**
 * Whether the primary of today has what was in the log of the primary of then, such as the drawing of a value from a sequence,
 * which no transaction can undo. By the rules for commits: a record of the log that ends at the mark is where a commit that
 * begins there is.
 */
public final class LogMarks {

    private final Dialect dialect;
    private final ClusterHistory history;

    LogMarks(Dialect dialect, ClusterHistory history) {
        this.dialect = dialect;
        this.history = history;
    }

    /** Where the log ends now: one round trip. Null when that cannot be told. */
    public @Nullable LogMark now(Connection session, NodeAddress node) throws SQLException {
        Answer answer = dialect.ask(session);
        if (answer.epoch() instanceof GtidEpoch executed) {
            return answer.claim().acceptsWrites() ? new LogMark.Transactions(executed) : null;
        }
        LogReading log = answer.log();
        if (log == null || log.inRecovery() || !log.direct() || !(answer.epoch() instanceof TimelineEpoch epoch)) {
            return null;
        }
        return new LogMark.Position(log.end(), new PrimaryRun(node, log.run(), epoch));
    }

    /** Whether it is proved that the primary of the session has the log up to the mark. */
    public boolean isKept(LogMark mark, Connection session, NodeAddress node) throws SQLException {
        LogMark now = now(session, node);
        if (now instanceof LogMark.Transactions have && mark instanceof LogMark.Transactions had) {
            return have.executed().executed().contains(had.executed().executed());
        }
        return now instanceof LogMark.Position here && mark instanceof LogMark.Position there && isKept(there, here);
    }

    private boolean isKept(LogMark.Position mark, LogMark.Position now) {
        PendingCommit.Asked asked = new PendingCommit.Asked(0, mark.position(), 0, mark.at());
        Decision decision =
                OutcomeRules.decide(asked, now.at(), TransactionStatus.COMMITTED, Evidence.of(history, mark.at()));
        return decision.outcome() == CommitOutcome.COMMITTED;
    }
}
