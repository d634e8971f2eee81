/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.driver.internal.outcome;

import io.baton.topology.Claim;
import io.baton.topology.Epoch;
import io.baton.topology.TimelineEpoch;
import io.baton.topology.TopologyKeeper;
import io.baton.topology.dialect.Answer;
import io.baton.topology.dialect.Dialect;
import io.baton.topology.history.ClusterHistory;
import io.baton.topology.history.LogReading;
import io.baton.topology.history.PrimaryRun;
import java.sql.Connection;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** PostgreSQL: by the position of a record in its log, or by a ledger. */
final class PostgresArchive implements CommitArchive {

    private final Dialect dialect;
    private final TopologyKeeper keeper;
    private final ClusterHistory history;
    private final CommitProbe probe;
    private final PostgresLedger ledger;

    PostgresArchive(
            String cluster, String ledgerTable, Dialect dialect, TopologyKeeper keeper, ClusterHistory history) {
        this.dialect = dialect;
        this.keeper = keeper;
        this.history = history;
        EpochOfRun epochs = new EpochOfRun(dialect, history);
        this.probe = new CommitProbe(cluster, epochs);
        this.ledger = new PostgresLedger(ledgerTable, dialect, epochs);
    }

    @Override
    public @Nullable CommitEvidence evidence(CommitMeans means) {
        return switch (means) {
            case PROBE -> probe;
            case LEDGER -> ledger;
            case OFF -> null;
        };
    }

    @Override
    public @Nullable CommitInquiry inquire(PrimarySession session) throws SQLException {
        Answer answer = dialect.ask(session.jdbc());
        LogReading log = answer.log();
        if (answer.claim() != Claim.WRITABLE || log == null || !(answer.epoch() instanceof TimelineEpoch epoch)) {
            return null;
        }
        Epoch accepted = keeper.topology().accepted();
        if (accepted != null && epoch.against(accepted) == Epoch.Order.BELOW) {
            return null;
        }
        return new PostgresInquiry(session, new PrimaryRun(session.node(), log.run(), epoch), ledger, history);
    }

    @Override
    public int clean(Connection primary) throws SQLException {
        return ledger.clean(primary);
    }
}
