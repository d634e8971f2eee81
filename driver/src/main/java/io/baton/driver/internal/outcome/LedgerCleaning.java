/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.driver.internal.outcome;

import io.baton.driver.internal.queue.Ticket;
import io.baton.topology.time.Deadline;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes old entries out of the ledger now and then, while the application writes. Thread-safe. */
final class LedgerCleaning {

    private static final Logger LOG = LoggerFactory.getLogger(LedgerCleaning.class);

    private static final Duration INTERVAL = Duration.ofMinutes(10);
    private static final Duration PATIENCE = Duration.ofSeconds(2);
    private static final Duration LONGEST = Duration.ofMinutes(1);

    private final String cluster;
    private final CommitArchive archive;
    private final PrimarySession.Source primaries;
    /** By {@link System#nanoTime}. The first one comes at some time within the interval: many JVMs may start at once. */
    private final AtomicLong next;

    LedgerCleaning(String cluster, CommitArchive archive, PrimarySession.Source primaries) {
        this.cluster = cluster;
        this.archive = archive;
        this.primaries = primaries;
        next = new AtomicLong(System.nanoTime() + ThreadLocalRandom.current().nextLong(INTERVAL.toNanos()));
    }

    /** The work, if it is time for it and nobody else has it. */
    Optional<Runnable> due() {
        long at = next.get();
        long now = System.nanoTime();
        boolean mine = now - at >= 0 && next.compareAndSet(at, now + INTERVAL.toNanos());
        return mine ? Optional.of(this::clean) : Optional.empty();
    }

    void clean() {
        try (PrimarySession session = primaries.open(new Ticket(Deadline.after(PATIENCE), () -> false))) {
            int taken = 0;
            int last;
            Deadline end = Deadline.after(LONGEST);
            do {
                last = archive.clean(session.jdbc());
                taken += last;
            } while (last == CommitArchive.MOST_CLEANED_AT_ONCE && !end.hasPassed());
            LOG.debug("[{}] took {} old entries out of the ledger", cluster, taken);
        } catch (SQLException e) {
            LOG.warn("[{}] could not take old entries out of the ledger: {}", cluster, e.getMessage());
        }
    }
}
