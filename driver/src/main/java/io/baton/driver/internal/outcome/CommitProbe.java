/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.driver.internal.outcome;

import io.baton.topology.history.ServerRun;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks the server for the transaction's id, and for the position of a record in the log that carries it: a transactional
 * message with the prefix {@code baton} and no content, which readers of logical decoding see and may leave out. One round
 * trip, and the answer has to be there before the COMMIT is sent.
 */
final class CommitProbe implements CommitEvidence {

    private static final Logger LOG = LoggerFactory.getLogger("io.baton.timeline");

    private static final String SQL = """
            SELECT CASE WHEN %1$s THEN pg_catalog.txid_current() END,
              CASE WHEN %1$s THEN pg_catalog.pg_wal_lsn_diff(
                pg_catalog.pg_logical_emit_message(true, 'baton', ''::pg_catalog.text), '0/0')::pg_catalog.int8 END,
              pg_catalog.pg_backend_pid(),
              (extract(epoch FROM pg_catalog.pg_postmaster_start_time()) * 1000000)::pg_catalog.int8,
              coalesce(pg_catalog.pg_wal_lsn_diff(pg_catalog.pg_last_wal_replay_lsn(), '0/0'), 0)::pg_catalog.int8""";

    /**
     * Without an id a transaction may have written to a foreign table, and it may yet write in the COMMIT, through a cursor WITH
     * HOLD, or notify: it gets one. A standby has none to give, and lets nobody write.
     */
    private static final String OF_WRITER = SQL.formatted("NOT pg_catalog.pg_is_in_recovery()");

    /** Most functions only read: an id would make the COMMIT wait for the disk. */
    private static final String OF_CALLER = SQL.formatted("pg_catalog.txid_current_if_assigned() IS NOT NULL");

    /** insufficient_privilege, undefined_function: it will be no better the next time. */
    private static final Set<String> NOT_POSSIBLE = Set.of("42501", "42883");

    private final String cluster;
    private final EpochOfRun epochs;
    private volatile boolean possible = true;

    CommitProbe(String cluster, EpochOfRun epochs) {
        this.cluster = cluster;
        this.epochs = epochs;
    }

    @Override
    public PendingCommit secure(Connection vendors, ServerAt at, boolean surelyWrites) throws SQLException {
        if (!possible) {
            return PendingCommit.UNASKED;
        }
        try {
            return ask(vendors, at, surelyWrites);
        } catch (SQLException e) {
            if (NOT_POSSIBLE.contains(e.getSQLState())) {
                possible = false;
                LOG.warn("[{}] interrupted commits cannot be resolved from now on: {}", cluster, e.getMessage());
            }
            throw e;
        }
    }

    private PendingCommit ask(Connection vendors, ServerAt at, boolean surelyWrites) throws SQLException {
        try (PreparedStatement statement = vendors.prepareStatement(surelyWrites ? OF_WRITER : OF_CALLER);
                ResultSet row = statement.executeQuery()) {
            row.next();
            long transaction = row.getLong(1);
            if (transaction == 0) {
                return surelyWrites ? PendingCommit.READ_ONLY : PendingCommit.NO_ID;
            }
            ServerRun run = new ServerRun(row.getLong(4), row.getLong(5));
            return new PendingCommit.Asked(
                    transaction, row.getLong(2), row.getInt(3), epochs.at(at.node(), run, vendors));
        }
    }
}
