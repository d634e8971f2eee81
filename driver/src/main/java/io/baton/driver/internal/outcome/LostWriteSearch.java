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

/** Looks after a failover which of the acknowledged commits the new primary does not have, and tells it. */
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
     * Judges each of them once, on the session's node.
     *
     * @throws SQLException when that node could not be asked; what was not judged is judged the next time
     */
    void search(PrimarySession session, CommitInquiry inquiry) throws SQLException {
        List<LostWrite> lost = new ArrayList<>();
        long undecided = 0;
        for (AcknowledgedWrites.Write write : writes.all()) {
            if (inquiry.isSameRun(write.commit)) {
                continue; // The server goes on as it was.
            }
            CommitOutcome outcome = inquiry.decide(write.commit).outcome();
            writes.remove(write);
            if (outcome == CommitOutcome.NOT_COMMITTED) {
                lost.add(new LostWrite(write.commit.token(), write.acknowledged, write.statements));
            } else if (outcome == CommitOutcome.UNKNOWN) {
                undecided++;
            }
        }
        tell(new LostWrites(cluster, session.node().toString(), lost, writes.takeNotRemembered(), undecided));
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
