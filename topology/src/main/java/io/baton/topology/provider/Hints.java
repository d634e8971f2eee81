/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.topology.provider;

import io.baton.topology.NodeAddress;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a provider says of a cluster. Only hints: a node that is named is probed before it counts, and whoever is named the
 * primary has to show by itself that it is.
 *
 * @param nodes as the cluster knows them, see {@link AddressMap}; those that are missing here stay known
 * @param primary the node that it takes for the primary; null when it knows of none
 * @param switchoverAt when the present primary is going to hand over on purpose; null when nothing is planned
 */
public record Hints(
        List<NodeAddress> nodes,
        @Nullable NodeAddress primary,
        @Nullable Instant switchoverAt) {

    public Hints {
        nodes = List.copyOf(nodes);
    }
}
