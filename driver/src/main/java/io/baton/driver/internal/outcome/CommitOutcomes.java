/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.driver.internal.outcome;

import io.baton.driver.CommitOutcome;
import io.baton.driver.CommitToken;
import io.baton.driver.FailoverEvent.CommitResolved;
import io.baton.driver.FailoverEvents;
import io.baton.driver.internal.queue.Ticket;
import io.baton.topology.Node;
import io.baton.topology.Topology;
import io.baton.topology.TopologyChange;
import io.baton.topology.TopologyKeeper;
import io.baton.topology.TopologyListener;
import io.baton.topology.dialect.Dialect;
import io.baton.topology.history.ClusterHistory;
import io.baton.topology.time.Deadline;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The commits of one cluster: asks before them, finds out what became of them, and which a failover lost. Thread-safe. */
public final class CommitOutcomes implements TopologyListener, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger("io.baton.timeline");

    /** One attempt in the background, and how long they go on. */
    private static final Duration ATTEMPT = Duration.ofSeconds(2);

    private static final Duration LONGEST = Duration.ofMinutes(10);

    private final String cluster;
    private final TopologyKeeper keeper;
    private final PrimarySession.Source primaries;
    private final CommitArchive archive;
    private final OutcomeResolver resolver;
    private final LedgerCleaning cleaning;
    /** Null when nothing is to be asked before a COMMIT. */
    private final @Nullable CommitEvidence evidence;

    private final Dialect dialect;
    private final LogMarks marks;
    private final AcknowledgedWrites acknowledged;
    private final LostWriteWatch lostWrites;
    private final ThreadPoolExecutor background;
    private final Map<CommitOutcome, LongAdder> interrupted = new EnumMap<>(CommitOutcome.class);

    /**
     * Of that cluster.
     *
     * @param means what is done before each COMMIT of a transaction that may have written
     * @param database that of the URL; empty when it names none
     * @param ledgerTable the name of the table, which is used by that means, and by whoever has a token of it
     */
    public CommitOutcomes(
            String cluster,
            CommitMeans means,
            String ledgerTable,
            String database,
            Dialect dialect,
            TopologyKeeper keeper,
            ClusterHistory history,
            PrimarySession.Source primaries) {
        this.cluster = cluster;
        this.keeper = keeper;
        this.primaries = primaries;
        this.archive = CommitArchive.of(cluster, ledgerTable, database, dialect, keeper, history);
        this.cleaning = new LedgerCleaning(cluster, archive, primaries);
        this.evidence = archive.evidence(means);
        this.resolver = new OutcomeResolver(primaries, archive, keeper);
        this.dialect = dialect;
        this.marks = new LogMarks(dialect, history);
        this.acknowledged = new AcknowledgedWrites(history);
        for (CommitOutcome outcome : CommitOutcome.values()) {
            interrupted.put(outcome, new LongAdder());
        }
        this.background = new ThreadPoolExecutor(2, 2, 5, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), task -> {
            Thread thread = new Thread(task, "baton-outcome-" + cluster);
            thread.setDaemon(true);
            return thread;
        });
        background.allowCoreThreadTimeOut(true);
        background.setRejectedExecutionHandler((task, closed) -> LOG.debug("[{}] closed", cluster));
        this.lostWrites = new LostWriteWatch(cluster, acknowledged, primaries, archive, keeper, history, background);
    }

    /** To prove that the primary has what an earlier one had written. */
    public LogMarks marks() {
        return marks;
    }

    /** To be asked on a session of its own on the primary. */
    @FunctionalInterface
    public interface Question<R> {
        R ask(Connection session) throws SQLException;
    }

    /**
     * What the primary answers.
     *
     * @throws SQLException also when there is none in time
     */
    public <R> R ofPrimary(Ticket ticket, Question<R> question) throws SQLException {
        try (PrimarySession session = primaries.open(ticket)) {
            return question.ask(session.jdbc());
        }
    }

    Dialect dialect() {
        return dialect;
    }

    /** For one session. */
    public CommitGuard guard() {
        return new CommitGuard(this);
    }

    /** How many acknowledged commits were found to be lost. */
    public long lostWrites() {
        return lostWrites.lostSoFar();
    }

    /** How many acknowledged commits some replica is not known to have. */
    public int rememberedWrites() {
        return acknowledged.size();
    }

    PendingCommit ask(Connection vendors, ServerAt at, boolean surelyWrites) throws SQLException {
        CommitEvidence by = evidence;
        if (by == null) {
            return PendingCommit.UNASKED;
        }
        PendingCommit pending = by.secure(vendors, at, surelyWrites);
        cleanWhenDue(pending);
        return pending;
    }

    PendingCommit.@Nullable Named withCommit(Connection vendors, PendingCommit.Named last) throws SQLException {
        CommitEvidence by = evidence;
        return by == null ? null : by.withCommit(vendors, last);
    }

    CommitEvidence.Carried commit(Connection vendors, PendingCommit.Named with) throws SQLException {
        CommitEvidence.Carried carried = Objects.requireNonNull(evidence).commit(vendors, with);
        cleanWhenDue(with);
        return carried;
    }

    private void cleanWhenDue(PendingCommit pending) {
        if (pending instanceof PendingCommit.Named named && named.isInLedger()) {
            cleaning.due().ifPresent(background::execute);
        }
    }

    void acknowledged(PendingCommit.Named commit, List<String> statements) {
        if (keeper.topology().nodes().size() < 2) {
            acknowledged.addAlone(commit, statements);
            return;
        }
        acknowledged.add(commit, statements);
        Node primary = keeper.topology().primary();
        if (primary != null && !primary.address().equals(commit.node())) {
            lostWrites.searchLater(); // By a primary that is none any more.
        }
    }

    /**
     * What became of a COMMIT that got no answer.
     *
     * @param ticket of the one who waits for it
     */
    public Decision resolve(PendingCommit pending, Ticket ticket) {
        Decision decision = decide(pending, ticket);
        found(decision);
        return decision;
    }

    /** Counts and logs it. */
    public void found(Decision decision) {
        Objects.requireNonNull(interrupted.get(decision.outcome())).increment();
        LOG.info("[{}] an interrupted commit: {}, {}", cluster, decision.outcome(), decision.why());
    }

    private Decision decide(PendingCommit pending, Ticket ticket) {
        if (pending instanceof PendingCommit.ReadOnly) {
            return Decision.READ_ONLY;
        }
        if (pending instanceof PendingCommit.Doomed) {
            return Decision.DOOMED;
        }
        return pending instanceof PendingCommit.Named commit ? resolver.resolve(commit, ticket) : Decision.NOT_ASKED;
    }

    /** How often {@link #resolve(PendingCommit, Ticket)} found what. */
    public Map<CommitOutcome, Long> interrupted() {
        Map<CommitOutcome, Long> counts = new EnumMap<>(CommitOutcome.class);
        interrupted.forEach((outcome, count) -> counts.put(outcome, count.sum()));
        return counts;
    }

    /**
     * What became of the commit with that token.
     *
     * @throws IllegalArgumentException when it is not a token of Baton's
     */
    public CommitOutcome resolve(CommitToken token, Deadline deadline) {
        return resolver.resolve(PendingCommit.Named.of(token), new Ticket(deadline, () -> false))
                .outcome();
    }

    /** Goes on asking, and tells the listeners when there is an answer. Null when there is nothing to ask with. */
    public @Nullable CommitToken goOnAsking(PendingCommit pending, Decision decision) {
        if (!(pending instanceof PendingCommit.Named commit)) {
            return null;
        }
        if (decision.mayChange()) {
            Deadline end = Deadline.after(LONGEST);
            background.execute(() -> askAgain(commit, end));
        }
        return commit.token();
    }

    private void askAgain(PendingCommit.Named commit, Deadline end) {
        Decision decision = resolver.resolve(commit, new Ticket(end.orAfter(ATTEMPT), background::isShutdown));
        if (decision.mayChange() && !end.hasPassed()) {
            background.execute(() -> askAgain(commit, end));
        } else {
            LOG.info("[{}] the commit {}: {}, {}", cluster, commit.token(), decision.outcome(), decision.why());
            FailoverEvents.publish(new CommitResolved(cluster, commit.token(), decision.outcome(), decision.why()));
        }
    }

    @Override
    public void onChange(TopologyChange change, Topology current) {
        if (change instanceof TopologyChange.PrimaryChanged changed && changed.to() != null) {
            lostWrites.searchLater();
        } else if (change instanceof TopologyChange.NodeGone gone) {
            acknowledged.left(gone.node().address());
        }
    }

    /** Takes old entries out of the ledger now, which is done by itself every ten minutes while it is written to. */
    public void cleanLedger() {
        cleaning.clean();
    }

    /** Ends the work in the background. */
    @Override
    public void close() {
        background.shutdownNow();
    }
}
