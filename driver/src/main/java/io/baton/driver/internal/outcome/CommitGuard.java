/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.driver.internal.outcome;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What one session has to remember so that the outcome of its next COMMIT can be found out: whether the transaction may have
 * written, and what the server said before the COMMIT was sent. Used by the thread that uses the connection.
 */
public final class CommitGuard {

    /** More of a transaction is not shown to people. */
    private static final int MOST_STATEMENTS = 20;

    private final CommitOutcomes outcomes;
    /** Calls that may have written, the one that is being made included. */
    private int writes;

    private boolean surelyWrites;
    private boolean unseen;
    private boolean mayHaveCommitted;
    private final List<String> statements = new ArrayList<>(4);
    private PendingCommit pending = PendingCommit.UNASKED;
    /** Whether the server has not heard of it yet: the COMMIT takes it along. */
    private boolean withCommit;
    /** What was secured last, and the session of the server that it was secured on. */
    private PendingCommit.@Nullable Named last;

    private @Nullable Connection lastOn;

    CommitGuard(CommitOutcomes outcomes) {
        this.outcomes = outcomes;
    }

    /**
     * A call is about to be made that is not known to only read.
     *
     * @param surely false when it is only known to call functions, which may do anything
     */
    public void mayWrite(@Nullable String sql, boolean surely) {
        writes++;
        surelyWrites |= surely;
        if (sql != null && statements.size() < MOST_STATEMENTS) {
            statements.add(sql);
        }
    }

    /** Whether something may have been written before the call that is being made. */
    public boolean mayHaveWrittenBefore() {
        return writes > 1;
    }

    /** Whether the open transaction may have written. */
    public boolean mayHaveWritten() {
        return writes > 0 || unseen;
    }

    /** A procedure is about to run that may commit the transaction and begin another one. */
    public void mayCommitUnseen() {
        mayHaveCommitted = true;
    }

    /** Whether a part of what the application takes for one transaction may be committed already. */
    public boolean mayHaveCommitted() {
        return mayHaveCommitted;
    }

    /** From now on the session can write without a call that is seen: through a large object, an updatable result. */
    public void mayWriteUnseen() {
        unseen = true;
    }

    /**
     * To be called before the COMMIT is sent. Asks the server if the transaction may have written and the COMMIT does not take
     * along what is needed.
     *
     * @param vendors the vendor's connection, with the transaction open
     * @param doomed whether the COMMIT will be answered with a rollback
     * @param byCall whether {@link #commit} follows; false when the text of a statement commits
     * @param hidden whether nobody would find what is entered in a ledger
     * @throws SQLException the server's, which is in no transaction any more then, or that of a connection that was lost; the
     *     COMMIT must not be sent
     */
    public void ask(Connection vendors, ServerAt at, boolean doomed, boolean byCall, boolean hidden)
            throws SQLException {
        withCommit = false;
        if (doomed) {
            pending = PendingCommit.DOOMED;
        } else if (writes == 0 && !unseen) {
            pending = PendingCommit.ONLY_READS_SEEN;
        } else if (hidden) {
            pending = PendingCommit.UNASKED;
        } else {
            pending = PendingCommit.UNASKED; // Also if asking fails.
            PendingCommit.Named next = byCall ? nextWithCommit(vendors) : null;
            withCommit = next != null;
            pending = next != null ? next : outcomes.ask(vendors, at, surelyWrites);
            remember(vendors);
        }
    }

    /** Null as well for what may be read-only: that would refuse an entry. */
    private PendingCommit.@Nullable Named nextWithCommit(Connection vendors) throws SQLException {
        PendingCommit.Named before = last;
        return before == null || lastOn != vendors || !surelyWrites ? null : outcomes.withCommit(vendors, before);
    }

    private void remember(Connection vendors) {
        if (pending instanceof PendingCommit.Named named) {
            last = named;
            lastOn = vendors;
        }
    }

    /**
     * Sends the COMMIT, and with it what {@link #ask} left to it.
     *
     * @param jdbc what calls are made on
     * @param vendors the vendor's connection
     */
    public void commit(Connection jdbc, Connection vendors) throws SQLException {
        if (!withCommit || !(pending instanceof PendingCommit.Named named)) {
            outcomes.dialect().commit(jdbc);
            return;
        }
        switch (outcomes.commit(vendors, named)) {
            case COMMITTED -> {}
            case REFUSED -> {
                last = null;
                pending = PendingCommit.UNASKED;
                outcomes.dialect().commit(jdbc);
            }
        }
    }

    /** What is known of the COMMIT that was sent last, as long as its transaction has not ended. */
    public PendingCommit pending() {
        return pending;
    }

    /** What may have written; null when there was more than is remembered. */
    public @Nullable List<String> texts() {
        return unseen || writes > statements.size() ? null : List.copyOf(statements);
    }

    /** The COMMIT took effect. */
    public void acknowledged() {
        if (pending instanceof PendingCommit.Named named) {
            pending = PendingCommit.UNASKED;
            outcomes.acknowledged(named, statements);
        }
    }

    /** A transaction ended, or none has begun. */
    public void reset() {
        writes = 0;
        surelyWrites = false;
        mayHaveCommitted = false;
        statements.clear();
        pending = PendingCommit.UNASKED;
    }
}
