/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.topology.dialect;

import io.baton.topology.Claim;
import io.baton.topology.GtidEpoch;
import io.baton.topology.GtidSet;
import io.baton.topology.Upstream;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** MySQL 5.7 and newer through Connector/J, with asynchronous or semi-synchronous replication. */
public final class MySqlDialect extends MySqlProtocolDialect {

    private static final String IDENTITY = "@@GLOBAL.server_uuid";

    /** Whether a replica hears its source stands in tables that are open to privileged accounts only. */
    private static final String WHO_ARE_YOU = "SELECT @@GLOBAL.read_only AS read_only,"
            + " @@GLOBAL.innodb_read_only AS engine_read_only, @@GLOBAL.gtid_executed AS executed,"
            + " " + IDENTITY + " AS server, " + MySqlLogNames.OWN + " AS log_name";

    /** Everybody may call it. It fails where a server has more than one upstream. */
    private static final String WAIT = "SOURCE_POS_WAIT";

    private final MySqlLogNames logNames = new MySqlLogNames();

    @Override
    public String name() {
        return "mysql";
    }

    /** Measured on 9.7. */
    @Override
    public boolean endingKeepsWarnings() {
        return false;
    }

    /** Connector/J closes the statements of a connection that ends. */
    @Override
    public boolean keepsOutcomes() {
        return false;
    }

    @Override
    public String driverClass() {
        return "com.mysql.cj.jdbc.Driver";
    }

    @Override
    Set<String> rivals() {
        return Set.of("autoReconnect", "autoReconnectForPools", "dnsSrv");
    }

    @Override
    String identity() {
        return IDENTITY;
    }

    @Override
    String variablesOfKinds() {
        return "SELECT VARIABLE_NAME, VARIABLE_VALUE FROM performance_schema.global_variables"
                + " WHERE VARIABLE_NAME IN ('group_replication_group_name', 'wsrep_provider')";
    }

    @Override
    String statusTable() {
        return "performance_schema.global_status";
    }

    /**
     * A primary that is made read-only is a standby from then on: nothing that everybody may see tells it from a replica, and
     * it can be promoted as one.
     */
    @Override
    public Answer ask(Connection session) throws SQLException {
        try {
            return ask(session, rests());
        } catch (SQLException e) {
            if (MySqlFailures.isOneOf(e, CANNOT_WAIT)) {
                return ask(session, "NULL");
            }
            throw e;
        }
    }

    private String rests() {
        return logNames.appliers(WAIT, "0.001") + " IS NULL";
    }

    /** A server that applies may not hear whom it applies from, and one that rests may receive. */
    private Answer ask(Connection session, String rests) throws SQLException {
        try (Statement statement = session.createStatement();
                ResultSet row = statement.executeQuery(WHO_ARE_YOU + ", " + rests + " AS rests")) {
            row.next();
            logNames.met(row.getString("log_name"));
            boolean readOnly = isOn(row.getString("read_only")) || isOn(row.getString("engine_read_only"));
            Answer answer = new Answer(
                    readOnly ? Claim.STANDBY : Claim.WRITABLE,
                    new GtidEpoch(GtidSet.parse(row.getString("executed")), row.getString("server")),
                    Upstream.UNKNOWN,
                    row.getString("server"),
                    null);
            String told = row.getString("rests");
            if (readOnly) {
                return "1".equals(told) ? answer.with(Upstream.NONE) : answer;
            }
            return "0".equals(told)
                    ? answer.unprotected()
                    : REPLICATION.lookCloser(session, told == null ? answer : answer.with(Upstream.LOST));
        }
    }

    private static final ReplicationStatus REPLICATION =
            new ReplicationStatus("SHOW REPLICA STATUS", "Retrieved_Gtid_Set", "Source", GtidSet::parse);

    /** Its name before 8.0.26, when it counted in whole seconds. */
    private static final String WAIT_OF_OLD = "MASTER_POS_WAIT";

    private static final Set<Integer> NO_SUCH_FUNCTION = Set.of(1305);

    /** ER_SP_DOES_NOT_EXIST before 8.0.26, ER_REPLICA_MULTIPLE_CHANNELS_CMD. */
    private static final Set<Integer> CANNOT_WAIT = Set.of(1305, 3079);

    @Override
    public Backlog backlog(Connection session) throws SQLException {
        GtidEpoch before = (GtidEpoch) ask(session).epoch();
        Boolean allApplied = REPLICATION.isAllApplied(session, before.executed());
        if (allApplied != null) {
            return allApplied ? Backlog.NONE : Backlog.MORE;
        }
        try {
            return appliers(session, rests());
        } catch (SQLException e) {
            if (MySqlFailures.isOneOf(e, NO_SUCH_FUNCTION)) {
                return appliers(session, logNames.appliers(WAIT_OF_OLD, "1") + " IS NULL");
            }
            if (MySqlFailures.isServers(e)) {
                return Backlog.MORE;
            }
            throw e;
        }
    }

    private static Backlog appliers(Connection session, String rests) throws SQLException {
        try (Statement statement = session.createStatement();
                ResultSet row = statement.executeQuery("SELECT " + rests)) {
            row.next();
            return row.getBoolean(1) ? Backlog.AT_REST : Backlog.MORE;
        }
    }

    @Override
    public void watch(Connection idleSession, Duration time) throws SQLException {
        ConnectorJSession.listen(idleSession, time);
    }

    /** Connector/J drops its socket on the first failure, and closes the connection with some later call. */
    @Override
    public boolean isOver(Connection session) {
        try {
            return session.isClosed() || ConnectorJSession.hasNoSocket(session);
        } catch (SQLException e) {
            return true;
        }
    }

    @Override
    public boolean inTransaction(Connection session) {
        try {
            return ConnectorJSession.inTransaction(session);
        } catch (SQLException e) {
            return true;
        }
    }

    @Override
    public @Nullable Boolean autoCommits(Connection session) {
        try {
            return ConnectorJSession.autoCommits(session);
        } catch (SQLException e) {
            return null;
        }
    }

    /** There is no parameter for it, and Connector/J would ask the server for its default. */
    @Override
    public boolean isDeclaredReadOnly(Connection fresh) {
        return false;
    }

    @Override
    public long sessionId(Connection vendors) throws SQLException {
        return ConnectorJSession.id(vendors);
    }

    /** As it came from the server, whatever the type. */
    @Override
    public byte @Nullable [] rawValue(ResultSet rows, int column) throws SQLException {
        return rows.getBytes(column);
    }
}
