/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.driver.internal.outcome;

import io.baton.topology.Node;
import io.baton.topology.TopologyKeeper;
import io.baton.topology.dialect.Answer;
import io.baton.topology.dialect.Dialect;
import java.sql.Connection;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/**
 * MySQL and MariaDB: by a ledger. Before its COMMIT a transaction of theirs has no identity that anybody else may ask for, so it
 * has to leave one in the data.
 */
final class MySqlArchive implements CommitArchive {

    private final Dialect dialect;
    private final TopologyKeeper keeper;
    private final MySqlLedgerTable table;
    private final MySqlLedger ledger;
    private final LedgerIfThere ledgerIfThere;
    private final AppliedLog applied = new AppliedLog();

    MySqlArchive(String cluster, String ledgerTable, Dialect dialect, TopologyKeeper keeper) {
        this.dialect = dialect;
        this.keeper = keeper;
        this.table = new MySqlLedgerTable(ledgerTable);
        this.ledger = new MySqlLedger(table, dialect);
        this.ledgerIfThere = new LedgerIfThere(cluster, ledger);
    }

    @Override
    public @Nullable CommitEvidence evidence(CommitMeans means) {
        return switch (means) {
            case PROBE -> ledgerIfThere;
            case LEDGER -> ledger;
            case OFF -> null;
        };
    }

    @Override
    public @Nullable CommitInquiry inquire(PrimarySession session) throws SQLException {
        Answer answer = dialect.ask(session.jdbc());
        Node primary = keeper.topology().primary();
        boolean counts = primary != null && primary.address().equals(session.node());
        if (!answer.claim().acceptsWrites() || !counts) {
            return null;
        }
        return MySqlInquiry.on(session, answer.instance(), table, dialect, applied);
    }

    @Override
    public int clean(Connection primary) throws SQLException {
        return table.clean(primary);
    }
}
