/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.lab.judge;

import io.baton.lab.ClusterShape;
import io.baton.lab.PostgresCluster;
import io.baton.lab.PostgresNode;
import io.baton.lab.Succession;
import io.baton.lab.wire.Wires;
import java.sql.SQLException;
import java.util.List;

/** PostgreSQL: streaming replication. */
final class PostgresServers implements Servers {

    private static final String APPLICATIONS = "usename = 'app' AND application_name <> '" + Judge.LEFT_ALONE + "'";

    private final PostgresCluster cluster;

    PostgresServers(ClusterShape shape) {
        this.cluster = PostgresCluster.start(shape);
    }

    @Override
    public PostgresNode primary() {
        return cluster.primary();
    }

    @Override
    public List<PostgresNode> standbys() {
        return cluster.standbys();
    }

    /** A primary becomes a standby by a restart alone. */
    @Override
    public boolean canHappen(Accident accident) {
        return accident != Accident.DEMOTE;
    }

    @Override
    public void promote() {
        Succession.replacePrimary(cluster);
    }

    @Override
    public void stopAndReplace() {
        PostgresNode former = primary();
        former.stopFast();
        promote();
        cluster.returnAsStandby(former);
    }

    @Override
    public void demote() {
        throw new UnsupportedOperationException();
    }

    @Override
    public void restoreStandbys() {
        Succession.restoreStandbys(cluster);
    }

    @Override
    public boolean restoresFromLog() {
        return false;
    }

    @Override
    public void awaitReplayed() {
        cluster.awaitReplayed();
    }

    @Override
    public void pauseReplay(int standby) {
        administer(standby, "SELECT pg_wal_replay_pause()");
    }

    @Override
    public void resumeReplay(int standby) {
        administer(standby, "SELECT pg_wal_replay_resume()");
    }

    private void administer(int standby, String sql) {
        PostgresNode node = standbys().get(standby);
        try {
            node.executeAsAdmin(sql);
        } catch (SQLException e) {
            throw new IllegalStateException("cannot " + sql + " on " + node, e);
        }
    }

    @Override
    public void terminateSessions(int divisor, int remainder) throws SQLException {
        primary()
                .executeAsAdmin("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE " + APPLICATIONS
                        + " AND pid % " + divisor + " = " + remainder);
    }

    @Override
    public boolean isBusy() throws SQLException {
        return primary()
                        .queryLongAsAdmin(
                                "SELECT count(*) FROM pg_stat_activity WHERE state <> 'idle' AND " + APPLICATIONS)
                > 0;
    }

    @Override
    public Wording wording() {
        return Wording.POSTGRES;
    }

    @Override
    public Wires wires(String leftAlone) {
        return Wires.before(cluster, leftAlone);
    }

    @Override
    public String urlTail() {
        return "/app?" + Wires.URL_PARAMETER;
    }

    @Override
    public void close() {
        cluster.close();
    }
}
