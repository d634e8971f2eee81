/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.driver.internal.outcome;

import java.sql.SQLException;

/** What one primary is asked about commits, on one session. */
interface CommitInquiry {

    /**
     * What became of a COMMIT that somebody waits for, as far as can be told now. May see to it that a transaction which is not
     * committed never will be.
     */
    Decision decide(PendingCommit.Named commit) throws SQLException;

    /** Whether a commit that was acknowledged is there. Only reads. */
    Decision verify(PendingCommit.Named commit) throws SQLException;

    /** Whether the server has run without a break since it was asked before that COMMIT. */
    boolean isSameRun(PendingCommit.Named commit);

    /** The identity of the server that is asked; empty when it has none. */
    String server();

    /** Whether that COMMIT was sent to this server, which may have been started again since. */
    boolean mayBeOfThisServer(PendingCommit.Named commit);

    /** What the session that sent the COMMIT is doing. */
    OldSession oldSession(PendingCommit.Named commit) throws SQLException;

    /** Ends that session, if it is still in that transaction. */
    void terminate(PendingCommit.Named commit) throws SQLException;

    /** What a session may be doing whose client is gone. */
    enum OldSession {
        GONE,
        /** It has done its part and waits for a standby: to end it would end the wait, too. */
        WAITS_FOR_STANDBY,
        /** Nothing came from the client, and nothing will. */
        IDLE,
        ACTIVE
    }
}
