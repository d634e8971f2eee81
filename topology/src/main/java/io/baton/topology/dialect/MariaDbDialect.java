/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.topology.dialect;

import io.baton.topology.Claim;
import io.baton.topology.GtidEpoch;
import io.baton.topology.Upstream;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLDataException;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Types;
import java.time.Duration;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** MariaDB 10.3 and newer through MariaDB Connector/J, with asynchronous or semi-synchronous replication. */
public final class MariaDbDialect extends MySqlProtocolDialect {

    private static final String IDENTITY = "CONCAT_WS(' ', @@GLOBAL.server_id, @@GLOBAL.hostname, @@GLOBAL.port)";

    /**
     * A replica that does not log what it applies has that in {@code gtid_slave_pos} alone. {@code SLAVE_RUNNING} is off as
     * soon as the replica has lost its primary, {@code SLAVES_RUNNING} counts those who apply, and the period of the heartbeat is 0
     * where there never was a primary to receive from. They are in a query of their own: beside an aggregate {@code @@GLOBAL.read_only}
     * is 0, whatever it is (measured on 11.4). {@code server_uid} is no use: it is the same in two containers of two hosts.
     */
    private static final String WHO_ARE_YOU = "SELECT @@GLOBAL.read_only AS read_only,"
            + " @@GLOBAL.innodb_read_only AS engine_read_only,"
            + " CONCAT(@@GLOBAL.gtid_binlog_state, ',', @@GLOBAL.gtid_slave_pos) AS executed,"
            + " " + IDENTITY + " AS server,"
            + " @@GLOBAL.server_id AS number,"
            + " status.* FROM (SELECT"
            + " MAX(IF(VARIABLE_NAME = 'SLAVE_RUNNING', VARIABLE_VALUE, NULL)) AS hears,"
            + " MAX(IF(VARIABLE_NAME = 'SLAVES_RUNNING', VARIABLE_VALUE + 0, 0)) AS appliers,"
            + " MAX(IF(VARIABLE_NAME = 'SLAVE_HEARTBEAT_PERIOD', VARIABLE_VALUE + 0, 0)) AS heartbeat"
            + " FROM information_schema.GLOBAL_STATUS"
            + " WHERE VARIABLE_NAME IN ('SLAVE_RUNNING', 'SLAVES_RUNNING', 'SLAVE_HEARTBEAT_PERIOD')) AS status";

    @Override
    public String name() {
        return "mariadb";
    }

    @Override
    public String driverClass() {
        return "org.mariadb.jdbc.Driver";
    }

    @Override
    Set<String> rivals() {
        return Set.of("autoReconnect", "transactionReplay");
    }

    @Override
    String identity() {
        return IDENTITY;
    }

    @Override
    String variablesOfKinds() {
        return "SHOW GLOBAL VARIABLES LIKE 'wsrep_provider'";
    }

    @Override
    String statusTable() {
        return "information_schema.GLOBAL_STATUS";
    }

    /** A primary that is made read-only is a standby from then on: it can be promoted as one. */
    @Override
    public Answer ask(Connection session) throws SQLException {
        try (Statement statement = session.createStatement();
                ResultSet row = statement.executeQuery(WHO_ARE_YOU)) {
            row.next();
            boolean readOnly = isOn(row.getString("read_only")) || isOn(row.getString("engine_read_only"));
            Answer answer = new Answer(
                    readOnly ? Claim.STANDBY : Claim.WRITABLE,
                    new GtidEpoch(MariaDbGtids.parse(row.getString("executed")), row.getString("number")),
                    upstream(row),
                    row.getString("server"),
                    null);
            boolean replicates = row.getInt("appliers") > 0 || answer.upstream() == Upstream.HEARD;
            if (readOnly || answer.upstream() == Upstream.NONE) {
                return answer;
            }
            return replicates ? answer.unprotected() : REPLICATION.lookCloser(session, answer);
        }
    }

    private static Upstream upstream(ResultSet row) throws SQLException {
        String hears = row.getString("hears");
        if (hears == null) {
            return Upstream.UNKNOWN;
        }
        return isOn(hears) ? Upstream.HEARD : row.getDouble("heartbeat") > 0 ? Upstream.LOST : Upstream.NONE;
    }

    /** {@code Slaves_running} counts the appliers, and the period is 0 where there never was any. */
    private static final String APPLIERS = "SHOW GLOBAL STATUS WHERE Variable_name = 'Slaves_running'"
            + " OR (Variable_name = 'Slave_heartbeat_period' AND Value > 0)";

    private static final ReplicationStatus REPLICATION =
            new ReplicationStatus("SHOW ALL SLAVES STATUS", "Gtid_IO_Pos", "Master", MariaDbGtids::parse);

    @Override
    public Backlog backlog(Connection session) throws SQLException {
        GtidEpoch before = (GtidEpoch) ask(session).epoch();
        Boolean allApplied = REPLICATION.isAllApplied(session, before.executed());
        if (allApplied != null) {
            return allApplied ? Backlog.NONE : Backlog.MORE;
        }
        try (Statement statement = session.createStatement();
                ResultSet row = statement.executeQuery(APPLIERS)) {
            Backlog backlog = Backlog.NONE;
            while (row.next()) {
                boolean runs = row.getString(1).equalsIgnoreCase("Slaves_running") && row.getInt(2) > 0;
                boolean isReplica = row.getString(1).equalsIgnoreCase("Slave_heartbeat_period");
                backlog = runs || backlog == Backlog.MORE ? Backlog.MORE : isReplica ? Backlog.AT_REST : backlog;
            }
            return backlog;
        }
    }

    @Override
    public void watch(Connection idleSession, Duration time) throws SQLException {
        MariaDbSession.listen(idleSession, time);
    }

    @Override
    public SessionAbort abortOf(Connection idleSession) throws SQLException {
        return MariaDbSession.abortOf(idleSession);
    }

    @Override
    public boolean inTransaction(Connection session) {
        try {
            return MariaDbSession.inTransaction(session);
        } catch (SQLException e) {
            return true;
        }
    }

    @Override
    public @Nullable Boolean autoCommits(Connection session) {
        try {
            return MariaDbSession.autoCommits(session);
        } catch (SQLException e) {
            return null;
        }
    }

    @Override
    public boolean endsWhatTextBegan() {
        return true;
    }

    @Override
    public boolean hasWarnings(Connection vendors) throws SQLException {
        return MariaDbSession.warnings(vendors) > 0;
    }

    /** The driver takes the number of warnings from each answer, and asks for them if the last one had some. */
    @Override
    public void askStatus(Connection session) throws SQLException {
        int warnings = MariaDbSession.warnings(session);
        super.askStatus(session);
        MariaDbSession.warnings(session, warnings);
    }

    @Override
    public long sessionId(Connection vendors) throws SQLException {
        return MariaDbSession.id(vendors);
    }

    @Override
    public boolean canInsertAndCommit(Connection vendors) {
        return true;
    }

    /**
     * A compound statement outside of a procedure needs no right and none of the driver's options. The server prepares none, hence
     * the key is in the text; and that text may be what replicas are sent, hence it is one that reads the same everywhere.
     */
    @Override
    public int insertAndCommit(Connection vendors, String insert, UUID key) throws SQLException {
        try (Statement statement = vendors.createStatement()) {
            statement.execute("BEGIN NOT ATOMIC " + insert.replace("?", Dialect.hexadecimal(key)) + "; COMMIT; END");
            return 1;
        }
    }

    /** The vendor's driver gives the bytes of texts and bytes only, and the text of everything else. */
    @Override
    public byte @Nullable [] rawValue(ResultSet rows, int column) throws SQLException {
        switch (rows.getMetaData().getColumnType(column)) {
            case Types.BIT, Types.BINARY, Types.VARBINARY, Types.LONGVARBINARY, Types.BLOB -> {
                return rows.getBytes(column);
            }
            default -> {
                return text(rows, column);
            }
        }
    }

    private static byte @Nullable [] text(ResultSet rows, int column) throws SQLException {
        String text;
        try {
            text = rows.getString(column);
        } catch (SQLDataException e) {
            // A date that Java does not have, such as the day 0. The application sees this message, and it has the
            // value.
            text = e.getMessage();
        }
        return text == null ? null : text.getBytes(StandardCharsets.UTF_8);
    }
}
