/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.tests.storm;

import io.baton.topology.Node;
import io.baton.topology.NodeAddress;
import io.baton.topology.Observation;
import io.baton.topology.Topology;
import io.baton.topology.TopologyRules;
import io.baton.topology.probe.ProbePace;
import java.time.Duration;
import java.util.List;

/** One JVM of the fleet, as far as its probes go: the real rules and the real pace, in virtual time. */
final class Client {

    private final TopologyRules rules;
    private final ProbePace pace;
    private Topology topology;
    private long outageSince;

    Client(List<NodeAddress> nodes, TopologyRules rules, ProbePace pace) {
        this.topology = Topology.of(nodes);
        this.rules = rules;
        this.pace = pace;
    }

    Topology topology() {
        return topology;
    }

    Node node(NodeAddress address) {
        return topology.node(address);
    }

    void observe(Observation observation) {
        topology = rules.apply(topology, observation);
    }

    /** How long until the next probe of the node, with calls that wait during an outage. */
    long restNanos(NodeAddress address, long now) {
        if (ProbePace.isCalm(topology, address)) {
            outageSince = now;
        }
        return pace.rest(topology, address, Duration.ofNanos(now - outageSince), true, Duration.ZERO)
                .toNanos();
    }
}
