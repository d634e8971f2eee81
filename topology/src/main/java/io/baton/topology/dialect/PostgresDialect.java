/* SPDX-License-Identifier: Apache-2.0 */
package io.baton.topology.dialect;

import io.baton.topology.Claim;
import io.baton.topology.FailureKind;
import io.baton.topology.NodeAddress;
import io.baton.topology.TimelineEpoch;
import io.baton.topology.Upstream;
import java.sql.Connection;
import java.sql.ParameterMetaData;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.UUID;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.postgresql.Driver;
import org.postgresql.PGConnection;
import org.postgresql.PGResultSetMetaData;
import org.postgresql.PGStatement;
import org.postgresql.core.BaseConnection;
import org.postgresql.core.Field;
import org.postgresql.core.TransactionState;
import org.postgresql.util.PSQLException;

/** PostgreSQL 12 and newer through pgjdbc. */
public final class PostgresDialect implements Dialect {

    /** A node that is promoted between two parts of the query: the function of the other role was called. */
    private static final String PROMOTED_MEANWHILE = "55000";

    /**
     * The timeline is read where it is right at once: on a primary from the name of the current WAL file, since
     * {@code pg_control_checkpoint()} keeps the old one until the next checkpoint after a promotion; on a standby from
     * the minimum recovery point, for the same reason. Both measured on PostgreSQL 15 and 17. A standby that follows a
     * promotion without a restart moves that point only when it flushes pages, which may take until its next restartpoint;
     * what it receives tells at once, but only to members of {@code pg_monitor} (null for others). Measured on 18.
     */
    private static final String WHO_ARE_YOU = """
            SELECT pg_is_in_recovery() AS in_recovery,
              current_setting('transaction_read_only') AS read_only,
              (SELECT system_identifier FROM pg_control_system()) AS system_identifier,
              CASE WHEN pg_is_in_recovery()
                THEN greatest((SELECT timeline_id FROM pg_control_checkpoint()),
                              (SELECT min_recovery_end_timeline FROM pg_control_recovery()),
                              (SELECT received_tli FROM pg_stat_wal_receiver))
                ELSE ('x' || substr(pg_walfile_name(pg_current_wal_lsn()), 1, 8))::bit(32)::int
              END AS timeline,
              (SELECT count(*) FROM pg_stat_wal_receiver) AS receivers,""" + PostgresLog.COLUMNS;

    private static final String END_SESSION = """
            SELECT pg_catalog.pg_terminate_backend(pid) FROM pg_catalog.pg_stat_activity
            WHERE pid = ? AND usename = session_user AND pid <> pg_catalog.pg_backend_pid()
              AND backend_start <= pg_catalog.clock_timestamp() - ? * interval '1 microsecond'""";

    @Override
    public String name() {
        return "postgresql";
    }

    @Override
    public int defaultPort() {
        return 5432;
    }

    @Override
    public String driverClass() {
        return "org.postgresql.Driver";
    }

    @Override
    public String nodeUrl(NodeAddress node, String path) {
        return "jdbc:postgresql://" + node.named() + (path.startsWith("/") ? path : "/" + path);
    }

    /** pgjdbc knows: the hosts may stand in a service file. */
    @Override
    public List<NodeAddress> impliedNodes(String path, Map<String, String> properties) {
        Properties given = new Properties();
        given.putAll(properties);
        int query = path.indexOf('?');
        Properties parsed = Driver.parseURL("jdbc:postgresql://" + (query < 0 ? "" : path.substring(query)), given);
        if (parsed == null) {
            throw new IllegalArgumentException("the URL names no host, and nothing else does");
        }
        String[] hosts = parsed.getProperty("PGHOST", "localhost").split(",", -1);
        String[] ports =
                parsed.getProperty("PGPORT", Integer.toString(defaultPort())).split(",", -1);
        return IntStream.range(0, hosts.length)
                .mapToObj(i -> new NodeAddress(hosts[i], Integer.parseInt(ports[Math.min(i, ports.length - 1)])))
                .toList();
    }

    @Override
    public Map<String, String> connectBounds(Duration timeout) {
        // connectTimeout ends with the TCP handshake: a frozen server completes that and then says nothing.
        String seconds = Long.toString(Math.max(1, timeout.toSeconds()));
        String millis = Long.toString(timeout.toMillis());
        return Map.of(
                "connectTimeout", seconds,
                "socketTimeout", seconds,
                "sslResponseTimeout", millis,
                "gssResponseTimeout", millis);
    }

    @Override
    public String socketTimeoutProperty() {
        return "socketTimeout";
    }

    @Override
    public String loginTimeoutProperty() {
        return "loginTimeout";
    }

    @Override
    public Map<String, String> named(String application, Map<String, String> properties) {
        Map<String, String> named = new HashMap<>(properties);
        named.put("ApplicationName", application);
        return named;
    }

    @Override
    public Answer ask(Connection session) throws SQLException {
        try {
            return askOnce(session);
        } catch (SQLException e) {
            if (PROMOTED_MEANWHILE.equals(e.getSQLState())) {
                return askOnce(session);
            }
            throw e;
        }
    }

    /** All that it says costs as much. */
    @Override
    public Identity identify(Connection session) throws SQLException {
        Answer answer = ask(session);
        return new Identity(answer.instance(), answer.claim() == Claim.STANDBY, answer);
    }

    private static Answer askOnce(Connection session) throws SQLException {
        try (Statement statement = session.createStatement();
                ResultSet row = statement.executeQuery(WHO_ARE_YOU)) {
            row.next();
            Claim claim;
            Upstream upstream = Upstream.UNKNOWN;
            if (row.getBoolean("in_recovery")) {
                claim = Claim.STANDBY;
                upstream = row.getInt("receivers") > 0 ? Upstream.HEARD : Upstream.LOST;
            } else {
                claim = "on".equals(row.getString("read_only")) ? Claim.READ_ONLY : Claim.WRITABLE;
            }
            return new Answer(
                    claim,
                    new TimelineEpoch(row.getLong("system_identifier"), row.getInt("timeline")),
                    upstream,
                    row.getString("started"),
                    PostgresLog.read(row, vendors(session)));
        }
    }

    @Override
    public void watch(Connection idleSession, Duration time) throws SQLException {
        // Reads from the socket until the time is over. The server says goodbye (57P01) or the stream ends when the
        // process is killed; both arrive here without anything being sent.
        int millis = (int) Math.max(1, time.toMillis());
        vendors(idleSession).getQueryExecutor().processNotifies(millis);
    }

    @Override
    public FailureKind classify(SQLException failure) {
        return PostgresFailures.classify(failure);
    }

    @Override
    public boolean inTransaction(Connection session) {
        try {
            return vendors(session).getTransactionState() != TransactionState.IDLE;
        } catch (SQLException e) {
            return true;
        }
    }

    @Override
    public boolean isTransactionFailed(Connection session) {
        try {
            return vendors(session).getTransactionState() == TransactionState.FAILED;
        } catch (SQLException e) {
            return true;
        }
    }

    @Override
    public boolean isEndedByTheCall(SQLException failure) {
        return PostgresFailures.isOfTheCall(failure);
    }

    @Override
    public boolean endedBeforeCommit(SQLException answer) {
        return PostgresFailures.endedBeforeCommit(answer);
    }

    @Override
    public boolean isEndedByLimit(SQLException failure) {
        return PostgresFailures.isOneOf(failure, PostgresFailures.ENDED_BY_LIMIT);
    }

    @Override
    public boolean isForbiddenInTransaction(SQLException failure) {
        return PostgresFailures.ACTIVE_TRANSACTION.equals(failure.getSQLState());
    }

    @Override
    public void forgetGenerated(Connection session) throws SQLException {
        try (Statement statement = session.createStatement()) {
            statement.execute("DISCARD SEQUENCES");
        }
    }

    @Override
    public boolean isMissingDrawnValue(SQLException failure) {
        return PostgresFailures.NOT_IN_PREREQUISITE_STATE.equals(failure.getSQLState());
    }

    @Override
    public boolean isConflict(SQLException failure) {
        return PostgresFailures.isOneOf(failure, PostgresFailures.CONFLICT);
    }

    /** It is the driver's own affair: the server knows no such mode. */
    @Override
    public @Nullable Boolean autoCommits(Connection session) {
        try {
            return vendors(session).getAutoCommit();
        } catch (SQLException e) {
            return null;
        }
    }

    @Override
    public long sessionId(Connection vendors) throws SQLException {
        return vendors(vendors).getBackendPID();
    }

    @Override
    public byte @Nullable [] rawValue(ResultSet rows, int column) throws SQLException {
        return rows.getBytes(column);
    }

    @Override
    public boolean isBinary(ResultSet rows) throws SQLException {
        PGResultSetMetaData columns = rows.getMetaData().unwrap(PGResultSetMetaData.class);
        for (int i = rows.getMetaData().getColumnCount(); i > 0; i--) {
            if (columns.getFormat(i) != Field.TEXT_FORMAT) {
                return true;
            }
        }
        return false;
    }

    @Override
    public @Nullable ColumnOrigin origin(ResultSet rows, int column) throws SQLException {
        PGResultSetMetaData columns = rows.getMetaData().unwrap(PGResultSetMetaData.class);
        String name = columns.getBaseColumnName(column);
        return name == null || name.isEmpty()
                ? null
                : new ColumnOrigin(columns.getBaseSchemaName(column), columns.getBaseTableName(column), name);
    }

    /** pgjdbc turns to binary when it prepares on the server: never, or at once. */
    @Override
    public void useFormat(Statement fresh, boolean binary) throws SQLException {
        fresh.unwrap(PGStatement.class).setPrepareThreshold(binary ? -1 : 0);
    }

    @Override
    public void useDefaultFormat(Statement statement) throws SQLException {
        int usual = statement.getConnection().unwrap(PGConnection.class).getPrepareThreshold();
        statement.unwrap(PGStatement.class).setPrepareThreshold(usual);
    }

    @Override
    public void endSession(Connection on, Connection lost, Duration age) throws SQLException {
        try (PreparedStatement statement = on.prepareStatement(END_SESSION)) {
            statement.setInt(1, vendors(lost).getBackendPID());
            statement.setLong(2, age.toNanos() / 1000);
            statement.execute();
        }
    }

    @Override
    public boolean canInsertAndCommit(Connection session) throws SQLException {
        return PostgresCommit.mayCarry(vendors(session));
    }

    @Override
    public ResultSetMetaData describedBy(Connection session, ResultSetMetaData columns) throws SQLException {
        return PgjdbcDescription.on(session, columns);
    }

    @Override
    public ParameterMetaData describedBy(Connection session, ParameterMetaData parameters) throws SQLException {
        return PgjdbcDescription.on(session, parameters);
    }

    @Override
    public int insertAndCommit(Connection session, String insert, UUID key) throws SQLException {
        return PostgresCommit.with(vendors(session), insert, key);
    }

    /** It closes the connection then. */
    @Override
    public boolean isBreak(SQLException failure) {
        return false;
    }

    @Override
    public boolean provesNothingCommitted(SQLException answer) {
        return PostgresFailures.provesNothingCommitted(answer);
    }

    @Override
    public boolean mayHaveCommitted(SQLException answer) {
        return !PostgresFailures.provesNothingCommitted(answer);
    }

    @Override
    public boolean isServersRefusal(SQLException failure) {
        return failure instanceof PSQLException refusal && refusal.getServerErrorMessage() != null;
    }

    /** A cast where possible: unwrap() is refused by a closed connection, whose last state matters most. */
    private static BaseConnection vendors(Connection session) throws SQLException {
        return session instanceof BaseConnection direct ? direct : session.unwrap(BaseConnection.class);
    }
}
