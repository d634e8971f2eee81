/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.driver.internal.session;

import io.baton.driver.BatonOption;
import io.baton.driver.ReplayRefusal;
import io.baton.driver.TransactionLost;
import io.baton.driver.internal.catalogue.Leavings;
import io.baton.driver.internal.cluster.Cluster;
import io.baton.driver.internal.cluster.Lease;
import io.baton.driver.internal.sql.Restoration;
import io.baton.driver.internal.sql.SessionEffect;
import io.baton.driver.internal.sql.SessionEffects;
import io.baton.driver.internal.sql.SessionHold;
import io.baton.driver.internal.sql.SessionQuestion;
import io.baton.topology.time.Deadline;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The session that the application sees as one, whichever physical connections serve it: at most one on the primary and
 * one on a replica. Decides before each call where it runs; a transaction never changes its lease.
 */
public final class LogicalSession extends AfterRefusals {

    private static final Duration AN_INSTANT = Duration.ofMillis(1);

    /** Of the last call: they happened if it succeeded, which the next call knows. */
    private SessionEffects expected = SessionEffects.NONE;
    /** Whether the last call may have switched auto-commit, or begun a transaction, by what it did inside. */
    private boolean modeMayDiffer;

    /**
     * Logs in.
     *
     * @throws SQLException the vendor's own if the login is refused, 08001 if no node answered in time
     */
    public LogicalSession(Cluster cluster) throws SQLException {
        super(cluster);
    }

    /**
     * The lease for a call that reaches the server.
     *
     * @param sql the text of the call where there is one: a text-level ROLLBACK acknowledges a lost transaction
     * @throws TransactionLost when the transaction that the call belongs to is gone
     */
    public Lease begin(@Nullable String sql, Waiter waiter) throws SQLException {
        if (hasUnacknowledgedLoss()) {
            requireOpen();
            acknowledgeLoss(sql);
        }
        return isSettled() && !isInterrupted() ? current() : standOnGoodNode(waiter);
    }

    /**
     * The lease to make statements on: making one does not acknowledge the loss of a transaction.
     *
     * @throws TransactionLost when a transaction was open on a lease that is gone
     */
    public Lease stand() throws SQLException {
        return isSettled() && !isInterrupted() ? current() : standOnGoodNode(Waiter.PATIENT);
    }

    /**
     * The lease for a call that may write and commits by itself. What the server has ended while it rested has run nothing of the call: it
     * is not sent there, to be lost without anybody knowing what became of it.
     */
    public Lease beginAlone(Lease lease, @Nullable String sql, Waiter waiter) throws SQLException {
        if (!isAlone(lease) || !lease.hasRested()) {
            return lease;
        }
        try {
            cluster.dialect().watch(lease.vendors(), AN_INSTANT);
            return lease;
        } catch (SQLException e) {
            giveUp(lease, e);
            return begin(sql, waiter);
        }
    }

    /**
     * The lease to make a savepoint on. MySQL and MariaDB take no transaction for open that has touched no table, with a savepoint in it or
     * not: the session would move without it.
     */
    public Lease beginForSavepoint(Lease lease, Waiter waiter) throws SQLException {
        boolean begins = mayLoseTransaction() && !settings().autoCommit() && !isPinned() && !isInTransaction(lease);
        if (!begins) {
            return lease;
        }
        try (Statement statement = lease.jdbc().createStatement()) {
            statement.execute("START TRANSACTION");
            return lease;
        } catch (SQLException e) {
            if (!isLost(lease, e)) {
                throw e;
            }
            giveUp(lease, e);
            return begin(null, waiter);
        }
    }

    private Lease standOnGoodNode(Waiter waiter) throws SQLException {
        if (isClosed() && !current().isBroken()) {
            return current(); // Closed by the application: what the vendor's objects still answer is the vendor's
            // business.
        }
        requireOpen();
        settleEffects();
        Lease lease = current();
        askItself(lease);
        if (isInTransaction(lease)) {
            if (!isDead(lease)) {
                return lease;
            }
            if (!isPinned()) { // Else the connection is lost, not the transaction alone.
                Optional<SQLException> loss = interrupt(lease, null);
                if (loss.isPresent()) {
                    throw loss.get();
                }
            }
        }
        return moveOn(cluster.failoverDeadline(), waiter);
    }

    /**
     * Looks into the transaction on another session, after its COMMIT was lost with that lease and if it seems to have only read.
     *
     * @param asked whether the server said before the COMMIT that nothing was written
     */
    public final ReadFinding lookInto(Lease lost, boolean asked, Deadline patience, Waiter waiter) throws SQLException {
        if (whyNotReplayable(null) != null) {
            return ReadFinding.NONE;
        }
        ReadAgain readAgain = new ReadAgain(cluster.catalogue(), cluster.readOnlyMode(), replay(), settings());
        ReadAgain.Question question = asked ? ReadAgain.Question.CONDUCT : ReadAgain.Question.RUN;
        interruptBeforeLook(lost);
        while (true) {
            Lease lease = moveOn(patience, waiter);
            boolean elsewhere = !lease.node().equals(lost.node());
            try {
                return readAgain.on(lease, question, journal(), elsewhere, patience, waiter::isCancelled);
            } catch (SQLException e) {
                if (!isLost(lease)) {
                    return ReadFinding.NONE;
                }
                giveUp(lease, e);
            }
        }
    }

    /**
     * Whether a temporary table of the session may have the ledger's name: on MySQL and MariaDB that hides the ledger from it, by
     * whichever name.
     */
    public final boolean hidesLedger() {
        return isPinned() && grammar().question() == null && settings().server().mayHideTable(ledger());
    }

    /** As {@link #hidesLedger}, also by what its texts have called. */
    public final boolean mayHaveHiddenLedger(Leavings leavings) {
        return hidesLedger() || mayHaveLeft(leavings);
    }

    /** Whether its texts may have left something in it without saying so. */
    public final boolean mayHaveLeft(Leavings leavings) {
        return leavings.inSession(leftBehind().texts().namesEver(grammar())).isPresent();
    }

    private String ledger() {
        String name = cluster.config().options().text(BatonOption.LEDGER_TABLE);
        return name.substring(name.lastIndexOf('.') + 1);
    }

    /** All of what it ran that may have written; null when there was more than is remembered. */
    public final @Nullable Collection<String> textsThatMayWrite() {
        List<String> writes = commits().texts();
        if (writes == null) {
            return null;
        }
        List<String> all = new ArrayList<>(writes);
        all.addAll(journal().texts());
        return all;
    }

    /** The call that is about to be made leaves these behind if it succeeds. */
    public void expect(SessionEffects effects) {
        expectAnyMode();
        expected = effects;
        if (effects.outliveTransactions()) {
            spoil();
        }
        if (effects.beginTransactions()) {
            if (grammar().beginningCommits() && isInTransaction(current())) {
                refuseReplay(ReplayRefusal.ENDED_BY_TEXT, "a transaction was begun within another one");
            }
            begunByText();
        }
    }

    /** After the call that is about to be made, the server's word counts. */
    public void expectAnyMode() {
        settleEffects();
        modeMayDiffer = true;
        unsettle();
    }

    /**
     * The call failed. What the server refused it undid, unless it was a script with transactions of its own. A refusal by
     * the vendor's driver may have come before the server did it, or after: executeQuery() of a SET, for instance.
     */
    public void expectationFailed(SQLException e) {
        SessionEffects failedOnes = expected;
        expected = SessionEffects.NONE;
        modeMayDiffer = false; // The server is asked, if it was the server that refused.
        if (failedOnes == SessionEffects.NONE || isLost(current())) {
            return;
        }
        if (failedOnes.beginTransactions()) {
            notBegunByText();
        }
        if (failedOnes.commitOnTheWay() && grammar().failuresCommit() && !isAlone(current())) {
            commits().mayCommitUnseen();
        }
        boolean remains =
                grammar().settingsAreTransactional() ? failedOnes.isDivisible() : failedOnes.mayRemainInPart();
        if (remains || !cluster.dialect().isServersRefusal(e)) {
            suspect(failedOnes);
        }
    }

    /** Any part of it may have happened. */
    private void suspect(SessionEffects effects) {
        if (grammar().question() == null) {
            hold(new SessionHold(SessionHold.Kind.UNKNOWN_SETTING, "a call that makes some has failed"));
        } else {
            spoil();
            settings().server().mayHaveHappened(effects);
            settingsApplied();
        }
    }

    /**
     * Texts do not tell for certain what they leave in a session; while it lives and no transaction is open it is asked. When it is lost
     * before that, what was suspected counts.
     */
    private void askItself(Lease lease) {
        SessionQuestion question = grammar().question();
        if (question == null || !settings().server().isQuestionDue() || isDead(lease) || isInTransaction(lease)) {
            return;
        }
        try {
            settings()
                    .server()
                    .answered(question.ask(lease.vendors(), settings().server().variablesToAskFor()));
            settings().serverChanged();
            settingsApplied();
            if (!settings().autoCommit()) {
                lease.vendors().rollback(); // Asking has begun a transaction, which is not the application's.
            }
        } catch (SQLException e) {
            if (isLost(lease, e)) {
                giveUp(lease, e);
            }
        }
    }

    /** What ties the session to its physical connection is as the session says itself, if it can be asked now. */
    public void askItself() {
        settleEffects();
        askItself(current());
    }

    /** Before a COMMIT: a table that is not temporary is no reason to suspect the session afterwards. */
    public void askForTemporaryObjects(Lease lease) {
        settleEffects();
        SessionQuestion question = grammar().question();
        if (question == null
                || !settings().server().mayHaveMadeTemporaryObjects()
                || isDead(lease)
                || isTransactionFailed(lease)) {
            return;
        }
        try {
            if (!question.hasTemporaryObjects(lease.vendors())) {
                settings().server().hasNoTemporaryObjects();
            }
        } catch (SQLException e) {
            // The session stays tied to its node; if that is gone, whoever asks before the COMMIT meets the loss.
        }
    }

    /** Takes in what the last call left behind. */
    public void settleEffects() {
        if (expected != SessionEffects.NONE) {
            SessionEffects happened = expected;
            expected = SessionEffects.NONE;
            happened(happened);
        }
        // What the driver says of a session that is gone is not what the server said last: it goes on in nothing.
        if (modeMayDiffer || (mayGoOn() && !isLost(current()))) {
            settleMode();
        }
    }

    private void settleMode() {
        try {
            takeMode();
            modeMayDiffer = false;
            if (mayGoOn()) {
                unsettle();
            }
        } catch (SQLException e) {
            refuseReplay(ReplayRefusal.NOT_NOTED, "nobody knows what a procedure has done inside");
            if (isLost(current(), e)) {
                modeMayDiffer = false;
                hold(new SessionHold(SessionHold.Kind.UNKNOWN_SETTING, "the rows of a procedure were still to come"));
            } else {
                unsettle(); // Rows are still to come: the next call looks again.
            }
        }
    }

    private void happened(SessionEffects effects) {
        fetched();
        boolean inTransaction = isInTransaction(current());
        if (effects.endTransactions()) {
            journalEnds(inTransaction);
        }
        if (effects.isCommit()) {
            commits().acknowledged();
            commits().reset();
        }
        settings().server().happened(effects, inTransaction);
        if (isJournaling() && !inTransaction) {
            settings()
                    .server()
                    .transactionEnded(); // What is for one transaction alone is written down as its first call.
        }
        settings().serverChanged();
        settingsApplied();
    }

    /** A setter of JDBC was done by telling the server, which undoes it with the transaction, if there is one. */
    public void assigned(String variable, Restoration how) {
        settleEffects();
        happened(new SessionEffects(List.of(new SessionEffect.Assign(variable, how))));
    }

    /** How much the transaction has set, to come back to. */
    public int mark() {
        settleEffects();
        return settings().server().mark();
    }

    public void rolledBackTo(int mark) {
        settings().server().rolledBackTo(mark);
    }
}
