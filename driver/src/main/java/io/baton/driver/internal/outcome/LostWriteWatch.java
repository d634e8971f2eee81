/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.driver.internal.outcome;

import io.baton.driver.internal.queue.Ticket;
import io.baton.topology.NodeAddress;
import io.baton.topology.Topology;
import io.baton.topology.TopologyKeeper;
import io.baton.topology.history.ClusterHistory;
import io.baton.topology.history.Heard;
import io.baton.topology.time.Deadline;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** When acknowledged commits are looked for: after each change of the primary and each restart of it. Thread-safe. */
final class LostWriteWatch {

    private static final Logger LOG = LoggerFactory.getLogger("io.baton.timeline");

    private static final Duration TO_FIND_THE_PRIMARY = Duration.ofSeconds(2);
    private static final Duration BETWEEN_SEARCHES = Duration.ofSeconds(1);
    /** A new primary that has not applied everything by then leaves the rest undecided. */
    private static final Duration LONGEST = Duration.ofMinutes(10);

    private final String cluster;
    private final AcknowledgedWrites acknowledged;
    private final LostWriteSearch search;
    private final PrimarySession.Source primaries;
    private final CommitArchive archive;
    private final TopologyKeeper keeper;
    private final ExecutorService background;
    /** How often a search was asked for since the one that is under way was begun; 0 when none is. */
    private final AtomicInteger requests = new AtomicInteger();
    /** On which session each primary answered last. */
    private final Map<NodeAddress, Long> sessions = new ConcurrentHashMap<>();

    LostWriteWatch(
            String cluster,
            AcknowledgedWrites acknowledged,
            PrimarySession.Source primaries,
            CommitArchive archive,
            TopologyKeeper keeper,
            ClusterHistory history,
            ExecutorService background) {
        this.cluster = cluster;
        this.acknowledged = acknowledged;
        this.search = new LostWriteSearch(cluster, acknowledged);
        this.primaries = primaries;
        this.archive = archive;
        this.keeper = keeper;
        this.background = background;
        history.addListener(this::heard);
    }

    long lostSoFar() {
        return search.lostSoFar();
    }

    /** A primary that answers on another session than before may have been restarted. */
    private void heard(Heard heard) {
        if (heard.answer().claim().acceptsWrites()
                && !Long.valueOf(heard.session()).equals(sessions.put(heard.node(), heard.session()))) {
            searchLater();
        }
    }

    void searchLater() {
        if (!acknowledged.isEmpty() && requests.getAndIncrement() == 0) {
            background.execute(this::search);
        }
    }

    /** One at a time, so that what was lost together is told together. */
    private void search() {
        Deadline end = Deadline.after(LONGEST);
        int seen;
        do {
            seen = requests.get();
            if (searchOnce(end.hasPassed()) && pause()) {
                requests.incrementAndGet();
            }
        } while (!requests.compareAndSet(seen, 0));
    }

    /** Whether something may be told later. What cannot be asked for want of a primary is asked after the next change. */
    private boolean searchOnce(boolean last) {
        Ticket patience = new Ticket(Deadline.after(TO_FIND_THE_PRIMARY), background::isShutdown);
        try (PrimarySession session = primaries.open(patience)) {
            CommitInquiry inquiry = archive.inquire(session);
            return inquiry != null && search.search(session, inquiry, last);
        } catch (SQLException | RuntimeException e) {
            LOG.warn("[{}] could not look for lost commits: {}", cluster, e.getMessage());
            return false;
        }
    }

    private boolean pause() {
        Topology topology = keeper.topology();
        try {
            keeper.await(t -> t.version() != topology.version(), Deadline.after(BETWEEN_SEARCHES));
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
