/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.driver.internal.outcome;

import io.baton.topology.history.ClusterHistory;
import io.baton.topology.history.PrimaryRun;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;

/** What a primary of PostgreSQL is asked. */
final class PostgresInquiry implements CommitInquiry {

    private static final String IN_THE_FUTURE = "22023"; // invalid_parameter_value

    private static final String STATUS = "SELECT pg_catalog.txid_status(?)";

    /** The backend's number may have gone to another session by now, so its transaction must be the one. */
    private static final String BY_TRANSACTION = "pid = ? AND backend_xid::pg_catalog.text = ?";

    /** So must its session, which is in no transaction after that one. */
    private static final String BY_SESSION = "pid = ? AND backend_xid IS NOT NULL"
            + " AND (extract(epoch FROM backend_start) * 1000000)::pg_catalog.int8::pg_catalog.text = ?";

    private static final String OLD_SESSION = "SELECT state, wait_event FROM pg_catalog.pg_stat_activity WHERE ";

    private static final String TERMINATE =
            "SELECT pg_catalog.pg_terminate_backend(pid) FROM pg_catalog.pg_stat_activity WHERE ";

    private final PrimarySession session;
    private final PrimaryRun primary;
    private final PostgresLedger ledger;
    private final ClusterHistory history;

    PostgresInquiry(PrimarySession session, PrimaryRun primary, PostgresLedger ledger, ClusterHistory history) {
        this.session = session;
        this.primary = primary;
        this.ledger = ledger;
        this.history = history;
    }

    @Override
    public Decision decide(PendingCommit.Named commit) throws SQLException {
        if (commit instanceof PendingCommit.Recorded recorded) {
            Decision objection = LedgerRules.objection(recorded.at().epoch(), primary.epoch());
            return objection != null ? objection : LedgerRules.decide(ledger.find(recorded, session.jdbc()));
        }
        PendingCommit.Asked asked = (PendingCommit.Asked) commit;
        if (OutcomeRules.isOutOfHistory(asked, primary)) {
            return Decision.NOT_IN_HISTORY; // The server would only complain in its log of an id that it does not know.
        }
        return OutcomeRules.decide(asked, primary, status(asked.transaction()), Evidence.of(history, asked.at()));
    }

    @Override
    public Decision verify(PendingCommit.Named commit) throws SQLException {
        if (commit instanceof PendingCommit.Recorded recorded) {
            Decision objection = LedgerRules.objection(recorded.at().epoch(), primary.epoch());
            return objection != null ? objection : LedgerRules.decide(ledger.look(recorded, session.jdbc()));
        }
        return decide(commit); // It only reads.
    }

    @Override
    public boolean isSameRun(PendingCommit.Named commit) {
        return ((PendingCommit.Logged) commit).at().isSameRunAs(primary);
    }

    @Override
    public String server() {
        return Long.toString(primary.run().started());
    }

    @Override
    public boolean mayBeOfThisServer(PendingCommit.Named commit) {
        PrimaryRun then = ((PendingCommit.Logged) commit).at();
        return then.isSameRunAs(primary)
                || history.mayBeStartedAgain(then.node(), then.run().started(), primary);
    }

    private TransactionStatus status(long transaction) throws SQLException {
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

    @Override
    public OldSession oldSession(PendingCommit.Named commit) throws SQLException {
        try (PreparedStatement statement = session(OLD_SESSION, commit)) {
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

    @Override
    public void terminate(PendingCommit.Named commit) throws SQLException {
        try (PreparedStatement statement = session(TERMINATE, commit)) {
            statement.execute();
        }
    }

    private PreparedStatement session(String query, PendingCommit.Named commit) throws SQLException {
        boolean asked = commit instanceof PendingCommit.Asked;
        PreparedStatement statement = session.jdbc().prepareStatement(query + (asked ? BY_TRANSACTION : BY_SESSION));
        statement.setInt(1, ((PendingCommit.Logged) commit).backend());
        statement.setString(2, identity(commit));
        return statement;
    }

    private static String identity(PendingCommit.Named commit) {
        return commit instanceof PendingCommit.Asked asked
                ? Long.toString(asked.transaction() & 0xFFFF_FFFFL)
                : Long.toString(((PendingCommit.Recorded) commit).begun());
    }
}
