/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.driver.internal.jdbc;

import io.baton.driver.ReplayRefusal;
import io.baton.driver.TransactionLost;
import io.baton.driver.internal.cluster.Lease;
import io.baton.driver.internal.outcome.PendingCommit;
import io.baton.driver.internal.outcome.ServerAt;
import io.baton.driver.internal.recover.InterruptedCall;
import io.baton.driver.internal.recover.InterruptedCall.Nature;
import io.baton.driver.internal.replay.ReplayRefused;
import io.baton.driver.internal.session.LogicalSession;
import io.baton.driver.internal.session.Waiter;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.util.Optional;

/** The methods of a connection that begin, divide and end transactions. */
abstract class ConnectionTransactions extends ConnectionSetters {

    /** A COMMIT that ends every session that it is sent in would otherwise end sessions for ever. */
    private static final int MOST_COMMITS = 4;

    final AutoCommitWrites autoCommitWrites;

    ConnectionTransactions(LogicalSession session) {
        super(session);
        autoCommitWrites = new AutoCommitWrites(session, this);
    }

    public Savepoint setSavepoint() throws SQLException {
        return savepoint(Connection::setSavepoint);
    }

    public Savepoint setSavepoint(String name) throws SQLException {
        return savepoint(connection -> connection.setSavepoint(name));
    }

    private Savepoint savepoint(Call<Connection, Savepoint> creation) throws SQLException {
        Savepoint vendors;
        try {
            begin(null);
            vendors = creation.on(
                    session.beginForSavepoint(session.current(), Waiter.PATIENT).jdbc());
        } catch (SQLException e) {
            vendors = recover(e, null, creation);
        }
        FailoverSavepoint made = new FailoverSavepoint(vendors, session.current(), session.mark());
        session.journal(new SavepointMade(made, creation), Execution.SIZE);
        return made;
    }

    public void releaseSavepoint(Savepoint savepoint) throws SQLException {
        onItsSession(savepoint, Connection::releaseSavepoint);
    }

    public void rollback(Savepoint savepoint) throws SQLException {
        session.settleEffects();
        onItsSession(savepoint, Connection::rollback);
        if (savepoint instanceof FailoverSavepoint ours) {
            session.rolledBackTo(ours.mark());
        }
    }

    /** What is to be done with the savepoint, on the session that it belongs to or with the vendor's refusal. */
    private void onItsSession(Savepoint savepoint, SavepointUsed.Action action) throws SQLException {
        try {
            use(savepoint, action);
        } catch (SQLException e) {
            InterruptedCall call = new InterruptedCall(session.current(), Nature.INQUIRY);
            recovery().recover(e, call, Waiter.PATIENT, () -> {
                use(savepoint, action);
                return true;
            });
        }
        session.journal(new SavepointUsed(savepoint, action), Execution.SIZE);
    }

    private void use(Savepoint savepoint, SavepointUsed.Action action) throws SQLException {
        Connection delegate = begin(null);
        action.run(delegate, savepoint instanceof FailoverSavepoint ours ? ours.on(session.current()) : savepoint);
    }

    public void setAutoCommit(boolean autoCommit) throws SQLException {
        session.requireOpen();
        session.settleEffects();
        if (autoCommit == settings.autoCommit() && autoCommit == getAutoCommit()) {
            applyIfUsable(
                    autoCommit
                            ? x -> x.setAutoCommit(true)
                            : x -> x.setAutoCommit(false)); // Some of them tell the server again.
            return;
        }
        if (autoCommit && !settings.autoCommit()) {
            if (getAutoCommit()) {
                applyIfUsable(connection -> connection.setAutoCommit(false)); // Else it would refuse to commit.
            }
            commitIfOpen();
        }
        session.commits().reset();
        settings.setAutoCommit(autoCommit);
        session.autoCommitChanged();
        applyIfUsable(connection -> connection.setAutoCommit(autoCommit));
        lastWord.isOfAnother();
        session.settingsApplied();
        session.autoCommitTold();
    }

    /** A driver that keeps it to itself does not know what a text has done. */
    public boolean getAutoCommit() throws SQLException {
        if (session.isClosed()) {
            return delegate().getAutoCommit(); // Not all of them refuse that then.
        }
        session.settleEffects();
        Lease lease = session.usable();
        boolean tells = lease != null && !session.isProtecting() && !session.isLost(lease);
        return tells ? session.current().jdbc().getAutoCommit() : settings.autoCommit();
    }

    public void commit() throws SQLException {
        session.requireOpen();
        if (refusesToEnd()) {
            begin(null).commit(); // The vendor's error: there is nothing to commit in auto-commit mode.
        }
        commitIfOpen();
    }

    /** The vendor's driver does in auto-commit mode, but for the one that looks whether something is open. */
    private boolean refusesToEnd() throws SQLException {
        return !session.cluster().dialect().endsWhatTextBegan() && getAutoCommit();
    }

    private void commitIfOpen() throws SQLException {
        session.settleEffects();
        TransactionLost loss = session.takeLoss();
        if (loss != null) {
            throw new TransactionLost("nothing was committed: the transaction was lost before", loss);
        }
        commitUntilDecided();
    }

    final void commitUntilDecided() throws SQLException {
        for (int attempt = 1; !commitOnce(attempt); attempt++) {}
    }

    /** False when it certainly did not take effect, and the transaction is to be replayed and committed again. */
    private boolean commitOnce(int attempt) throws SQLException {
        Lease open = leaseOfTransaction();
        if (!session.isInTransaction(open)) {
            session.nothingOpen();
            commitNothing(open);
            return true;
        }
        askBeforeCommit(true);
        Lease lease = session.current();
        boolean failed = session.isTransactionFailed(lease);
        try {
            session.commits().commit(lease.jdbc(), lease.vendors());
            session.commits().acknowledged();
            session.transactionEnded(!failed); // The server answers the COMMIT of a failed transaction with ROLLBACK.
            return true;
        } catch (SQLException e) {
            PendingCommit pending = session.commits().pending();
            Optional<SQLException> told = recovery().judge(e, new InterruptedCall(lease, null, Nature.COMMIT, pending));
            if (told.isEmpty() && session.isInterrupted()) {
                if (attempt < MOST_COMMITS) {
                    return false;
                }
                String detail = attempt + " sessions were lost at its COMMIT";
                told = Optional.of(session.loseInterrupted(new ReplayRefused(ReplayRefusal.OUT_OF_TIME, detail, e)));
            }
            session.takeLoss(); // The application gave up the transaction by committing it: no rollback is due.
            session.transactionEnded(told.isEmpty());
            if (told.isPresent()) {
                session.refuseWhatIsLeft("its COMMIT was refused, and it goes on");
                throw told.get();
            }
            return true;
        }
    }

    /** Some drivers send a COMMIT all the same, behind which the server says nothing of the statement before. */
    private void commitNothing(Lease lease) throws SQLException {
        try {
            if (!settings.autoCommit() && !session.isLost(lease)) {
                lease.jdbc().commit();
            }
        } catch (SQLException e) {
            if (!session.isLost(lease, e)) {
                throw e;
            }
            session.giveUp(lease, e);
        }
    }

    /**
     * Asks the server for what the outcome of a COMMIT can be found out by, should its answer be lost. The transaction may have
     * to be replayed for that: the session stands where it is afterwards.
     *
     * @param byCall whether it is committed by the call, not by the text of a statement
     */
    void askBeforeCommit(boolean byCall) throws SQLException {
        for (int attempt = 1; ; attempt++) {
            Lease lease = leaseOfTransaction();
            session.askForTemporaryObjects(lease);
            boolean warned = session.cluster().dialect().hasWarnings(lease.vendors());
            try {
                session.commits()
                        .ask(
                                lease.vendors(),
                                new ServerAt(lease.node(), lease.server()),
                                session.isTransactionFailed(lease),
                                byCall,
                                session.hidesLedger());
                boolean entered = session.commits().pending() instanceof PendingCommit.Entered;
                if (entered
                        && !session.isProtecting()
                        && session.cluster().dialect().endingKeepsWarnings()) {
                    lastWord.asOfCommit(warned);
                }
                return;
            } catch (SQLException e) {
                Optional<SQLException> told = recovery().judge(e, new InterruptedCall(lease, Nature.INQUIRY));
                if (told.isEmpty() && session.isInterrupted() && attempt < MOST_COMMITS) {
                    continue;
                }
                session.takeLoss();
                if (!session.isLost(lease)) {
                    rollback(); // As after a COMMIT that the server refused.
                }
                throw told.orElse(e);
            }
        }
    }

    /** Where the open transaction is, having been replayed if its session is gone: no COMMIT was sent yet. */
    private Lease leaseOfTransaction() throws SQLException {
        Lease lease = session.current();
        boolean gone = session.isDead(lease) && session.isInTransaction(lease);
        try {
            return gone || session.isInterrupted() ? session.stand() : lease;
        } catch (TransactionLost e) {
            session.takeLoss(); // The application gave it up by committing it: no rollback is due.
            throw e;
        }
    }

    public void rollback() throws SQLException {
        if (session.hasFailed()) {
            return; // Frameworks roll back after a failed commit; the failure they know is the one that counts.
        }
        session.requireOpen();
        boolean acknowledges = session.takeLoss() != null;
        if (!acknowledges && !session.isProtecting() && refusesToEnd()) {
            begin(null).rollback(); // The vendor's error, as for commit().
        }
        session.settleEffects();
        Lease lease = session.current();
        boolean open = session.isInTransaction(lease); // Before what is known of it is forgotten.
        session.transactionEnded(false);
        if (!open) {
            return;
        }
        if (lease.isBroken()) {
            lease.settle(); // The server rolled back when the session ended.
            return;
        }
        try {
            session.cluster().dialect().rollBack(lease.jdbc());
        } catch (SQLException e) {
            if (!session.isLost(lease)) {
                throw e;
            }
            session.giveUp(lease, e);
        }
    }
}
