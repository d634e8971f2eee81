/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.topology.history;

import io.baton.topology.NodeAddress;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * One server from its start to its end, by whatever addresses it was met. Immutable.
 *
 * @param first when it was asked first, by {@link System#nanoTime()}
 */
record MetServer(Sighting latest, long first, Set<NodeAddress> at) {

    static MetServer first(Sighting sighting) {
        return new MetServer(sighting, sighting.asked(), Set.of(sighting.node()));
    }

    /** Sightings of several sessions may come in another order than they were made. */
    MetServer and(MetServer other) {
        boolean later = other.latest.asked() - latest.asked() >= 0;
        Set<NodeAddress> both = at.containsAll(other.at)
                ? at
                : Stream.concat(at.stream(), other.at.stream()).collect(Collectors.toUnmodifiableSet());
        long earliest = other.first - first < 0 ? other.first : first;
        return new MetServer(later ? other.latest : latest, earliest, both);
    }

    /** Whether it went on answering when the other one did already: then that one is not this one, started again. */
    boolean wasThereBeside(MetServer successor) {
        return latest.asked() - successor.first > 0;
    }
}
