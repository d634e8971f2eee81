/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.driver.internal.outcome;

import io.baton.topology.NodeAddress;
import io.baton.topology.TimelineEpoch;
import io.baton.topology.dialect.Answer;
import io.baton.topology.dialect.Dialect;
import io.baton.topology.history.ClusterHistory;
import io.baton.topology.history.ServerRun;
import io.baton.topology.history.Sighting;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;

/**
 * Asks the server for the transaction's id, and for the position of a record in the log that carries it: a transactional
 * message with the prefix {@code baton} and no content, which readers of logical decoding see and may leave out. One round
 * trip, and the answer has to be there before the COMMIT is sent.
 */
final class CommitProbe {

    /** A transaction without an id wrote nothing that lasts; a message would give it one. */
    private static final String SQL = """
            SELECT pg_catalog.txid_current_if_assigned(),
              CASE WHEN pg_catalog.txid_current_if_assigned() IS NOT NULL THEN pg_catalog.pg_wal_lsn_diff(
                pg_catalog.pg_logical_emit_message(true, 'baton', ''::pg_catalog.text), '0/0')::pg_catalog.int8 END,
              pg_catalog.pg_backend_pid(),
              (extract(epoch FROM pg_catalog.pg_postmaster_start_time()) * 1000000)::pg_catalog.int8,
              coalesce(pg_catalog.pg_wal_lsn_diff(pg_catalog.pg_last_wal_replay_lsn(), '0/0'), 0)::pg_catalog.int8""";

    private final Dialect dialect;
    private final ClusterHistory history;

    CommitProbe(Dialect dialect, ClusterHistory history) {
        this.dialect = dialect;
        this.history = history;
    }

    /** @param vendors the vendor's connection, with the transaction open */
    PendingCommit ask(Connection vendors, NodeAddress node) throws SQLException {
        long transaction;
        long position;
        int backend;
        ServerRun run;
        try (PreparedStatement statement = vendors.prepareStatement(SQL);
                ResultSet row = statement.executeQuery()) {
            row.next();
            transaction = row.getLong(1);
            if (transaction == 0) {
                return new PendingCommit.NothingWritten();
            }
            position = row.getLong(2);
            backend = row.getInt(3);
            run = new ServerRun(node, row.getLong(4), row.getLong(5));
        }
        return new PendingCommit.Asked(transaction, position, backend, run, epochOf(run, vendors));
    }

    /** A primary stays on its timeline as long as it runs, and its monitor has mostly asked already. */
    private TimelineEpoch epochOf(ServerRun run, Connection vendors) throws SQLException {
        Sighting seen = history.latest(run.node());
        if (seen != null && !seen.log().inRecovery() && seen.run().equals(run)) {
            return seen.epoch();
        }
        Answer answer = dialect.ask(vendors);
        return (TimelineEpoch) answer.epoch();
    }
}
