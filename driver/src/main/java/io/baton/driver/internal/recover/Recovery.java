/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.driver.internal.recover;

import io.baton.driver.BatonOption;
import io.baton.driver.CommitOutcomeUnknown;
import io.baton.driver.CommitToken;
import io.baton.driver.ConnectionLost;
import io.baton.driver.FailoverException;
import io.baton.driver.ReplayRefusal;
import io.baton.driver.TransactionLost;
import io.baton.driver.internal.cluster.Cluster;
import io.baton.driver.internal.cluster.Lease;
import io.baton.driver.internal.outcome.Decision;
import io.baton.driver.internal.outcome.PendingCommit;
import io.baton.driver.internal.replay.ReplayRefused;
import io.baton.driver.internal.session.LogicalSession;
import io.baton.driver.internal.session.Waiter;
import io.baton.topology.FailureKind;
import io.baton.topology.Health;
import io.baton.topology.Node;
import io.baton.topology.Observation;
import io.baton.topology.Role;
import io.baton.topology.Topology;
import io.baton.topology.time.Deadline;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What happens when a call fails, from the exception to what the application gets. One per logical session. */
public final class Recovery {

    /** A call that ends every session it is run in would otherwise end sessions until the failover timeout. */
    private static final int MOST_SESSIONS_LOST = 4;

    private final LogicalSession session;
    private final Cluster cluster;
    /** Whether the application says that each of its writes in auto-commit mode may be run again. */
    private final boolean vouched;

    public Recovery(LogicalSession session) {
        this.session = session;
        this.cluster = session.cluster();
        this.vouched = cluster.config().options().text(BatonOption.AUTOCOMMIT).equals(BatonOption.IDEMPOTENT);
    }

    /** Runs the call again, on whatever node the session stands on by then. */
    @FunctionalInterface
    public interface Retry<R> {
        R run() throws SQLException;
    }

    /**
     * Returns what the call returns when it could be run again on a good node; else throws what the application is to
     * see: the vendor's exception, or one of Baton's.
     */
    public <R> R recover(SQLException failure, InterruptedCall call, Waiter waiter, Retry<R> retry)
            throws SQLException {
        Deadline patience = cluster.failoverDeadline();
        SQLException e = failure;
        InterruptedCall attempt = call;
        for (int lost = 1; ; lost++) {
            if (lost > MOST_SESSIONS_LOST && session.isLost(attempt.lease(), e)) {
                session.giveUp(attempt.lease(), e);
                throw closing(new ConnectionLost(lost + " sessions ended during this call, one after the other", e));
            }
            Optional<SQLException> told = judge(e, attempt, waiter);
            if (told.isPresent()) {
                throw told.get();
            }
            session.moveOn(patience, waiter);
            try {
                return retry.run();
            } catch (SQLException again) {
                e = again;
                attempt = call.on(session.current());
            }
        }
    }

    /**
     * What the application is to see of a failure in something that cannot be done again, such as reading a row.
     *
     * @param nature INQUIRY, or STATEMENT for what may have written
     */
    public SQLException explain(SQLException failure, Lease lease, InterruptedCall.Nature nature) {
        if (session.isClosed() || !session.isLost(lease, failure)) {
            return failure;
        }
        if (session.current() != lease) {
            return new SQLException(
                    "this belongs to a session on " + lease.node() + " that was lost", "24000", failure);
        }
        return judge(failure, new InterruptedCall(lease, nature))
                .orElseGet(() -> session.isInterrupted()
                        ? session.loseTransaction(lease, new ReplayRefused(ReplayRefusal.OBJECT_LOST, "", failure))
                        : closing(new ConnectionLost(lease.node() + " was lost while a result was read", failure)));
    }

    /** As {@link #judge(SQLException, InterruptedCall, Waiter)}, for a call without a limit of its own. */
    public Optional<SQLException> judge(SQLException e, InterruptedCall call) {
        return judge(e, call, Waiter.PATIENT);
    }

    /** Judges a failure and puts a lost lease away. Empty when the call may be run again. */
    private Optional<SQLException> judge(SQLException e, InterruptedCall call, Waiter waiter) {
        boolean told = e instanceof FailoverException || e instanceof TransactionLost;
        if (told || session.isClosed()) {
            return Optional.of(e);
        }
        session.settleEffects(); // What earlier calls left: whether they ended the transaction decides what is
        // replayed.
        Lease lease = call.lease();
        if (isEndedByTheCallItself(e, lease)) {
            return Optional.of(closing(e));
        }
        boolean repeatable = call.isRepeatable(session.settings().readOnly(), vouched);
        FailureKind kind = kindOf(e, lease);
        TransactionState state = stateOf(call, kind);
        Verdict verdict = ReplayPolicy.decide(kind, state, repeatable, session.isPinned());
        if (verdict instanceof Verdict.Rethrow) {
            return Optional.of(e);
        }
        session.giveUp(lease, e);
        if (verdict instanceof Verdict.AskCommitOutcome) {
            return outcomeOf(call, e, waiter);
        }
        if (verdict instanceof Verdict.TellApplication telling) {
            return Optional.of(tell(telling.outcome(), lease, e));
        }
        if (verdict instanceof Verdict.ReplayTransaction) {
            return session.interrupt(lease, e);
        }
        if (state == TransactionState.BEGINNING) {
            session.interruptFirst(lease);
        }
        return Optional.empty();
    }

    /**
     * Empty when the COMMIT took effect: to run it again on another session, without a transaction, changes nothing. Empty
     * also when it did not and the transaction can be replayed: it is interrupted then, and its COMMIT is due once more.
     */
    private Optional<SQLException> outcomeOf(InterruptedCall commit, SQLException e, Waiter waiter) {
        boolean timeIsOver = cluster.dialect().classify(e) == FailureKind.TIMEOUT;
        Deadline patience = timeIsOver ? Deadline.after(aFewProbes()) : cluster.failoverDeadline();
        Deadline limit = waiter.limit();
        Decision decision = commit.isInTwoPhases()
                ? Decision.TWO_PHASES
                : resolve(commit.pending(), limit == null ? patience : patience.earlier(limit), waiter);
        return switch (decision.outcome()) {
            case COMMITTED -> {
                session.commits().acknowledged();
                yield Optional.empty();
            }
            case NOT_COMMITTED -> {
                boolean healed = !session.isPinned() && !timeIsOver;
                yield healed
                        ? session.interrupt(commit.lease(), e)
                        : Optional.of(tell(Verdict.Outcome.CONNECTION_LOST, commit.lease(), e));
            }
            case UNKNOWN -> {
                CommitToken token = cluster.outcomes().goOnAsking(commit.pending(), decision);
                yield Optional.of(closing(outcomeUnknown(commit.lease(), decision, token, e)));
            }
        };
    }

    private Decision resolve(PendingCommit pending, Deadline deadline, Waiter waiter) {
        waiter.waitingBegins();
        try {
            return cluster.outcomes().resolve(pending, session.ticket(deadline, waiter));
        } finally {
            waiter.waitingEnded();
        }
    }

    private static CommitOutcomeUnknown outcomeUnknown(
            Lease lease, Decision decision, @Nullable CommitToken token, SQLException cause) {
        return new CommitOutcomeUnknown(
                lease.node() + " was lost while a commit was under way: it may have taken effect or not, for "
                        + decision.why() + ". "
                        + (token == null
                                ? "Look in the database"
                                : "Ask for the outcome with the token, or look in the database,")
                        + " before you repeat it.",
                token,
                cause);
    }

    /** The node is well: on any other one the call would end the session, too. */
    private boolean isEndedByTheCallItself(SQLException e, Lease lease) {
        return session.isLost(lease, e)
                && !lease.isBroken()
                && cluster.dialect().isEndedByTheCall(e);
    }

    private FailureKind kindOf(SQLException e, Lease lease) {
        FailureKind kind = cluster.dialect().classify(e);
        if (session.isLost(lease, e)) {
            return kind == FailureKind.TIMEOUT && !lease.isBroken() ? kind : FailureKind.CONNECTION_LOST;
        }
        boolean demoted =
                kind == FailureKind.READ_ONLY_NODE && !session.settings().readOnly() && isDemoted(lease);
        return demoted ? kind : FailureKind.APPLICATION;
    }

    private TransactionState stateOf(InterruptedCall call, FailureKind kind) {
        if (kind == FailureKind.READ_ONLY_NODE && call.isCommit()) {
            return TransactionState.OPEN; // A demoted server of MySQL refuses a COMMIT and rolls back.
        }
        boolean open = session.isInTransaction(call.lease()) || call.lease().isTransactionLost();
        if (call.nature() == InterruptedCall.Nature.COMMIT) {
            return TransactionState.COMMITTING;
        }
        if (!open && session.settings().autoCommit() && !session.isProtecting()) {
            return call.isDivisible(vouched) ? TransactionState.COMMITTING : TransactionState.AUTOCOMMIT;
        }
        boolean commitsWhatIsOpen = open && call.begins() && session.grammar().beginningCommits();
        if (call.mayCommit() || commitsWhatIsOpen) {
            return TransactionState.COMMITTING;
        }
        return open ? TransactionState.OPEN : TransactionState.BEGINNING;
    }

    /** A write was refused as read-only: asks the node itself whether it is still the primary. */
    private boolean isDemoted(Lease lease) {
        cluster.keeper()
                .report(new Observation.Suspected(lease.node(), lease.generation(), "refused a write as read-only"));
        try {
            Topology topology = cluster.keeper()
                    .await(t -> t.node(lease.node()).health() != Health.SUSPECT, Deadline.after(aFewProbes()));
            Node node = topology.node(lease.node());
            return node.role() != Role.PRIMARY || node.generation() > lease.generation();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private Duration aFewProbes() {
        return cluster.config().options().duration(BatonOption.PROBE_TIMEOUT).multipliedBy(2);
    }

    private SQLException tell(Verdict.Outcome outcome, Lease lease, SQLException cause) {
        return switch (outcome) {
            case COMMIT_OUTCOME_UNKNOWN -> closing(outcomeUnknown(lease, Decision.NOT_ASKED, null, cause));
            case CONNECTION_LOST ->
                closing(new ConnectionLost(lease.node() + " was lost and the session cannot be carried over", cause));
        };
    }

    /** A state of class 08 and a closed connection always come together. */
    private SQLException closing(SQLException e) {
        session.fail();
        return e;
    }
}
