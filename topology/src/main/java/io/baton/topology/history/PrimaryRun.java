/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.topology.history;

import io.baton.topology.NodeAddress;
import io.baton.topology.TimelineEpoch;

/**
 * A run of a primary, and where it was met. The address is for people and for the question whether a server that was started again
 * is the same one; it proves nothing about a run, since another server may answer there the next time.
 */
public record PrimaryRun(NodeAddress node, ServerRun run, TimelineEpoch epoch) {

    /** Whether it is that very run, be it met at another address. */
    public boolean isSameRunAs(PrimaryRun other) {
        return run.equals(other.run) && epoch.systemIdentifier() == other.epoch.systemIdentifier();
    }
}
