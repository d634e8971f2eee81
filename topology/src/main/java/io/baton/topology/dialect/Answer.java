/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.topology.dialect;

import io.baton.topology.Claim;
import io.baton.topology.Epoch;
import io.baton.topology.Upstream;
import io.baton.topology.history.LogReading;
import org.jspecify.annotations.Nullable;

/**
 * What a node said of itself in one probe.
 *
 * @param instance tells this run of this server from every other, whatever address it was reached by; null when it cannot
 * @param log where its log stands; null where the vendor's positions prove nothing
 */
public record Answer(
        Claim claim,
        Epoch epoch,
        Upstream upstream,
        @Nullable String instance,
        @Nullable LogReading log) {

    /** Of a server that accepts writes and is found to replicate. */
    Answer unprotected() {
        return new Answer(Claim.UNPROTECTED, epoch, Upstream.HEARD, instance, log);
    }

    Answer with(Upstream found) {
        return new Answer(claim, epoch, found, instance, log);
    }
}
