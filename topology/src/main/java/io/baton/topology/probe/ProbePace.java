/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.topology.probe;

import io.baton.topology.Health;
import io.baton.topology.NodeAddress;
import io.baton.topology.Role;
import io.baton.topology.Topology;
import java.time.Duration;

/**
 * How long a monitor rests between two probes. Immutable.
 *
 * @param steady while all is well
 * @param idle while all is well and nobody uses the cluster
 * @param idleAfter how long nobody has to use it until it counts as idle
 * @param hurried while a verdict is wanted: the most that a waiting call may lose to a probe that was not sent
 * @param fastest where the pace of an outage starts: its first moments are when a switchover ends it
 */
public record ProbePace(Duration steady, Duration idle, Duration idleAfter, Duration hurried, Duration fastest) {

    /** Resting a hundredth of the outage so far costs a waiting call one per cent at most, and never floods a node. */
    private static final int SHARE_OF_OUTAGE = 100;

    /** Servers and directories lock an account after a few wrong passwords. */
    private static final int MOST_DOUBLINGS = 5;

    /** Whether nobody waits for news of the node. */
    public static boolean isCalm(Topology topology, NodeAddress node) {
        return topology.primary() != null && topology.node(node).health() != Health.SUSPECT;
    }

    /**
     * How long to rest before the next probe of a node that does not refuse them.
     *
     * @param outage how long it has not been calm
     * @param callsWait whether calls of the application wait for a primary
     * @param unused how long nobody has used the cluster
     */
    public Duration rest(Topology topology, NodeAddress node, Duration outage, boolean callsWait, Duration unused) {
        return isCalm(topology, node)
                ? whenSteady(topology.node(node).role() == Role.PRIMARY, unused)
                : whenHurried(outage, callsWait);
    }

    /**
     * Without trouble, and for a node whose state nobody waits for. The primary is asked twice as often: until its silence
     * is noticed, nobody looks out for its successor.
     *
     * @param unused how long nobody has used the cluster
     */
    public Duration whenSteady(boolean primary, Duration unused) {
        if (unused.compareTo(idleAfter) > 0 && idle.compareTo(steady) > 0) {
            return idle;
        }
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
        if (share.compareTo(slowest) > 0 || fastest.compareTo(slowest) > 0) {
            return slowest;
        }
        return share.compareTo(fastest) < 0 ? fastest : share;
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
