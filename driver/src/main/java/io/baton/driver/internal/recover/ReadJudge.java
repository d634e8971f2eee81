/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.driver.internal.recover;

import io.baton.driver.internal.catalogue.Conduct;
import io.baton.driver.internal.cluster.Cluster;
import io.baton.driver.internal.cluster.Lease;
import io.baton.driver.internal.outcome.Decision;
import io.baton.driver.internal.outcome.PendingCommit;
import io.baton.driver.internal.queue.Ticket;
import io.baton.driver.internal.replay.ReplayRefused;
import io.baton.driver.internal.session.LogicalSession;
import io.baton.driver.internal.session.ReadFinding;
import io.baton.driver.internal.session.Waiter;
import io.baton.driver.internal.sql.SessionHold;
import io.baton.driver.internal.sql.SqlText;
import io.baton.topology.time.Deadline;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What became of calls that look like reads, when that can be told. One per logical session. */
final class ReadJudge {

    private final LogicalSession session;
    private final Cluster cluster;

    ReadJudge(LogicalSession session) {
        this.session = session;
        this.cluster = session.cluster();
    }

    /** What became of a COMMIT, and why the transaction is lost if it is. */
    record Found(Decision decision, @Nullable ReplayRefused difference) {}

    /** Of a transaction that is taken for one that only read. */
    Found ofTransaction(PendingCommit.Reads pending, Lease lost, Deadline patience, Waiter waiter) {
        ReadFinding finding;
        try {
            finding = session.lookInto(lost, pending.asked(), patience, waiter);
        } catch (SQLException e) {
            return found(Decision.NOBODY_TO_ASK, null);
        }
        return found(ReadTransactions.decide(finding), finding.difference());
    }

    private Found found(Decision decision, @Nullable ReplayRefused difference) {
        cluster.outcomes().found(decision);
        return new Found(decision, difference);
    }

    /** Whether nothing that the text runs can have written. False where nobody can say. */
    boolean onlyReads(@Nullable SqlText text, Deadline patience, Waiter waiter) {
        if (text == null || text.sql() == null) {
            return false;
        }
        // A session that was lost with what ties it is closed by now, and its question is asked all the same.
        Ticket ticket =
                session.isClosed() ? new Ticket(patience, waiter::isCancelled) : session.ticket(patience, waiter);
        try {
            return cluster.outcomes()
                    .ofPrimary(ticket, primary -> !mayReadItsOwn(primary) && conduct(text, primary) == Conduct.READS);
        } catch (SQLException e) {
            return false;
        }
    }

    /** Whether a name in the text may be that of something that only the session had, and that nobody can look into any more. */
    private boolean mayReadItsOwn(Connection primary) throws SQLException {
        return cluster.catalogue().temporaryObjectsRunCode()
                && (session.holds(SessionHold.Kind.TEMPORARY_OBJECT)
                        || session.holds(SessionHold.Kind.NATIVE_OBJECT)
                        || session.mayHaveLeft(cluster.leavings().of(System.nanoTime(), primary)));
    }

    /** Why a statement must not be run again although it looks like a read; empty when it may, where writing is refused. */
    Optional<Decision> objection(@Nullable SqlText text, Connection on) throws SQLException {
        boolean unclear = text == null || text.sql() == null || conduct(text, on) == Conduct.UNCLEAR;
        return unclear ? Optional.of(Decision.NOT_FOLLOWED) : Optional.empty();
    }

    /** Whether the transaction may have written to a server that commits before the one that was asked. True where nobody can say. */
    boolean reachesOthers(Deadline patience, Waiter waiter) {
        @Nullable Collection<String> texts = session.textsThatMayWrite();
        try {
            return cluster.outcomes()
                    .ofPrimary(
                            session.ticket(patience, waiter),
                            primary -> cluster.catalogue().reachesOthers(texts, primary));
        } catch (SQLException e) {
            return true;
        }
    }

    /** Whether what the session entered in the ledger may be where nobody finds it. True where nobody can say. */
    boolean mayHaveHiddenLedger(Deadline patience, Waiter waiter) {
        try {
            return session.hidesLedger()
                    || cluster.outcomes()
                            .ofPrimary(
                                    session.ticket(patience, waiter),
                                    primary -> session.mayHaveHiddenLedger(
                                            cluster.leavings().of(System.nanoTime(), primary)));
        } catch (SQLException e) {
            return true;
        }
    }

    private Conduct conduct(SqlText text, Connection on) throws SQLException {
        return cluster.catalogue()
                .conduct(
                        List.of(Objects.requireNonNull(text.sql())),
                        session.settings().readOnly(),
                        on);
    }
}
