/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.topology.probe;

import io.baton.topology.NodeAddress;
import io.baton.topology.Role;
import io.baton.topology.TopologyKeeper;
import io.baton.topology.dialect.Answer;
import io.baton.topology.history.ClusterHistory;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Whether a node's address still leads to the server that its monitor is on: the monitor keeps its session, and the next login
 * may go elsewhere.
 */
final class AddressWatch {

    private static final Logger LOG = LoggerFactory.getLogger(AddressWatch.class);

    /** How often it is looked whether an address that leads to a server which is of no use there still does. */
    private static final Duration LOOK_AGAIN = Duration.ofSeconds(30);

    private static final Duration LOOK_AGAIN_IN_OUTAGE = Duration.ofSeconds(1);

    private final NodeAddress node;
    private final BoundedConnects connects;
    private final TopologyKeeper keeper;
    private final ClusterHistory history;

    AddressWatch(NodeAddress node, BoundedConnects connects, TopologyKeeper keeper, ClusterHistory history) {
        this.node = node;
        this.connects = connects;
        this.keeper = keeper;
        this.history = history;
    }

    /**
     * By its name, by what a login of the application found, or because the session's server is of no use, so that there is nothing to
     * lose by a look.
     */
    boolean mayLeadElsewhere(ProbeSession current) {
        if (connects.leadElsewhere(current)) {
            LOG.info("the name {} leads to another machine now", node.host());
            return true;
        }
        if (history.leadsElsewhere(node, current.instance())) {
            LOG.info("{} leads to another server now", node);
            return true;
        }
        boolean outage = keeper.topology().primary() == null;
        return isOutOfUse() && current.isOlderThan(outage ? LOOK_AGAIN_IN_OUTAGE : LOOK_AGAIN);
    }

    /** Whether its server answers and is not used: superseded, or used at another address. */
    private boolean isOutOfUse() {
        return keeper.topology()
                .find(node)
                .filter(now -> now.isUp() && now.epoch() != null && now.role() == Role.UNKNOWN)
                .isPresent();
    }

    /** Whether one of several servers behind the address has just been promoted: another one may be at the end of the next login. */
    boolean mayLeadToAnotherThan(Answer answer) {
        boolean promoted = answer.claim().acceptsWrites()
                && keeper.topology()
                        .find(node)
                        .filter(now -> !now.claim().acceptsWrites())
                        .isPresent();
        return promoted && history.isSharedBySeveral(node);
    }
}
