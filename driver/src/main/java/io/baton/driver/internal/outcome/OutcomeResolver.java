/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.driver.internal.outcome;

import io.baton.driver.internal.cluster.Ticket;
import io.baton.driver.internal.outcome.PrimaryQuestions.OldSession;
import io.baton.topology.Epoch;
import io.baton.topology.Topology;
import io.baton.topology.TopologyKeeper;
import io.baton.topology.dialect.Dialect;
import io.baton.topology.history.ClusterHistory;
import io.baton.topology.time.Deadline;
import java.sql.SQLException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Finds out what became of a COMMIT: asks the accepted primary, and again as long as the answer may change. Thread-safe. */
final class OutcomeResolver {

    private static final Logger LOG = LoggerFactory.getLogger(OutcomeResolver.class);

    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(10);

    /** A COMMIT of which only the answer was lost has come to its end by then. */
    private static final Duration PATIENCE_WITH_OLD_SESSION = Duration.ofMillis(500);

    private final PrimarySession.Source primaries;
    private final Dialect dialect;
    private final TopologyKeeper keeper;
    private final ClusterHistory history;
    private final Ledger ledger;

    OutcomeResolver(
            PrimarySession.Source primaries,
            Dialect dialect,
            TopologyKeeper keeper,
            ClusterHistory history,
            Ledger ledger) {
        this.primaries = primaries;
        this.dialect = dialect;
        this.keeper = keeper;
        this.history = history;
        this.ledger = ledger;
    }

    /** Always an answer; what the deadline cut short may change later. */
    Decision resolve(PendingCommit.Named commit, Ticket ticket) {
        Decision decision = Decision.NOBODY_TO_ASK;
        do {
            try (PrimarySession session = primaries.open(ticket)) {
                decision = ask(session, commit, ticket.deadline());
            } catch (SQLException e) {
                LOG.debug("asking for the outcome of {} failed", commit.token(), e);
                decision = Decision.NOBODY_TO_ASK;
            }
        } while (decision.mayChange() && !ticket.isGivenUp() && pause(ticket.deadline()));
        return decision;
    }

    private Decision ask(PrimarySession session, PendingCommit.Named commit, Deadline deadline) throws SQLException {
        PrimaryQuestions questions = new PrimaryQuestions(session);
        OutcomeRules.Primary primary = questions.identity(dialect);
        if (primary == null || isSuperseded(primary)) {
            return Decision.NOBODY_TO_ASK;
        }
        Deadline patience = Deadline.after(PATIENCE_WITH_OLD_SESSION);
        while (true) {
            Decision decision = decide(questions, commit, primary);
            if (decision != Decision.RUNNING) {
                return decision;
            }
            OldSession old = questions.oldSession(commit);
            if (old == OldSession.IDLE || (old == OldSession.ACTIVE && patience.hasPassed())) {
                LOG.info("ends the session {} on {} that was cut off in its COMMIT", commit.backend(), session.node());
                questions.terminate(commit);
            }
            if (!pause(deadline)) {
                return decision;
            }
        }
    }

    Decision decide(PrimaryQuestions questions, PendingCommit.Named commit, OutcomeRules.Primary primary)
            throws SQLException {
        return commit instanceof PendingCommit.Recorded recorded
                ? decideByLedger(questions, recorded, primary)
                : decideByLog(questions, (PendingCommit.Asked) commit, primary);
    }

    private Decision decideByLedger(
            PrimaryQuestions questions, PendingCommit.Recorded commit, OutcomeRules.Primary primary)
            throws SQLException {
        Decision objection = LedgerRules.objection(commit.epoch(), primary.epoch());
        return objection != null ? objection : LedgerRules.decide(questions.placeIn(ledger, commit));
    }

    private Decision decideByLog(PrimaryQuestions questions, PendingCommit.Asked commit, OutcomeRules.Primary primary)
            throws SQLException {
        if (OutcomeRules.isOutOfHistory(commit, primary)) {
            return Decision.NOT_IN_HISTORY; // The server would only complain in its log of an id that it does not know.
        }
        return OutcomeRules.decide(
                commit,
                primary,
                questions.status(commit.transaction()),
                history.durable(commit.run()),
                history.promotions());
    }

    /** Whoever answers must be the primary of the history that counts. */
    boolean isSuperseded(OutcomeRules.Primary primary) {
        @Nullable Epoch accepted = keeper.topology().accepted();
        return accepted != null && primary.epoch().against(accepted) == Epoch.Order.BELOW;
    }

    /** False when there is no time left. A change of the topology ends the rest early. */
    private boolean pause(Deadline deadline) {
        if (deadline.hasPassed()) {
            return false;
        }
        Topology topology = keeper.topology();
        try {
            keeper.await(t -> t.version() != topology.version(), deadline.orAfter(BETWEEN_LOOKS));
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
