/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.lab.mysql;

import io.baton.lab.Sql;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/** MariaDB: a position is domain-server-sequence, and only the sequence counts in a cluster of one domain. */
final class MariaDbDialect implements Dialect {

    @Override
    public String url(int port, String user, String options) {
        return "jdbc:mariadb://" + GtidNode.HOST + ":" + port + "/app?user=" + user + "&password=" + user
                + "&sslMode=disable" + options;
    }

    @Override
    public String readOnly(boolean on) {
        return "SET GLOBAL read_only = " + (on ? "ON" : "OFF");
    }

    @Override
    public String semiSync(boolean on) {
        return "SET GLOBAL rpl_semi_sync_master_enabled = " + (on ? "ON" : "OFF");
    }

    @Override
    public String receiver(boolean on) {
        return (on ? "START" : "STOP") + " SLAVE IO_THREAD";
    }

    @Override
    public String applier(boolean on) {
        return (on ? "START" : "STOP") + " SLAVE SQL_THREAD";
    }

    @Override
    public List<String> follow(int port) {
        return List.of(
                "STOP SLAVE",
                "CHANGE MASTER TO MASTER_HOST = '" + GtidNode.HOST + "', MASTER_PORT = " + port
                        + ", MASTER_USER = 'admin', MASTER_PASSWORD = 'admin', MASTER_SSL = 0, MASTER_CONNECT_RETRY = 1,"
                        + " MASTER_USE_GTID = slave_pos, MASTER_DEMOTE_TO_SLAVE = 1",
                "START SLAVE");
    }

    @Override
    public List<String> forget() {
        return List.of("STOP SLAVE", "RESET SLAVE ALL");
    }

    @Override
    public ReplicaStatus status(Connection connection) throws SQLException {
        return ReplicaStatus.read(connection, "SHOW SLAVE STATUS", "Master", "Slave", "Gtid_IO_Pos");
    }

    @Override
    public String committed(Connection connection) throws SQLException {
        return Sql.queryString(connection, "SELECT @@global.gtid_current_pos");
    }

    @Override
    public String received(Connection connection) throws SQLException {
        String committed = committed(connection);
        String received = status(connection).received();
        return size(received) > size(committed) ? received : committed;
    }

    @Override
    public boolean awaitCommitted(Connection connection, String position, long seconds) throws SQLException {
        return Sql.queryLong(connection, "SELECT MASTER_GTID_WAIT('" + position + "', " + seconds + ")") == 0;
    }

    @Override
    public long size(String position) {
        return position.isEmpty() ? 0 : Long.parseLong(position.substring(position.lastIndexOf('-') + 1));
    }
}
