/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.driver.internal.outcome;

import io.baton.driver.CommitOutcome;
import io.baton.driver.FailoverEvent.LostWrite;
import io.baton.driver.FailoverEvent.LostWrites;
import io.baton.driver.FailoverEvents;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Looks after a failover or a restart which of the acknowledged commits the primary does not have, and tells it. */
final class LostWriteSearch {

    private static final Logger LOG = LoggerFactory.getLogger("io.baton.timeline");

    /** The log is for the first look; the event has all. */
    private static final int MOST_LOGGED = 20;

    private final String cluster;
    private final AcknowledgedWrites writes;
    private final LongAdder lostSoFar = new LongAdder();

    LostWriteSearch(String cluster, AcknowledgedWrites writes) {
        this.cluster = cluster;
        this.writes = writes;
    }

    long lostSoFar() {
        return lostSoFar.sum();
    }

    /**
     * Looks for each of them on the session's node, and only reads there.
     *
     * @param last whether what cannot be told yet counts as never to be told
     * @return whether something can be told later
     * @throws SQLException when that node could not be asked; what was not judged is judged the next time
     */
    boolean search(PrimarySession session, CommitInquiry inquiry, boolean last) throws SQLException {
        List<LostWrite> lost = new ArrayList<>();
        long undecided = 0;
        boolean later = false;
        for (AcknowledgedWrites.Write write : writes.thatMayBeMissing(inquiry.server(), inquiry::mayBeOfThisServer)) {
            if (inquiry.isSameRun(write.commit)) {
                continue; // The server goes on as it was.
            }
            Decision decision = inquiry.verify(write.commit);
            if (decision.mayChange() && !last) {
                later = true;
                continue;
            }
            if (!writes.remove(write)) {
                continue; // Another search has told of it.
            }
            if (decision.outcome() == CommitOutcome.NOT_COMMITTED) {
                lost.add(new LostWrite(write.commit.token(), write.acknowledged, write.statements));
            } else if (decision.outcome() == CommitOutcome.UNKNOWN && decision != Decision.RESTARTED) {
                undecided++; // A commit that came back with its server is taken for the one that was acknowledged.
            }
        }
        tell(new LostWrites(cluster, session.node().toString(), lost, writes.takeNotRemembered(), undecided));
        return later;
    }

    private void tell(LostWrites event) {
        lostSoFar.add(event.writes().size());
        if (event.undecided() > 0 || event.notRemembered() > 0) {
            LOG.warn(
                    "[{}] of {} acknowledged commits it is not known whether {} has them",
                    cluster,
                    event.undecided() + event.notRemembered(),
                    event.node());
        }
        if (!event.writes().isEmpty()) {
            LOG.error(
                    "[{}] {} acknowledged commits are lost: {} does not have them",
                    cluster,
                    event.writes().size(),
                    event.node());
            event.writes().stream()
                    .limit(MOST_LOGGED)
                    .forEach(write -> LOG.error(
                            "[{}] lost, acknowledged at {}: {} ({})",
                            cluster,
                            write.acknowledged(),
                            write.statements(),
                            write.token()));
        }
        if (!event.writes().isEmpty() || event.undecided() > 0 || event.notRemembered() > 0) {
            FailoverEvents.publish(event);
        }
    }
}
