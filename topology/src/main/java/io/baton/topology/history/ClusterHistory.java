/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.topology.history;

import io.baton.topology.NodeAddress;
import io.baton.topology.TimelineEpoch;
import io.baton.topology.dialect.Answer;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CopyOnWriteArraySet;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the monitors of a cluster saw of its nodes' logs. Written by the monitors before the topology hears of an answer, so
 * that whoever finds a new primary finds its promotion, too. Thread-safe.
 */
public final class ClusterHistory {

    private static final Logger LOG = LoggerFactory.getLogger(ClusterHistory.class);

    /** Of promotions and of runs: who asks for the outcome of a commit does so within a few of them. */
    private static final int MOST = 50;

    /** Kept as long as the JVM lives: a cluster may be left and joined again before somebody asks. Oldest first. */
    private static final Set<Promotion> PROMOTIONS = new CopyOnWriteArraySet<>();

    private final Map<NodeAddress, Sighting> latest = new ConcurrentHashMap<>();
    private final Map<NodeAddress, String> instances = new ConcurrentHashMap<>();
    private final Map<ServerRun, Long> durable = new ConcurrentHashMap<>();
    /** By when they were started. */
    private final Map<Long, MetServer> servers = new ConcurrentHashMap<>();

    /** The server that a login was led to last, where it was another than the monitor's. */
    private final Map<NodeAddress, String> elsewhere = new ConcurrentHashMap<>();

    private final Set<NodeAddress> shared = ConcurrentHashMap.newKeySet();

    private final List<Consumer<Heard>> listeners = new CopyOnWriteArrayList<>();

    /** Takes in an answer. Called by the node's monitor only. */
    public void seen(NodeAddress node, long session, long asked, Answer answer) {
        if (answer.instance() != null) {
            instances.put(node, answer.instance());
        }
        if (answer.log() != null && answer.epoch() instanceof TimelineEpoch epoch) {
            sighted(new Sighting(node, session, epoch, answer.log(), asked));
        }
        Heard heard = new Heard(node, answer, session, asked);
        listeners.forEach(listener -> listener.accept(heard));
    }

    /** What a session that is nobody's monitor was told when it was opened: a server is met by whoever logs in. */
    public void met(NodeAddress node, long session, long asked, Answer answer) {
        if (answer.log() != null && answer.epoch() instanceof TimelineEpoch epoch) {
            meet(new Sighting(node, session, epoch, answer.log(), asked));
        }
    }

    private void sighted(Sighting now) {
        latest.put(now.node(), now);
        if (!now.log().inRecovery() && now.log().direct()) {
            durable.merge(now.run(), now.log().durable(), Math::max);
            forgetOldRuns();
        }
        meet(now);
    }

    /** By its start, since it may have been a standby behind one address and be the primary behind another. */
    private void meet(Sighting now) {
        MetServer before = servers.get(now.log().started());
        servers.merge(now.log().started(), MetServer.first(now), MetServer::and);
        if (before == null) {
            forgetOldServers();
        } else if (before.latest().log().inRecovery()
                && !now.log().inRecovery()
                && before.latest().isContinuedBy(now)) {
            promoted(before.latest(), now);
        }
    }

    private void forgetOldServers() {
        if (servers.size() > MOST) {
            servers.entrySet().stream()
                    .min(Comparator.comparingLong(
                            server -> server.getValue().latest().asked() - System.nanoTime()))
                    .ifPresent(oldest -> servers.remove(oldest.getKey()));
        }
    }

    private void forgetOldRuns() {
        if (durable.size() > MOST) {
            durable.keySet().stream()
                    .min(Comparator.comparingLong(ServerRun::started))
                    .ifPresent(durable::remove);
        }
    }

    private static void promoted(Sighting before, Sighting now) {
        Promotion promotion = new Promotion(
                now.node(),
                now.log().started(),
                now.epoch().systemIdentifier(),
                before.epoch().timeline(),
                now.epoch().timeline(),
                now.log().recoveryEnd());
        if (promotion.position() > 0 && PROMOTIONS.add(promotion)) {
            if (PROMOTIONS.size() > MOST) {
                PROMOTIONS.remove(PROMOTIONS.iterator().next());
            }
            LOG.debug("{} left timeline {} at {}", promotion.node(), promotion.fromTimeline(), promotion.position());
        }
    }

    /** Whether the server that was met at that address may be the one that answers now, started again since. */
    public boolean mayBeStartedAgain(NodeAddress node, long started, PrimaryRun now) {
        MetServer then = servers.get(started);
        MetServer today = servers.get(now.run().started());
        boolean sameAddress =
                node.equals(now.node()) || (then != null && then.at().contains(now.node()));
        return sameAddress && (then == null || today == null || !then.wasThereBeside(today));
    }

    /** A login of the application led to that server, and not to the one that the node's monitor is on. */
    public void ledElsewhere(NodeAddress node, String instance) {
        elsewhere.put(node, instance);
    }

    /** Several servers answer at that address in turn. */
    public void sharedBySeveral(NodeAddress node) {
        shared.add(node);
    }

    /** Whether what one server says there says nothing of where the next login leads. */
    public boolean isSharedBySeveral(NodeAddress node) {
        return shared.contains(node);
    }

    /** Whether a login has led to another server since the monitor logged in. */
    public boolean leadsElsewhere(NodeAddress node, @Nullable String instance) {
        String met = elsewhere.get(node);
        return met != null && !met.equals(instance);
    }

    /** The monitor has logged in anew: what it finds is where the address leads. */
    public void loggedIn(NodeAddress node) {
        elsewhere.remove(node);
    }

    /** The address is none of the cluster's any more; what is known of servers and their runs stays. */
    public void left(NodeAddress node) {
        latest.remove(node);
        instances.remove(node);
        elsewhere.remove(node);
        shared.remove(node);
    }

    /** Which server was last met at that address; empty when that is not known. */
    public String instance(NodeAddress node) {
        return instances.getOrDefault(node, "");
    }

    /** The last answer of the node; null when it never gave one. */
    public @Nullable Sighting latest(NodeAddress node) {
        return latest.get(node);
    }

    public Collection<Sighting> latest() {
        return latest.values();
    }

    /** All promotions that were seen in this JVM, of that cluster or another. */
    public Collection<Promotion> promotions() {
        return PROMOTIONS;
    }

    /** Up to where the log of that run was seen on disk; 0 when it was never looked at. */
    public long durable(ServerRun run) {
        return durable.getOrDefault(run, 0L);
    }

    /** Tells it of every answer from now on, in the thread of the monitor: it must be quick. */
    public void addListener(Consumer<Heard> listener) {
        listeners.add(listener);
    }
}
