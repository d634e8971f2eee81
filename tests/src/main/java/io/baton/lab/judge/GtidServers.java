/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.lab.judge;

import io.baton.lab.mysql.GtidCluster;
import io.baton.lab.mysql.GtidNode;
import io.baton.lab.mysql.GtidShape;
import io.baton.lab.mysql.GtidSuccession;
import io.baton.lab.wire.Wires;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/** MySQL or MariaDB: replication by GTID. */
final class GtidServers implements Servers {

    private static final int NO_SUCH_THREAD = 1094;

    private static final String SESSIONS = "SELECT ID FROM information_schema.PROCESSLIST WHERE USER = 'app'";

    private final GtidCluster cluster;

    GtidServers(GtidShape shape) {
        this.cluster = GtidCluster.start(shape);
    }

    @Override
    public GtidNode primary() {
        return cluster.primary();
    }

    @Override
    public List<GtidNode> standbys() {
        return cluster.replicas();
    }

    @Override
    public boolean canHappen(Accident accident) {
        return true;
    }

    @Override
    public void promote() {
        GtidSuccession.replacePrimary(cluster);
    }

    @Override
    public void stopAndReplace() {
        GtidNode former = primary();
        former.stopFast();
        promote();
        cluster.returnAsReplica(former);
    }

    /** Ends the sessions that stand in the way, as cluster managers do. */
    @Override
    public void demote() {
        try {
            while (!primary().trySetReadOnly()) {
                terminateSessions(1, 0);
            }
        } catch (SQLException e) {
            throw new IllegalStateException("cannot demote " + primary(), e);
        }
        cluster.switchOver(cluster.mostAdvancedReplica());
    }

    @Override
    public void restoreStandbys() {
        GtidSuccession.restoreReplicas(cluster);
    }

    @Override
    public boolean restoresFromLog() {
        return true;
    }

    @Override
    public void awaitReplayed() {
        cluster.awaitReplicated();
    }

    @Override
    public void pauseReplay(int standby) {
        standbys().get(standby).stopApplier();
    }

    @Override
    public void resumeReplay(int standby) {
        standbys().get(standby).startApplier();
    }

    /** Those that only watch as well: a server of MariaDB does not say how its clients call themselves. */
    @Override
    public void terminateSessions(int divisor, int remainder) throws SQLException {
        try (Connection connection = primary().connectAsAdmin();
                Statement statement = connection.createStatement()) {
            List<Long> sessions = new ArrayList<>();
            try (ResultSet rows = statement.executeQuery(SESSIONS + " AND ID % " + divisor + " = " + remainder)) {
                while (rows.next()) {
                    sessions.add(rows.getLong(1));
                }
            }
            for (long session : sessions) {
                kill(statement, session);
            }
        }
    }

    private static void kill(Statement statement, long session) throws SQLException {
        try {
            statement.execute("KILL CONNECTION " + session);
        } catch (SQLException e) {
            if (e.getErrorCode() != NO_SUCH_THREAD) {
                throw e;
            }
        }
    }

    /** The list of transactions is as old as the last look at it if that was less than 0.1 s ago. */
    @Override
    public boolean isBusy() throws SQLException {
        return primary()
                        .queryLongAsAdmin("SELECT COUNT(*) FROM (" + SESSIONS + " AND (COMMAND <> 'Sleep' OR ID IN"
                                + " (SELECT trx_mysql_thread_id FROM information_schema.INNODB_TRX))) busy")
                > 0;
    }

    @Override
    public Wording wording() {
        return Wording.MYSQL;
    }

    @Override
    public Wires wires(String leftAlone) {
        return Wires.before(cluster, leftAlone);
    }

    @Override
    public String urlTail() {
        return primary().jdbcUrl().replaceFirst("^jdbc:\\w+://[^/]*", "");
    }

    @Override
    public void close() {
        cluster.close();
    }
}
