/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.driver.internal.outcome;

import io.baton.topology.TopologyKeeper;
import io.baton.topology.dialect.Dialect;
import io.baton.topology.history.ClusterHistory;
import java.sql.Connection;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** What the servers of one vendor can be asked about commits, and how they are prepared for that. Thread-safe. */
interface CommitArchive {

    /** Of the vendor's servers. */
    static CommitArchive of(
            String cluster,
            String ledgerTable,
            String database,
            Dialect dialect,
            TopologyKeeper keeper,
            ClusterHistory history) {
        return switch (dialect.name()) {
            case "mysql", "mariadb" ->
                new MySqlArchive(cluster, MySqlLedgerTable.tableIn(database, ledgerTable), dialect, keeper);
            default -> new PostgresArchive(cluster, ledgerTable, dialect, keeper, history);
        };
    }

    /** What is done before each COMMIT of a transaction that may have written; null when nothing. */
    @Nullable
    CommitEvidence evidence(CommitMeans means);

    /**
     * Questions to the node of a session. All answers come from one run of its server.
     *
     * @return null when it does not accept writes, or is not the primary that counts
     */
    @Nullable
    CommitInquiry inquire(PrimarySession session) throws SQLException;

    /** Takes some of the entries out of the ledger that nobody asks for any more: {@link #MOST_CLEANED_AT_ONCE} at most. */
    int clean(Connection primary) throws SQLException;

    int MOST_CLEANED_AT_ONCE = 10_000;
}
