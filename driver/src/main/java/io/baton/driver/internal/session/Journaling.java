/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.driver.internal.session;

import io.baton.driver.BatonOption;
import io.baton.driver.ReplayRefusal;
import io.baton.driver.internal.cluster.Cluster;
import io.baton.driver.internal.cluster.Lease;
import io.baton.driver.internal.config.OptionValues;
import io.baton.driver.internal.outcome.CommitGuard;
import io.baton.driver.internal.replay.Journal;
import io.baton.driver.internal.replay.JournalEntry;
import io.baton.driver.internal.replay.ReplayRefused;
import io.baton.driver.internal.sql.SqlText;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/**
 * What is written down of the transaction that the application is in, so that it can be replayed, and asked before its COMMIT.
 */
abstract class Journaling extends Routing {

    private final CommitGuard commits;
    private final Journal journal;
    private final boolean replays;
    private final boolean protectsWrites;
    /** Whether the vendor's driver may believe that no transaction is open when one is. */
    private final boolean losesTransactions;
    /** Whether calls belong to a transaction that may be replayed, and are written down. */
    private boolean journaling;
    /** Whether a transaction was begun in auto-commit mode, by a text or by what a call did inside. */
    private boolean begun;
    /** Whether the server has rolled back what a text began, and may go on in another transaction as if that text came again. */
    private boolean mayGoOn;
    /** Whether the transaction is Baton's own, around one call in auto-commit mode. */
    private volatile boolean protecting;
    /** Where rows of this transaction may still be to come, and with them what the server says of it; else null. */
    private volatile @Nullable Lease fetching;

    Journaling(Cluster cluster) throws SQLException {
        super(cluster);
        OptionValues options = cluster.config().options();
        replays = options.isOn(BatonOption.REPLAY);
        protectsWrites = options.text(BatonOption.AUTOCOMMIT).equals(BatonOption.PROTECTED);
        losesTransactions = cluster.dialect().losesTransactions();
        journaling = replays && !settings().autoCommit();
        journal = new Journal(options.number(BatonOption.REPLAY_CALLS), options.number(BatonOption.REPLAY_MEMORY));
        commits = cluster.outcomes().guard();
    }

    /** What is remembered for the sake of the next COMMIT. */
    public final CommitGuard commits() {
        return commits;
    }

    final void journalEnds(boolean goesOn) {
        if (!journal.isEmpty()) {
            count(goesOn);
        }
        journal.clear();
        leftBehind().texts().transactionEnds();
        fetching = null;
        mayGoOn = false;
        begun = goesOn;
        journaling = replays && (goesOn || !settings().autoCommit());
        if (goesOn) {
            journal.refuse(ReplayRefusal.ENDED_BY_TEXT, "");
        }
    }

    /** A text that ended the transaction could not be replayed, which does not matter any more unless it went on. */
    private void count(boolean goesOn) {
        ReplayRefused refusal = whyNotReplayable(null);
        boolean onlyEnded = refusal != null && refusal.reason() == ReplayRefusal.ENDED_BY_TEXT && !goesOn;
        if (refusal == null || onlyEnded) {
            cluster.replays().replayable();
        } else {
            cluster.replays().notReplayable(refusal.reason(), refusal.detail());
        }
    }

    /** Whether each write in auto-commit mode is to be a transaction of Baton's own. */
    public final boolean protectsWrites() {
        return protectsWrites;
    }

    /** Whether there is such a transaction. */
    public final boolean isProtecting() {
        return protecting;
    }

    /** The next call on the lease is in one, which is begun unless that was done already. */
    public final void beginProtected(Lease lease) throws SQLException {
        if (protecting && isInTransaction(lease)) {
            return;
        }
        boolean locks = isPinned();
        cluster.dialect().beginAround(lease.jdbc(), locks);
        if (!protecting) {
            protecting = true;
            journaling = true;
            journal.add(replaying -> replaying.dialect().beginAround(replaying.connection(), locks), 0);
        }
    }

    /** It is over. A server that is set to begin another one with each COMMIT has one open. */
    public final void endProtected(boolean committed) {
        protecting = false;
        Lease lease = usable();
        try {
            if (lease != null && !isClosed()) {
                cluster.dialect().endAround(lease.jdbc(), committed && !isInTransaction(lease));
            }
        } catch (SQLException e) {
            giveUp(lease, e);
        }
    }

    /** Whether what the application does and sees is to be written down: it is in a transaction. */
    public final boolean isJournaling() {
        return journaling;
    }

    /** Writes down what was done, if that is to be done. */
    public final void journal(JournalEntry entry, long size) {
        if (journaling) {
            journal.add(entry, size);
        }
    }

    /** From now on the transaction cannot be replayed, if there is one. */
    public final void refuseReplay(ReplayRefusal reason, String detail) {
        if (journaling) {
            journal.refuse(reason, detail);
        }
    }

    /** Whether a statement that is one transaction, or nothing, could be run again with it. */
    public final boolean isReplayable(@Nullable SqlText text) {
        if (text == null || !text.isOfData()) {
            return false;
        }
        String sql = text.sql();
        return sql != null && grammar().known(sql).traits().refusal() == null;
    }

    /** Whether the transaction cannot be replayed, not even when it begins with the call that is being made. */
    public final boolean isReplayRefused() {
        return journal.refusal() != null;
    }

    /** Auto-commit was switched on, which commits, or off, which goes on with a transaction that was begun by text. */
    public final void autoCommitChanged() {
        if (settings().autoCommit()) {
            journalEnds(false);
        } else {
            leftBehind().texts().transactionEnds();
            journaling = replays;
        }
    }

    /**
     * Takes over what the server says of auto-commit: a text or a procedure may have switched it. The same may have begun a
     * transaction, of which nothing was written down.
     */
    final void takeMode() throws SQLException {
        boolean unseen = !journaling && isInTransaction(current());
        boolean mode = protecting || mode(current(), settings().autoCommit());
        if (mode != settings().autoCommit()) {
            settings().setAutoCommit(mode);
            settingsApplied();
            autoCommitChanged();
        }
        if (unseen) {
            mayGoOn = false;
            begun = true;
            journaling = replays;
            journal.refuse(ReplayRefusal.NOT_NOTED, "what began it was not seen");
        }
    }

    /**
     * The server has rolled back what is open. MariaDB goes on in another transaction then, if it was a text that began this one,
     * and does not say so before that has begun; MySQL does not (measured on 11.4 and 9.7, with a deadlock).
     */
    final void rolledBackByServer(Runnable end) {
        boolean byText = begun && settings().autoCommit();
        end.run();
        mayGoOn = byText;
        unsettle();
    }

    /** Whether the next call may begin a transaction although nobody asks for it. */
    final boolean mayGoOn() {
        return mayGoOn;
    }

    /** The driver was told of the mode: one that keeps it to itself may not have told the server. */
    public final void autoCommitTold() {
        Lease lease = usable();
        try {
            if (lease != null
                    && mode(lease, settings().autoCommit()) != settings().autoCommit()) {
                takeMode();
            }
        } catch (SQLException e) {
            giveUp(lease, e); // It has told nobody, or the session has ended: the next one is told.
        }
    }

    /** The application takes the transaction for ended, and the server does not. */
    public final void refuseWhatIsLeft(String why) {
        if (isInTransaction(current())) {
            begun = true;
            journaling = replays;
            journal.refuse(ReplayRefusal.ENDED_BY_TEXT, why);
        }
    }

    /** No transaction is open, whatever was begun. */
    public final void nothingOpen() {
        journalEnds(false);
    }

    /** A call is about to begin one. */
    final void begunByText() {
        begun = true;
        journaling = replays;
    }

    /** That call failed. */
    final void notBegunByText() {
        begun = isInTransaction(current());
        journaling = replays && (!settings().autoCommit() || isInTransaction(current()));
    }

    /**
     * Whether the server had a transaction open there whose end the application does not know of. The server says so with
     * every answer; what was called tells less, since rows, large objects and copies begin transactions, too. Where an answer
     * broke off there may be nothing left of what the one before said: then what was done before counts.
     */
    public final boolean isInTransaction(Lease lease) {
        return !lease.isSettled()
                && ((cluster.dialect().inTransaction(lease.vendors()) && !(isAnyFlagOfErrors() && isLost(lease)))
                        || lease == fetching
                        || (losesTransactions && lease == current() && isLost(lease) && hasBegun()));
    }

    /** As {@link #isInTransaction(Lease)}, also where the vendor's driver has told of the session's end and not taken note of it. */
    public final boolean isInTransaction(Lease lease, SQLException failure) {
        return isInTransaction(lease) && !(lease != fetching && isAnyFlagOfErrors() && isLost(lease, failure));
    }

    /**
     * MariaDB's driver takes a transaction for open after any error. While the session lives the server is asked; of one that ended with
     * the error, in auto-commit mode, what was known before counts: else a write of its own is told as a transaction that was lost.
     */
    private boolean isAnyFlagOfErrors() {
        return cluster.dialect().errorsHideStatus() && settings().autoCommit() && !begun && !mayGoOn && !protecting;
    }

    /** Without a journal, at least what may have been written is known. */
    private boolean hasBegun() {
        return !journal.isEmpty() || (!settings().autoCommit() && commits.mayHaveWrittenBefore());
    }

    /**
     * Rows are fetched while they are read: until the last of them the drivers of MySQL and MariaDB do not know that a
     * transaction is open, and Connector/J not even then, nor when the answer failed in its middle. Who believes them commits
     * nothing, or begins another one when this one is lost.
     */
    public final void fetches(Lease lease) {
        if (mayLoseTransaction()) {
            fetching = lease;
        }
    }

    /** Whether rows may still come when a call is over, and what the server says of the transaction behind them. */
    public final boolean losesTransactions() {
        return losesTransactions;
    }

    /** Whether there may be one of which the vendor's driver does not know. */
    public final boolean mayLoseTransaction() {
        return losesTransactions && (!settings().autoCommit() || begun);
    }

    /** Another statement is through, for which the vendor's driver has fetched the rest. */
    final void fetched() {
        fetching = null;
    }

    /** Whether the next statement there is a transaction of its own. */
    public final boolean isAlone(Lease lease) {
        return settings().autoCommit() && !isInTransaction(lease);
    }

    /** Whether its transaction can only be rolled back. */
    public final boolean isTransactionFailed(Lease lease) {
        return cluster.dialect().isTransactionFailed(lease.vendors());
    }

    final @Nullable ReplayRefused whyNotReplayable(@Nullable SQLException cause) {
        if (!replays && !protecting) {
            return new ReplayRefused(ReplayRefusal.SWITCHED_OFF, "", cause);
        }
        if (!journaling) {
            return new ReplayRefused(ReplayRefusal.NOT_NOTED, "it was begun in a way that was not seen", cause);
        }
        if (isPinned()) {
            return new ReplayRefused(ReplayRefusal.SESSION_PINNED, String.join("; ", pins()), cause);
        }
        if (cause != null && cluster.dialect().isEndedByLimit(cause)) {
            return new ReplayRefused(ReplayRefusal.ENDED_BY_SERVER_LIMIT, "", cause);
        }
        return journal.refusal() == null && !journaling
                ? new ReplayRefused(ReplayRefusal.NOT_NOTED, "what began it was not seen", cause)
                : journal.refusal();
    }

    final Journal journal() {
        return journal;
    }
}
