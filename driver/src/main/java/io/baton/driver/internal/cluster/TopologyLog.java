/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.driver.internal.cluster;

import io.baton.topology.Claim;
import io.baton.topology.Node;
import io.baton.topology.Records;
import io.baton.topology.Role;
import io.baton.topology.Topology;
import io.baton.topology.TopologyChange;
import io.baton.topology.TopologyListener;
import java.time.Duration;
import java.util.Objects;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/** Writes what happens to a cluster into the log, so that an outage reads as a timeline. Called by one thread. */
final class TopologyLog implements TopologyListener {

    private static final Logger LOG = LoggerFactory.getLogger("io.baton.timeline");

    private final String cluster;
    private long primarySince = System.nanoTime();

    TopologyLog(String cluster) {
        this.cluster = cluster;
    }

    @Override
    public void onChange(TopologyChange change, Topology current) {
        if (change instanceof TopologyChange.PrimaryChanged changed) {
            primaryChanged(changed, current);
        } else if (change instanceof TopologyChange.NodeListed listed) {
            // Those of the URL are no news.
            LOG.atLevel(listed.node().surveyed() ? Level.INFO : Level.DEBUG)
                    .log("[{}] {} {}", cluster, listed.node().address(), listed.why());
        } else if (change instanceof TopologyChange.NodeGone gone) {
            LOG.atLevel(gone.node().role() == Role.UNKNOWN ? Level.DEBUG : Level.INFO)
                    .log("[{}] {} is left: {}", cluster, gone.node().address(), gone.why());
        } else if (change instanceof TopologyChange.NodeChanged changed) {
            nodeChanged(changed.before(), changed.after(), Records.twinOf(current, changed.after()) != null);
        }
    }

    private void primaryChanged(TopologyChange.PrimaryChanged changed, Topology current) {
        Node to = changed.to();
        long now = System.nanoTime();
        long millis = Duration.ofNanos(now - primarySince).toMillis();
        primarySince = now;
        if (to != null) {
            LOG.info("[{}] {} is the primary after {} ms without one: {}", cluster, to.address(), millis, to.why());
            current.nodes().stream()
                    .filter(node -> node.isUp()
                            && node.claim() == Claim.WRITABLE
                            && !node.address().equals(to.address())
                            && !current.isAlias(node.address()))
                    .forEach(node -> LOG.warn(
                            "[{}] {} still answers and accepts writes, which Baton does not send there: {}. If {} was promoted by"
                                    + " mistake, stop it; else stop {}, which others may write to",
                            cluster,
                            node.address(),
                            node.why(),
                            to.address(),
                            node.address()));
        } else {
            Node from = Objects.requireNonNull(changed.from());
            LOG.warn("[{}] no primary: {} {}", cluster, from.address(), changed.why());
            LOG.debug("[{}] {}", cluster, current.describe());
        }
    }

    /** @param isTwin whether it is another address of a name that leads to a server which is known already: that is no news */
    private void nodeChanged(Node before, Node after, boolean isTwin) {
        if (before.role() != after.role() || before.health() != after.health()) {
            boolean news = !isTwin || before.role() != Role.UNKNOWN || after.role() != Role.UNKNOWN;
            LOG.atLevel(news ? Level.INFO : Level.DEBUG)
                    .log("[{}] {} is {} {}: {}", cluster, after.address(), after.role(), after.health(), after.why());
        }
    }
}
