/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.driver.internal.outcome;

import io.baton.driver.internal.outcome.CommitInquiry.OldSession;
import io.baton.driver.internal.queue.Ticket;
import io.baton.topology.Topology;
import io.baton.topology.TopologyKeeper;
import io.baton.topology.time.Deadline;
import java.sql.SQLException;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Finds out what became of a COMMIT: asks the accepted primary, and again as long as the answer may change. Thread-safe. */
final class OutcomeResolver {

    private static final Logger LOG = LoggerFactory.getLogger(OutcomeResolver.class);

    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(10);

    /** A COMMIT of which only the answer was lost has come to its end by then. */
    private static final Duration PATIENCE_WITH_OLD_SESSION = Duration.ofMillis(500);

    private final PrimarySession.Source primaries;
    private final CommitArchive archive;
    private final TopologyKeeper keeper;

    OutcomeResolver(PrimarySession.Source primaries, CommitArchive archive, TopologyKeeper keeper) {
        this.primaries = primaries;
        this.archive = archive;
        this.keeper = keeper;
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
        CommitInquiry inquiry = archive.inquire(session);
        if (inquiry == null) {
            return Decision.NOBODY_TO_ASK;
        }
        Deadline patience = Deadline.after(PATIENCE_WITH_OLD_SESSION);
        while (true) {
            Decision decision = inquiry.decide(commit);
            if (decision != Decision.RUNNING) {
                return decision;
            }
            OldSession old = inquiry.oldSession(commit);
            if (old == OldSession.IDLE || (old == OldSession.ACTIVE && patience.hasPassed())) {
                LOG.info("ends the session on {} that was cut off in the COMMIT {}", session.node(), commit.token());
                inquiry.terminate(commit);
            }
            if (!pause(deadline)) {
                return decision;
            }
        }
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
