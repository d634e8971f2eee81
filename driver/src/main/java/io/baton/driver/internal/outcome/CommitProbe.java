/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.driver.internal.outcome;

import io.baton.topology.NodeAddress;
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

    /** A transaction without an id wrote nothing that lasts; a message would give it one. */
    private static final String SQL = """
            SELECT pg_catalog.txid_current_if_assigned(),
              CASE WHEN pg_catalog.txid_current_if_assigned() IS NOT NULL THEN pg_catalog.pg_wal_lsn_diff(
                pg_catalog.pg_logical_emit_message(true, 'baton', ''::pg_catalog.text), '0/0')::pg_catalog.int8 END,
              pg_catalog.pg_backend_pid(),
              (extract(epoch FROM pg_catalog.pg_postmaster_start_time()) * 1000000)::pg_catalog.int8,
              coalesce(pg_catalog.pg_wal_lsn_diff(pg_catalog.pg_last_wal_replay_lsn(), '0/0'), 0)::pg_catalog.int8""";

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
    public PendingCommit secure(Connection vendors, NodeAddress node, boolean surelyWrites) throws SQLException {
        if (!possible) {
            return PendingCommit.UNASKED;
        }
        try {
            return ask(vendors, node);
        } catch (SQLException e) {
            if (NOT_POSSIBLE.contains(e.getSQLState())) {
                possible = false;
                LOG.warn("[{}] interrupted commits cannot be resolved from now on: {}", cluster, e.getMessage());
            }
            throw e;
        }
    }

    private PendingCommit ask(Connection vendors, NodeAddress node) throws SQLException {
        try (PreparedStatement statement = vendors.prepareStatement(SQL);
                ResultSet row = statement.executeQuery()) {
            row.next();
            long transaction = row.getLong(1);
            if (transaction == 0) {
                return PendingCommit.NOTHING_WRITTEN;
            }
            ServerRun run = new ServerRun(node, row.getLong(4), row.getLong(5));
            return new PendingCommit.Asked(transaction, row.getLong(2), row.getInt(3), run, epochs.of(run, vendors));
        }
    }
}
