/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.driver.internal.outcome;

import io.baton.topology.Claim;
import io.baton.topology.TimelineEpoch;
import io.baton.topology.dialect.Answer;
import io.baton.topology.dialect.Dialect;
import io.baton.topology.history.LogReading;
import io.baton.topology.history.ServerRun;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** What a primary is asked about a transaction, on one session: so all answers come from one run of the server. */
final class PrimaryQuestions {

    private static final String IN_THE_FUTURE = "22023"; // invalid_parameter_value

    private static final String STATUS = "SELECT pg_catalog.txid_status(?)";

    /** The backend's number may have gone to another session by now, so its transaction must be the one. */
    private static final String OLD_SESSION = """
            SELECT state, wait_event FROM pg_catalog.pg_stat_activity
            WHERE pid = ? AND backend_xid::pg_catalog.text = ?""";

    private static final String TERMINATE = """
            SELECT pg_catalog.pg_terminate_backend(pid) FROM pg_catalog.pg_stat_activity
            WHERE pid = ? AND backend_xid::pg_catalog.text = ?""";

    private final PrimarySession session;

    PrimaryQuestions(PrimarySession session) {
        this.session = session;
    }

    /** Null when it does not accept writes, or not any more. */
    OutcomeRules.@Nullable Primary identity(Dialect dialect) throws SQLException {
        Answer answer = dialect.ask(session.jdbc());
        LogReading log = answer.log();
        if (answer.claim() != Claim.WRITABLE || log == null || !(answer.epoch() instanceof TimelineEpoch epoch)) {
            return null;
        }
        return new OutcomeRules.Primary(new ServerRun(session.node(), log.started(), log.recoveryEnd()), epoch);
    }

    TransactionStatus status(long transaction) throws SQLException {
        try (PreparedStatement statement = session.jdbc().prepareStatement(STATUS)) {
            statement.setLong(1, transaction);
            try (ResultSet row = statement.executeQuery()) {
                row.next();
                String status = row.getString(1);
                if (status == null) {
                    return TransactionStatus.FORGOTTEN;
                }
                return switch (status) {
                    case "committed" -> TransactionStatus.COMMITTED;
                    case "aborted" -> TransactionStatus.ABORTED;
                    default -> TransactionStatus.IN_PROGRESS;
                };
            }
        } catch (SQLException e) {
            if (IN_THE_FUTURE.equals(e.getSQLState())) {
                return TransactionStatus.IN_THE_FUTURE;
            }
            throw e;
        }
    }

    /** What the session that sent the COMMIT is doing. */
    enum OldSession {
        GONE,
        /** It has done its part and waits for a standby: to end it would end the wait, too. */
        WAITS_FOR_STANDBY,
        /** Nothing came from the client, and nothing will. */
        IDLE,
        ACTIVE
    }

    OldSession oldSession(PendingCommit.Named commit) throws SQLException {
        try (PreparedStatement statement = session.jdbc().prepareStatement(OLD_SESSION)) {
            bind(statement, commit);
            try (ResultSet row = statement.executeQuery()) {
                if (!row.next()) {
                    return OldSession.GONE;
                }
                String state = String.valueOf(row.getString(1));
                if ("SyncRep".equals(row.getString(2))) {
                    return OldSession.WAITS_FOR_STANDBY;
                }
                return state.startsWith("idle") ? OldSession.IDLE : OldSession.ACTIVE;
            }
        }
    }

    LedgerRules.Place placeIn(Ledger ledger, PendingCommit.Recorded commit) throws SQLException {
        return ledger.find(commit, session.jdbc());
    }

    void terminate(PendingCommit.Named commit) throws SQLException {
        try (PreparedStatement statement = session.jdbc().prepareStatement(TERMINATE)) {
            bind(statement, commit);
            statement.execute();
        }
    }

    private static void bind(PreparedStatement statement, PendingCommit.Named commit) throws SQLException {
        statement.setInt(1, commit.backend());
        statement.setString(2, Long.toString(commit.transaction() & 0xFFFF_FFFFL));
    }
}
