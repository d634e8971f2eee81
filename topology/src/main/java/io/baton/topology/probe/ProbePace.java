/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.topology.probe;

import java.time.Duration;

/**
 * How long a monitor rests between two probes. Immutable.
 *
 * @param steady while all is well
 * @param hurried while a verdict is wanted: the most that a waiting call may lose to a probe that was not sent
 */
public record ProbePace(Duration steady, Duration hurried) {

    /** While calls wait, the pace starts here: the first moments of an outage are when a switchover ends it. */
    private static final Duration FASTEST = Duration.ofMillis(4);

    /** Resting a hundredth of the outage so far costs a waiting call one per cent at most, and never floods a node. */
    private static final int SHARE_OF_OUTAGE = 100;

    /** Servers and directories lock an account after a few wrong passwords. */
    private static final int MOST_DOUBLINGS = 5;

    /**
     * Without trouble, and for a node whose state nobody waits for. The primary is asked twice as often: until its silence
     * is noticed, nobody looks out for its successor.
     */
    public Duration whenSteady(boolean primary) {
        return primary ? steady.dividedBy(2) : steady;
    }

    /**
     * While the cluster has no primary.
     *
     * @param outage how long it has had none
     * @param callsWait whether calls of the application wait for one
     */
    public Duration whenHurried(Duration outage, boolean callsWait) {
        Duration share = outage.dividedBy(SHARE_OF_OUTAGE);
        Duration slowest = callsWait ? hurried : steady;
        if (share.compareTo(slowest) > 0) {
            return slowest;
        }
        return share.compareTo(FASTEST) < 0 ? FASTEST : share;
    }

    /**
     * While the node refuses the login, or the vendor's driver the parameters: nothing but a change by somebody ends that.
     *
     * @param refusals how often in a row, from 1
     */
    public Duration whenRefused(int refusals) {
        return steady.multipliedBy(1L << Math.min(refusals - 1, MOST_DOUBLINGS));
    }
}
