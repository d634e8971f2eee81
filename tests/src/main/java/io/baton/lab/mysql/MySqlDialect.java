/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.lab.mysql;

import io.baton.lab.Sql;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** MySQL: a position is a set of transactions, as in {@code uuid:1-5:7,uuid:tag:1-3}. */
final class MySqlDialect implements Dialect {

    private static final Pattern INTERVAL = Pattern.compile(":(\\d+)(?:-(\\d+))?(?=[:,]|$)");

    @Override
    public String url(int port, String user, String options) {
        return "jdbc:mysql://" + GtidNode.HOST + ":" + port + "/app?user=" + user + "&password=" + user
                + "&sslMode=DISABLED&allowPublicKeyRetrieval=true" + options;
    }

    /** Off, it switches {@code super_read_only} off as well; on, the other way round. */
    @Override
    public String readOnly(boolean on) {
        return on ? "SET GLOBAL super_read_only = ON" : "SET GLOBAL read_only = OFF";
    }

    @Override
    public String semiSync(boolean on) {
        return "SET GLOBAL rpl_semi_sync_source_enabled = " + (on ? "ON" : "OFF");
    }

    @Override
    public String receiver(boolean on) {
        return (on ? "START" : "STOP") + " REPLICA IO_THREAD";
    }

    @Override
    public String applier(boolean on) {
        return (on ? "START" : "STOP") + " REPLICA SQL_THREAD";
    }

    @Override
    public List<String> follow(int port) {
        return List.of(
                "STOP REPLICA",
                "CHANGE REPLICATION SOURCE TO SOURCE_HOST = '" + GtidNode.HOST + "', SOURCE_PORT = " + port
                        + ", SOURCE_USER = 'admin', SOURCE_PASSWORD = 'admin', SOURCE_SSL = 0, GET_SOURCE_PUBLIC_KEY = 1,"
                        + " SOURCE_CONNECT_RETRY = 1, SOURCE_RETRY_COUNT = 86400, SOURCE_AUTO_POSITION = 1",
                "START REPLICA");
    }

    @Override
    public List<String> forget() {
        return List.of("STOP REPLICA", "RESET REPLICA ALL");
    }

    @Override
    public ReplicaStatus status(Connection connection) throws SQLException {
        return ReplicaStatus.read(connection, "SHOW REPLICA STATUS", "Source", "Replica", "Retrieved_Gtid_Set");
    }

    @Override
    public String committed(Connection connection) throws SQLException {
        return Sql.queryString(connection, "SELECT @@global.gtid_executed").replace("\n", "");
    }

    @Override
    public String received(Connection connection) throws SQLException {
        String both = committed(connection) + "," + status(connection).received();
        return Sql.queryString(connection, "SELECT GTID_SUBTRACT('" + both + "', '')")
                .replace("\n", "");
    }

    @Override
    public boolean awaitCommitted(Connection connection, String position, long seconds) throws SQLException {
        return Sql.queryLong(connection, "SELECT WAIT_FOR_EXECUTED_GTID_SET('" + position + "', " + seconds + ")") == 0;
    }

    @Override
    public long size(String position) {
        return INTERVAL.matcher(position)
                .results()
                .mapToLong(MySqlDialect::length)
                .sum();
    }

    private static long length(MatchResult interval) {
        long first = Long.parseLong(interval.group(1));
        return interval.group(2) == null ? 1 : Long.parseLong(interval.group(2)) - first + 1;
    }
}
