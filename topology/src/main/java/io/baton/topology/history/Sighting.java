/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.topology.history;

import io.baton.topology.NodeAddress;
import io.baton.topology.TimelineEpoch;

/**
 * One answer of one node to its monitor.
 *
 * @param session the session that asked, a number of its own in this JVM
 * @param asked {@link System#nanoTime()} before the question was sent
 */
public record Sighting(NodeAddress node, long session, TimelineEpoch epoch, LogReading log, long asked) {

    /** The run of the server, if it is a primary. */
    public ServerRun run() {
        return log.run();
    }

    /**
     * Whether nothing can have happened to the server between the two sightings but that time passed: no crash, no restart,
     * no other server at that address. A session does not survive any of them; nor do the start and the statistics together.
     */
    boolean isContinuedBy(Sighting later) {
        boolean sameServer =
                log.direct() && later.log.direct() && epoch.systemIdentifier() == later.epoch.systemIdentifier();
        boolean sameRun = log.started() == later.log.started() && log.statisticsReset() == later.log.statisticsReset();
        return sameServer && (session == later.session || (log.statisticsReset() != 0 && sameRun));
    }
}
